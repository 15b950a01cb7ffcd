import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { crossEntropy, squaredError } from '../../src-main/stn/task-loss.ts';
import { largestDifference, valuesOf } from '../support/tensors.ts';

const logits = tf.tensor2d([
  [1, 2, 3],
  [1000, 0, -1000],
  [-5, -5, -5],
]);
const labels = tf.tensor1d([0, 1, 2], 'int32');

it('cross-entropy agrees with PyTorch, also where exp overflows', () => {
  // torch 1.13, F.cross_entropy(reduction='none') on the same logits.
  expect(largestDifference(valuesOf(crossEntropy(logits, labels)), [2.40760589, 1000, 1.0986123])).toBeLessThan(1e-6);
});

it('its gradient agrees with PyTorch', () => {
  const weights = tf.tensor1d([1, 2, 3]);
  const gradient = tf.grad((values) => tf.sum(tf.mul(crossEntropy(values as tf.Tensor2D, labels), weights)))(logits);
  const torch = [-0.90996945, 0.24472849, 0.665241, 2, -2, 0, 1, 1, -2];
  expect(largestDifference(valuesOf(gradient), torch)).toBeLessThan(1e-6);
});

it('cross-entropy over a vocabulary is that over few classes, value and gradient', () => {
  const padded = tf.concat([logits, tf.fill([3, 297], -1e9)], 1) as tf.Tensor2D;
  const weights = tf.tensor1d([1, 2, 3]);
  const objective = (values: tf.Tensor) => tf.sum(tf.mul(crossEntropy(values as tf.Tensor2D, labels), weights));
  expect(largestDifference(valuesOf(crossEntropy(padded, labels)), [2.40760589, 1000, 1.0986123])).toBeLessThan(1e-6);
  const expected = valuesOf(tf.grad(objective)(logits));
  const gradient = tf.grad(objective)(padded);
  expect(largestDifference(valuesOf(tf.slice(gradient, [0, 0], [3, 3])), expected)).toBeLessThan(1e-6);
  expect(valuesOf(tf.max(tf.abs(tf.slice(gradient, [0, 3], [3, -1]))))).toEqual([0]);
});

it('squared error is one value an example', () => {
  expect(valuesOf(squaredError(tf.tensor2d([[1], [2.5]]), tf.tensor1d([3, 2])))).toEqual([4, 0.25]);
});
