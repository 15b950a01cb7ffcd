import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { addGaussianNoise, scaleInput } from '../../src-main/stn/input-noise.ts';
import { largestDifference, normal, valuesOf } from '../support/tensors.ts';

it('noise is added in proportion to the strength of each example', () => {
  const x = tf.tensor2d([
    [1, 2],
    [3, 4],
  ]);
  const noise = tf.tensor2d([
    [1, -1],
    [1, -1],
  ]);
  expect(valuesOf(addGaussianNoise(x, tf.tensor1d([0.5, 2]), noise))).toEqual([1.5, 1.5, 5, 2]);
  expect(valuesOf(addGaussianNoise(x, tf.scalar(0), noise))).toEqual([1, 2, 3, 4]);
});

it('scaling runs from 1 / (1 + s) to 1 + s as the draw runs from 0 to 1', () => {
  const x = tf.ones([3, 2]);
  const scaled = scaleInput(x, tf.tensor1d([1, 1, 0.25]), tf.tensor1d([0, 1, 0]));
  expect(largestDifference(valuesOf(scaled), [0.5, 0.5, 2, 2, 0.8, 0.8])).toBeLessThan(1e-6);
});

it('a strength of zero scales nothing', () => {
  const x = normal('x', 3, 4);
  expect(valuesOf(scaleInput(x, tf.zeros([3]), tf.tensor1d([0.1, 0.5, 0.9])))).toEqual(valuesOf(x));
});
