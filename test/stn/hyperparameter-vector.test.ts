import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import {
  constrainedValues,
  perturb,
  repeat,
  responseInput,
  type VectorEntry,
} from '../../src-main/stn/hyperparameter-vector.ts';
import { constrain, sigmoid, softplus } from '../../src-main/stn/transforms.ts';
import { largestDifference, normal, valuesOf } from '../support/tensors.ts';

const entry = (overrides: Partial<VectorEntry>): VectorEntry => ({
  name: 'input.dropout',
  range: [0, 0.9],
  discrete: false,
  isShared: false,
  responseTransform: 'identity',
  ...overrides,
});
const mixed = [
  entry({}),
  entry({ range: [0, Infinity], isShared: true, responseTransform: 'softplus' }),
  entry({ range: [0, 24], discrete: true, responseTransform: 'sigmoid' }),
];
const u = tf.tensor1d([-1.2, 0.3, 0.8]);
const s = tf.tensor1d([-0.4, 0.5, 1.1]);

it('each column is constrained to its own range, discrete ones rounded down', () => {
  const rows = [
    [-1.2, 0.3, 0.8],
    [2, -4, -0.1],
  ];
  const expected = rows.flatMap(([first = 0, second = 0, third = 0]) => [
    constrain(first, [0, 0.9]),
    constrain(second, [0, Infinity]),
    Math.floor(constrain(third, [0, 24])),
  ]);
  expect(largestDifference(valuesOf(constrainedValues(tf.tensor2d(rows), mixed)), expected)).toBeLessThan(1e-6);
});

it('a discrete column has no gradient', () => {
  const gradient = tf.grad((values) => tf.sum(constrainedValues(values as tf.Tensor2D, mixed)))(repeat(u, 1));
  const [continuous, , discrete] = valuesOf(gradient);
  expect(continuous).toBeGreaterThan(0);
  expect(discrete).toBe(0);
});

it('the response is fed with each column transformed in its own way', () => {
  const expected = [-1.2, softplus(0.3), sigmoid(0.8)];
  expect(largestDifference(valuesOf(responseInput(repeat(u, 1), mixed)), expected)).toBeLessThan(1e-6);
});

it('zero noise perturbs nothing', () => {
  expect(valuesOf(perturb({ u, s, noise: tf.zeros([4, 3]) }, mixed))).toEqual(valuesOf(repeat(u, 4)));
});

it('a scale of zero perturbs nothing', () => {
  const noise = normal<tf.Tensor2D>('noise', 4, 3);
  // softplus(-200) is exactly zero in float32.
  expect(valuesOf(perturb({ u, s: tf.fill([3], -200), noise }, mixed))).toEqual(valuesOf(repeat(u, 4)));
});

it('shared columns follow row 0, the others their own row', () => {
  const noise = normal<tf.Tensor2D>('noise', 4, 3);
  const perturbed = perturb({ u, s, noise }, mixed);
  const draws = noise.arraySync();
  const expected = draws.flatMap(([first = 0, , third = 0]) => [
    -1.2 + first * softplus(-0.4),
    0.3 + (draws[0]?.[1] ?? Number.NaN) * softplus(0.5),
    0.8 + third * softplus(1.1),
  ]);
  expect(largestDifference(valuesOf(perturbed), expected)).toBeLessThan(1e-6);
});

it('perturbing permuted noise permutes the rows', () => {
  const noise = normal<tf.Tensor2D>('noise', 4, 3);
  const own = mixed.map((column) => ({ ...column, isShared: false }));
  const order = tf.tensor1d([2, 0, 3, 1], 'int32');
  const permuted = perturb({ u, s, noise: tf.gather(noise, order) }, own);
  expect(valuesOf(permuted)).toEqual(valuesOf(tf.gather(perturb({ u, s, noise }, own), order)));
});

it('the spread of many perturbations is the scale', () => {
  const noise = normal<tf.Tensor2D>('many', 20_000, 3);
  const { mean, variance } = tf.moments(perturb({ u, s, noise }, [entry({}), entry({}), entry({})]), 0);
  // Standard error of a mean: scale / sqrt(20,000); four of them.
  expect(largestDifference(valuesOf(mean), valuesOf(u))).toBeLessThan((4 * softplus(1.1)) / Math.sqrt(20_000));
  expect(largestDifference(valuesOf(tf.sqrt(variance)), valuesOf(tf.softplus(s)))).toBeLessThan(0.03);
});
