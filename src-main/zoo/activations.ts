// The functions behind a layer's sum.
import * as tf from '@tensorflow/tfjs-core';
import type { Activation } from '../../src-shared/domain/run-config.ts';
import type { Dual } from '../stn/dual.ts';

const functions: Readonly<Record<Activation, (x: tf.Tensor) => tf.Tensor>> = {
  relu: tf.relu,
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  elu: tf.elu,
  linear: (x) => x,
};

/** Slopes by what the function gave. */
const slopes: Readonly<Record<Exclude<Activation, 'linear'>, (y: tf.Tensor) => tf.Tensor>> = {
  relu: (y) => tf.cast(tf.greater(y, 0), 'float32'),
  tanh: (y) => tf.sub(1, tf.square(y)),
  sigmoid: (y) => tf.mul(y, tf.sub(1, y)),
  elu: (y) => tf.add(tf.minimum(y, 0), 1),
};

/** Applies it elementwise to a value and its tangent. */
export function activateDual<T extends tf.Tensor>({ value, tangent }: Dual<T>, activation: Activation): Dual<T> {
  const y = activate(value, activation);
  if (tangent === null || activation === 'linear') return { value: y, tangent };
  return { value: y, tangent: tf.mul(tangent, slopes[activation](y)) as T };
}

/** Applies it elementwise. None of them falls anywhere, which response-conv relies on. */
export function activate<T extends tf.Tensor>(x: T, activation: Activation): T {
  return functions[activation](x) as T;
}
