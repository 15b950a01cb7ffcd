import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { perturbationEntropy } from '../../src-main/stn/entropy.ts';
import { inverseSoftplus, sigmoid, softplus } from '../../src-main/stn/transforms.ts';
import { largestDifference, valuesOf } from '../support/tensors.ts';

it.each([
  // Entropy of a normal distribution, shared STN specification section 2.
  [0.1, -0.8836],
  [0.5, 0.7258],
  [1, 1.4189],
  [2, 2.1121],
])('a scale of %d has %d nats', (scale, nats) => {
  expect(valuesOf(perturbationEntropy(tf.tensor1d([inverseSoftplus(scale)])))[0]).toBeCloseTo(nats, 4);
});

it('entropies of several scales add up', () => {
  const both = perturbationEntropy(tf.tensor1d([inverseSoftplus(0.1), inverseSoftplus(2)]));
  expect(valuesOf(both)[0]).toBeCloseTo(-0.8836 + 2.1121, 3);
});

it('the gradient is sigmoid(s) / softplus(s)', () => {
  const s = [-3, -0.4, 0, 1.7, 4];
  const gradient = tf.grad((values) => perturbationEntropy(values as tf.Tensor1D))(tf.tensor1d(s));
  expect(
    largestDifference(
      valuesOf(gradient),
      s.map((value) => sigmoid(value) / softplus(value)),
    ),
  ).toBeLessThan(1e-6);
});
