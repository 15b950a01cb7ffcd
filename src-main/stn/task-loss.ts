// What a prediction costs: cross-entropy for classes, squared error for numbers. One value an example, so that evaluation can mask rows.
import * as tf from '@tensorflow/tfjs-core';

/** From so many classes on, labels are looked up and written where they stand; below, a table of zeros and ones is the cheaper way. */
const manyClasses = 256;

/**
 * Cross-entropy of each example, in nats, with its own gradient (softmax - one-hot): stable for logits of any size.
 * @param logits [B, C]
 * @param labels int32 [B] in [0, C)
 * @returns [B]
 */
export function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  return logits.shape[1] < manyClasses ? crossEntropyOfFew(logits, labels) : crossEntropyOfMany(logits, labels);
}

function crossEntropyOfFew(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  const oneHot = tf.cast(tf.oneHot(labels, logits.shape[1]), 'float32') as tf.Tensor2D;
  const withGradient = tf.customGrad((input, save) => {
    const scores = input as tf.Tensor2D;
    const shifted = tf.sub(scores, tf.max(scores, 1, true));
    const exponentials = tf.exp(shifted);
    const total = tf.sum(exponentials, 1, true);
    const softmax = tf.div(exponentials, total);
    // Eager engines free what a forward pass leaves behind, unless it is saved here.
    (save as tf.GradSaveFunc)([softmax, oneHot]);
    const value = tf.sub(tf.reshape(tf.log(total), [-1]), tf.sum(tf.mul(shifted, oneHot), 1));
    return {
      value,
      gradFunc: (upstream: tf.Tensor, saved: tf.Tensor[]) =>
        tf.mul(tf.sub(saved[0] as tf.Tensor, saved[1] as tf.Tensor), tf.reshape(upstream, [-1, 1])),
    };
  });
  return withGradient(logits) as tf.Tensor1D;
}

/**
 * The same for a vocabulary: nothing of the size of the logits is made but the logarithms of the probabilities, and in the backward pass
 * the probabilities.
 */
function crossEntropyOfMany(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  const [rows] = logits.shape;
  const places = tf.stack([tf.range(0, rows, 1, 'int32'), labels], 1);
  const withGradient = tf.customGrad((input, save) => {
    const logarithms = tf.logSoftmax(input as tf.Tensor2D);
    const chosen = tf.gatherND(logarithms, places) as tf.Tensor1D;
    (save as tf.GradSaveFunc)([logarithms, chosen, places]);
    return {
      value: tf.neg(chosen),
      gradFunc: (upstream: tf.Tensor, [all, own, at]: tf.Tensor[]) => {
        const less = tf.sub(tf.exp(own as tf.Tensor), 1);
        const slopes = tf.tensorScatterUpdate(tf.exp(all as tf.Tensor), at as tf.Tensor, less);
        return tf.mul(slopes, tf.reshape(upstream, [-1, 1]));
      },
    };
  });
  return withGradient(logits) as tf.Tensor1D;
}

/**
 * Squared error of each example, in the squared unit of the (standardised) targets.
 * @param predictions [B, 1]
 * @param targets [B]
 * @returns [B]
 */
export function squaredError(predictions: tf.Tensor2D, targets: tf.Tensor1D): tf.Tensor1D {
  return tf.square(tf.sub(tf.reshape(predictions, [-1]), targets)) as tf.Tensor1D;
}
