import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { type ResponseWeights, responseFactors } from '../../src-main/stn/layer-weights.ts';
import { type DenseWeights, responseDense } from '../../src-main/stn/response-dense.ts';
import { largestDifference, normal, valuesOf } from '../support/tensors.ts';

const [batch, inputs, outputs, hyperparameters] = [6, 5, 4, 3];
const response: ResponseWeights<tf.Tensor2D> = {
  weight: normal('response weight', inputs, outputs),
  bias: normal('response bias', outputs),
  map: normal('map', hyperparameters, 2 * outputs),
};
const weights: DenseWeights = {
  weight: normal('weight', inputs, outputs),
  bias: normal('bias', outputs),
  gain: tf.tensor1d([1.3]),
  response,
};
const x = normal<tf.Tensor2D>('x', batch, inputs);
const h = normal<tf.Tensor2D>('h', batch, hyperparameters);

it('one example by hand gives c (x W + b) + factors * (x W_h) + factors * b_h', () => {
  const layer: DenseWeights = {
    weight: tf.tensor2d([[2], [3]]),
    bias: tf.tensor1d([1]),
    gain: tf.tensor1d([0.5]),
    response: { weight: tf.tensor2d([[1], [-1]]), bias: tf.tensor1d([4]), map: tf.tensor2d([[10, 100]]) },
  };
  // 0.5 (1 * 2 + 2 * 3 + 1) + 0.1 * 10 * (1 - 2) + 0.1 * 100 * 4 = 4.5 - 1 + 40
  expect(valuesOf(responseDense(tf.tensor2d([[1, 2]]), tf.tensor2d([[0.1]]), layer))[0]).toBeCloseTo(43.5, 5);
});

it('zero hyperparameters give the plain layer', () => {
  const zero = tf.zeros<tf.Rank.R2>([batch, hyperparameters]);
  const plain = tf.mul(tf.add(tf.matMul(x, weights.weight), weights.bias ?? 0), 1.3);
  expect(largestDifference(valuesOf(responseDense(x, zero, weights)), valuesOf(plain))).toBeLessThan(1e-6);
  expect(valuesOf(responseDense(x, null, weights))).toEqual(valuesOf(responseDense(x, zero, weights)));
});

it('permuting the batch permutes the outputs', () => {
  const order = tf.tensor1d([3, 5, 0, 1, 4, 2], 'int32');
  const permuted = responseDense(tf.gather(x, order), tf.gather(h, order), weights);
  expect(valuesOf(permuted)).toEqual(valuesOf(tf.gather(responseDense(x, h, weights), order)));
});

it('at fixed hyperparameters it folds into one ordinary layer', () => {
  // Shared STN specification section 7, "Folding".
  const row = normal<tf.Tensor2D>('one row', 1, hyperparameters);
  const factors = responseFactors(row, response.map);
  const folded: DenseWeights = {
    weight: tf.add(tf.mul(weights.weight, 1.3), tf.mul(response.weight, factors.weight)),
    bias: tf.reshape(tf.add(tf.mul(weights.bias ?? 0, 1.3), tf.mul(response.bias ?? 0, factors.bias)), [outputs]),
  };
  const whole = responseDense(x, tf.tile(row, [batch, 1]), weights);
  expect(largestDifference(valuesOf(responseDense(x, null, folded)), valuesOf(whole))).toBeLessThan(1e-5);
});

it('a layer without biases leaves both of them out', () => {
  const bare: DenseWeights = { weight: weights.weight, response: { weight: response.weight, map: response.map } };
  const factors = responseFactors(h, response.map).weight;
  const expected = tf.add(tf.matMul(x, weights.weight), tf.mul(factors, tf.matMul(x, response.weight)));
  expect(largestDifference(valuesOf(responseDense(x, h, bare)), valuesOf(expected))).toBeLessThan(1e-6);
});
