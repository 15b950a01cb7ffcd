// Max pooling over windows that touch and do not overlap, and what it does to a tangent.
import * as tf from '@tensorflow/tfjs-core';
import type { Dual } from './dual.ts';

/** Sides of a window, [height, width], which are also its steps; 1: no pooling. */
export type PoolWindow = readonly [number, number];

const isNone = ([height, width]: PoolWindow): boolean => height === 1 && width === 1;

/** The largest value of each window. @param x [B, height, width, channels]; what fills no window is left out */
export function pooled(x: tf.Tensor4D, pool: PoolWindow): tf.Tensor4D {
  return isNone(pool) ? x : tf.maxPool(x, [...pool], [...pool], 'valid');
}

/** The same, and the tangent where each window's (first) largest value stands. The value counts as a constant. */
export function pooledDual({ value, tangent }: Dual<tf.Tensor4D>, pool: PoolWindow): Dual<tf.Tensor4D> {
  const largest = pooled(value, pool);
  if (tangent === null || isNone(pool)) return { value: largest, tangent };
  // The gradient of the sum of what pooling gives: 1 where the largest stand, 0 elsewhere.
  const isLargest = tf.grad((x: tf.Tensor) => pooled(x as tf.Tensor4D, pool))(value) as tf.Tensor4D;
  return { value: largest, tangent: summed(tf.mul(tangent, isLargest) as tf.Tensor4D, pool) };
}

/** The sum of each window, one axis after the other. */
function summed(x: tf.Tensor4D, [tall, wide]: PoolWindow): tf.Tensor4D {
  const [rows, height, width, channels] = x.shape;
  const [down, across] = [Math.floor(height / tall), Math.floor(width / wide)];
  const filled = tf.slice(x, [0, 0, 0, 0], [rows, down * tall, across * wide, channels]);
  const lines = tf.sum(tf.reshape(filled, [rows * down, tall, across * wide * channels]), 1);
  return tf.reshape(tf.sum(tf.reshape(lines, [rows * down * across, wide, channels]), 1), [
    rows,
    down,
    across,
    channels,
  ]);
}
