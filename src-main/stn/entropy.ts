// Entropy of the perturbation, whose reward keeps its scale from collapsing.
import * as tf from '@tensorflow/tfjs-core';

const logRootTwoPiE = 0.5 * Math.log(2 * Math.PI * Math.E);

/**
 * Sum over hyperparameters of log(softplus(s) sqrt(2 pi e)), in nats; its gradient is sigmoid(s) / softplus(s).
 * @param s unconstrained scales [H]
 * @returns scalar
 * Source: reference, compute_entropy; shared STN specification section 2.
 */
export function perturbationEntropy(s: tf.Tensor1D): tf.Scalar {
  return tf.sum(tf.add(tf.log(tf.softplus(s)), logRootTwoPiE)) as tf.Scalar;
}
