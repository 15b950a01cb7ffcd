import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { adam } from '../../src-main/optim/adam.ts';
import { clipByGlobalNorm } from '../../src-main/optim/clip.ts';
import { optimizerFrom } from '../../src-main/optim/from-config.ts';
import { type NamedTensors, type Optimizer, pick } from '../../src-main/optim/optimizer.ts';
import { rmsprop } from '../../src-main/optim/rmsprop.ts';
import { sgd } from '../../src-main/optim/sgd.ts';
import { largestDifference, valuesOf } from '../support/tensors.ts';

const gradients = [
  [0.5, -1, 0.25],
  [0.1, 0.2, -0.3],
  [-0.4, 0, 2],
];

/** Parameters after each of the three gradients, from [1, -2, 3]. */
function path(optimizer: Optimizer, learningRate: number): number[][] {
  let parameters: NamedTensors = { p: tf.tensor1d([1, -2, 3]) };
  let slots: NamedTensors = Object.fromEntries(
    Object.entries(optimizer.slots({ p: [3] })).map(([name, shape]) => [name, tf.zeros([...shape])]),
  );
  return gradients.map((gradient) => {
    const next = optimizer.update({
      parameters,
      gradients: { p: tf.tensor1d(gradient) },
      slots,
      learningRate: tf.scalar(learningRate),
    });
    ({ parameters, slots } = next);
    return valuesOf(pick(parameters, 'p'));
  });
}

describe('three steps of an optimiser land where torch 1.13 does', () => {
  it('for SGD with momentum 0.9', () => {
    const torch = [
      [0.949999988, -1.89999998, 2.9749999],
      [0.894999981, -1.82999992, 2.98249984],
      [0.885499954, -1.76699996, 2.7892499],
    ];
    path(sgd({ momentum: 0.9 }), 0.1).forEach((values, step) => {
      expect(largestDifference(values, torch[step] ?? [])).toBeLessThan(5e-7);
    });
  });

  it('for SGD without momentum, which keeps no slots', () => {
    expect(sgd({ momentum: 0 }).slots({ p: [3] })).toEqual({});
    const torch = [
      [0.949999988, -1.89999998, 2.9749999],
      [0.939999998, -1.91999996, 3.00499988],
      [0.980000019, -1.91999996, 2.80499983],
    ];
    path(optimizerFrom({ name: 'sgd', learningRate: 0.1, momentum: 0 }), 0.1).forEach((values, step) => {
      expect(largestDifference(values, torch[step] ?? [])).toBeLessThan(5e-7);
    });
  });

  // By torch's formula in float64: avg = .99 avg + .01 g^2; p -= lr g / (sqrt(avg) + 1e-8).
  it('for RMSprop', () => {
    const torch = [
      [0.0000002, -1.0000001, 2.0000004],
      [-0.1970656, -1.1970659, 2.7698006],
      [0.4239108, -1.1970659, 1.7880814],
    ];
    path(rmsprop(), 0.1).forEach((values, step) => {
      expect(largestDifference(values, torch[step] ?? [])).toBeLessThan(2e-6);
    });
  });

  it('for Adam as it comes', () => {
    const torch = [
      [0.900000036, -1.89999998, 2.9000001],
      [0.81969595, -1.84889734, 2.91429448],
      [0.81032604, -1.80939484, 2.85371161],
    ];
    path(adam(), 0.1).forEach((values, step) => {
      expect(largestDifference(values, torch[step] ?? [])).toBeLessThan(1e-6);
    });
  });

  it('for Adam with other settings', () => {
    const torch = [
      [0.950099826, -1.95005, 2.95019913],
      [0.911223948, -1.92669177, 2.96019936],
      [0.911223948, -1.90959167, 2.92757559],
    ];
    const optimizer = optimizerFrom({ name: 'adam', learningRate: 0.05, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 });
    path(optimizer, 0.05).forEach((values, step) => {
      expect(largestDifference(values, torch[step] ?? [])).toBeLessThan(1e-6);
    });
  });
});

it('the first step of Adam is the learning rate against the sign of the gradient', () => {
  const [first = []] = path(adam(), 0.1);
  expect(largestDifference(first, [0.9, -1.9, 2.9])).toBeLessThan(1e-6);
});

it('clipping scales all gradients by one factor, as torch does', () => {
  const clipped = clipByGlobalNorm({ a: tf.tensor1d([3, 4]), b: tf.tensor1d([12]) }, 6.5);
  expect(largestDifference(valuesOf(pick(clipped, 'a')), [1.49999988, 1.99999988])).toBeLessThan(3e-7);
  expect(largestDifference(valuesOf(pick(clipped, 'b')), [5.99999952])).toBeLessThan(6e-7);
});

it('a norm below the limit is left alone', () => {
  const clipped = clipByGlobalNorm({ a: tf.tensor1d([3, 4]) }, 100);
  expect(valuesOf(pick(clipped, 'a'))).toEqual([3, 4]);
});
