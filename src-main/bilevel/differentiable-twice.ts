// What stands in the way of second derivatives, put right: a loss whose gradient is written by hand for one derivative only, and functions
// through whose gradients TensorFlow.js does not find its way back.
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

type Slope = (x: tf.Tensor) => tf.Tensor;

/** Derivatives by what went in, in operations that can be differentiated again. */
const slopes: Readonly<Record<string, Slope>> = {
  Exp: (x) => tf.exp(x),
  Tanh: (x) => tf.sub(1, tf.square(tf.tanh(x))),
  Sigmoid: (x) => {
    const y = tf.sigmoid(x);
    return tf.mul(y, tf.sub(1, y));
  },
  Elu: (x) => {
    const isAbove = tf.step(x);
    return tf.add(isAbove, tf.mul(tf.sub(1, isAbove), tf.exp(tf.minimum(x, 0))));
  },
};

/**
 * Gives functions whose gradient TensorFlow.js takes from what came out one that is taken from what went in. It writes down what comes
 * out before the function itself, so that a second derivative does not find its way back through it and is silently short of that part.
 * The first derivatives stay what they are. For the whole process, which trains one run.
 */
export function registerSecondDerivatives(): void {
  for (const [kernelName, slope] of Object.entries(slopes)) {
    tf.registerGradient({
      kernelName,
      inputsToSave: ['x'],
      gradFunc: (upstream, saved) => ({ x: () => tf.mul(upstream as tf.Tensor, slope(saved[0] as tf.Tensor)) }),
    });
  }
}
