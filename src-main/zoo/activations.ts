// The functions behind a layer's sum.
import * as tf from '@tensorflow/tfjs-core';
import type { Activation } from '../../src-shared/domain/run-config.ts';

const functions: Readonly<Record<Activation, (x: tf.Tensor) => tf.Tensor>> = {
  relu: tf.relu,
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  elu: tf.elu,
  linear: (x) => x,
};

/** Applies it elementwise. None of them falls anywhere, which response-conv relies on. */
export function activate<T extends tf.Tensor>(x: T, activation: Activation): T {
  return functions[activation](x) as T;
}
