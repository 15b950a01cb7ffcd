// Noise on the inputs of training examples with a strength an example.
import * as tf from '@tensorflow/tfjs-core';

/** Strengths [B], or one for all, along the batch axis of x. */
function alongBatch(strength: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return tf.reshape(strength, [strength.size, ...x.shape.slice(1).map(() => 1)]);
}

/**
 * x + strength * noise.
 * @param x [B, ...]
 * @param strength standard deviation in units of x, [B] or scalar
 * @param noise standard normal draws, shape of x
 */
export function addGaussianNoise(x: tf.Tensor, strength: tf.Tensor, noise: tf.Tensor): tf.Tensor {
  return tf.add(x, tf.mul(noise, alongBatch(strength, x)));
}

/**
 * Scales each example by a factor uniform between 1 / (1 + s) and 1 + s.
 * @param x [B, ...]
 * @param strength s [B]
 * @param uniform draws in [0, 1), [B]
 * Source: shared STN specification section 6, inscale.
 */
export function scaleInput(x: tf.Tensor, strength: tf.Tensor, uniform: tf.Tensor): tf.Tensor {
  const upper = tf.add(1, strength);
  const lower = tf.div(1, upper);
  const factor = tf.add(tf.mul(tf.sub(upper, lower), uniform), lower);
  return tf.mul(x, alongBatch(factor, x));
}
