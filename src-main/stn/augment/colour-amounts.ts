// How far colours are changed: from strengths and draws to factors, turns of the hue, and the order of the changes.
// Source: shared STN specification section 6; reference cnn/datasets/cifar.py, which hands its strengths to torchvision's ColorJitter.
import * as tf from '@tensorflow/tfjs-core';

/** Strengths are pulled off the ends of [0, 1] by this much, so that a strength of 0 still changes a little. */
const strengthMargin = 1e-3;

/** (1 - 2 margin) strength + margin. */
export function robustStrength(strength: tf.Tensor): tf.Tensor {
  return tf.add(tf.mul(strength, 1 - 2 * strengthMargin), strengthMargin);
}

/** The factor of a brightness, contrast or saturation, uniform between max(0, 1 - strength) and 1 + strength. @param uniform [B] */
export function factorOf(strength: tf.Tensor, uniform: tf.Tensor): tf.Tensor {
  const lowest = tf.relu(tf.sub(1, strength));
  return tf.add(lowest, tf.mul(uniform, tf.sub(tf.add(1, strength), lowest)));
}

/** The turn of a hue, as a share of the circle, uniform between -strength and strength. @param uniform [B] */
export function turnOf(strength: tf.Tensor, uniform: tf.Tensor): tf.Tensor {
  return tf.mul(strength, tf.sub(tf.mul(uniform, 2), 1));
}

/**
 * A random order: the place, from 0, that each of n things takes among them.
 * @param uniform [B, n]
 * @returns [B, n], each row a permutation of 0 … n - 1
 */
export function placesOf(uniform: tf.Tensor2D): tf.Tensor2D {
  const [rows, count] = uniform.shape;
  const own = tf.reshape(uniform, [rows, count, 1]);
  const other = tf.reshape(uniform, [rows, 1, count]);
  // Of two equal draws the first comes first: without that, both would take one place.
  const isEarlier = tf.tensor3d(
    Array.from({ length: count * count }, (_, at) => (at % count < Math.floor(at / count) ? 1 : 0)),
    [1, count, count],
  );
  const below = tf.cast(tf.less(other, own), 'float32');
  const level = tf.mul(tf.cast(tf.equal(other, own), 'float32'), isEarlier);
  return tf.sum(tf.add(below, level), 2) as tf.Tensor2D;
}
