import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { responseFactors } from '../../src-main/stn/layer-weights.ts';
import { l1Penalty, l2Penalty } from '../../src-main/stn/penalties.ts';
import type { DenseWeights } from '../../src-main/stn/response-dense.ts';
import { normal, valuesOf } from '../support/tensors.ts';

const [batch, inputs, outputs, hyperparameters] = [5, 4, 3, 2];
const map = normal<tf.Tensor2D>('map', hyperparameters, 2 * outputs);
const weights: DenseWeights = {
  weight: normal('weight', inputs, outputs),
  gain: tf.tensor1d([1.4]),
  response: { weight: normal('response weight', inputs, outputs), map },
};
const h = normal<tf.Tensor2D>('h', batch, hyperparameters);
const strengths = [0.1, 0.2, 0.3, 0.4, 0.5];

/** Weights [I, O] that one example effectively sees, written out. */
function effective(example: number): number[] {
  const factors = responseFactors(h, map).weight.arraySync()[example] ?? [];
  const general = weights.weight.arraySync();
  const response = weights.response?.weight.arraySync() ?? [];
  return general.flatMap((row, input) =>
    row.map((value, output) => Math.fround(1.4) * value + (factors[output] ?? 0) * (response[input]?.[output] ?? 0)),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

it('the L2 penalty is half the mean of strength times squares of the weights that each example sees', () => {
  const expected =
    sum(strengths.map((strength, example) => (strength / 2) * sum(effective(example).map((w) => w * w)))) / batch;
  const penalty = l2Penalty(tf.tensor1d(strengths), h, weights);
  expect(valuesOf(penalty)[0]).toBeCloseTo(expected, 4);
});

it('the L2 gradient of an ordinary layer is what PyTorch calls weight decay', () => {
  const weight = normal<tf.Tensor2D>('weight', inputs, outputs);
  const gradient = tf.grad((values) => l2Penalty(tf.scalar(0.3), null, { weight: values as tf.Tensor2D }))(weight);
  valuesOf(gradient).forEach((value, index) => {
    expect(value).toBeCloseTo(0.3 * (valuesOf(weight)[index] ?? Number.NaN), 6);
  });
});

it('without a response both penalties are those of the general weights', () => {
  const general = valuesOf(weights.weight).map((value) => value * Math.fround(1.4));
  expect(valuesOf(l2Penalty(tf.scalar(0.3), null, weights))[0]).toBeCloseTo(0.15 * sum(general.map((w) => w * w)), 4);
  expect(valuesOf(l1Penalty(tf.scalar(0.3), null, weights))[0]).toBeCloseTo(0.3 * sum(general.map(Math.abs)), 4);
});

it('the L1 penalty is strength times absolute weights as example 0 sees them', () => {
  const expected = 0.1 * sum(effective(0).map(Math.abs));
  expect(valuesOf(l1Penalty(tf.tensor1d(strengths), h, weights))[0]).toBeCloseTo(expected, 4);
  expect(valuesOf(l1Penalty(tf.scalar(0.1), h, weights))[0]).toBeCloseTo(expected, 4);
});
