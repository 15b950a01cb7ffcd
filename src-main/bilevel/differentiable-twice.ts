// What stands in the way of second derivatives, put right: losses and gradients whose own gradient TensorFlow.js does not know, or which
// are written by hand for one derivative only.
import * as tf from '@tensorflow/tfjs-core';
import type { Task } from '../../src-shared/domain/data-card.ts';
import type { ExampleLoss } from '../stn/network.ts';

/** The largest of each row as a constant: it only keeps exponentials in range, and what it adds and subtracts cancels. */
const largestOfRow = tf.customGrad((input) => {
  const logits = input as tf.Tensor2D;
  return { value: tf.max(logits, 1, true), gradFunc: () => tf.zeros(logits.shape) };
});

/**
 * Cross-entropy of each example, in nats, made of operations that can be differentiated any number of times. The one that training steps
 * use (stn/task-loss) gives its gradient by hand, and in a second derivative would count as linear.
 * @param logits [B, C]
 * @param labels int32 [B] in [0, C)
 * @returns [B]
 */
export function crossEntropyTwice(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  const oneHot = tf.cast(tf.oneHot(labels, logits.shape[1]), 'float32');
  const shifted = tf.sub(logits, largestOfRow(logits));
  const total = tf.log(tf.sum(tf.exp(shifted), 1));
  return tf.sub(total, tf.sum(tf.mul(shifted, oneHot), 1)) as tf.Tensor1D;
}

/** A loss that can be differentiated twice, equal to `loss`. */
export function lossTwice(task: Task, loss: ExampleLoss): ExampleLoss {
  return task === 'regression' ? loss : crossEntropyTwice;
}

/** dy * (y + 1) below zero and dy above; TensorFlow.js has the gradient of elu, this is the gradient of that. */
export function registerGradientOfElu(): void {
  if (tf.getGradient('EluGrad') !== undefined) return;
  tf.registerGradient({
    kernelName: 'EluGrad',
    inputsToSave: ['dy', 'y'],
    gradFunc: (upstream, saved) => {
      const [dy, y] = saved as [tf.Tensor, tf.Tensor];
      const isBelow = tf.cast(tf.less(y, 0), 'float32');
      const above = upstream as tf.Tensor;
      return {
        dy: () => tf.mul(above, tf.add(1, tf.mul(isBelow, y))),
        y: () => tf.mul(above, tf.mul(isBelow, dy)),
      };
    },
  });
}
