import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { asMatrices, responseFactors } from '../../src-main/stn/layer-weights.ts';
import { largestDifference, normal, valuesOf } from '../support/tensors.ts';

it('factors are h V, the first half for weights and the second for biases', () => {
  const h = tf.tensor2d([[2, 3]]);
  const map = tf.tensor2d([
    [1, 10, 100, 1000],
    [1, 1, 1, 1],
  ]);
  const { weight, bias } = responseFactors(h, map);
  expect(valuesOf(weight)).toEqual([5, 23]);
  expect(valuesOf(bias)).toEqual([203, 2003]);
});

it('as matrices, kernels keep their outputs apart and their values in place', () => {
  const weight = normal<tf.Tensor4D>('kernel', 3, 2, 4, 5);
  const response = { weight, map: tf.zeros<tf.Rank.R2>([1, 10]) };
  const flat = asMatrices({ weight, response, gain: tf.tensor1d([2]) });
  expect(flat.weight.shape).toEqual([24, 5]);
  expect(flat.response?.weight.shape).toEqual([24, 5]);
  expect(flat.response?.map).toBe(response.map);
  const perOutput = tf.sum(tf.square(weight), [0, 1, 2]);
  expect(largestDifference(valuesOf(tf.sum(tf.square(flat.weight), 0)), valuesOf(perOutput))).toBeLessThan(1e-5);
});
