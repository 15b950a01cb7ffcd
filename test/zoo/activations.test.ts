import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { activate } from '../../src-main/zoo/activations.ts';
import { activations } from '../../src-shared/domain/run-config.ts';
import { valuesOf } from '../support/tensors.ts';

it.each(activations)('%s never falls, so that it commutes with the largest of a pooling window', (activation) => {
  const values = valuesOf(activate(tf.linspace(-30, 30, 2_001), activation));
  for (const [index, value] of values.entries()) {
    if (index > 0) expect(value).toBeGreaterThanOrEqual(values[index - 1] ?? Number.NaN);
  }
  expect(values.at(-1)).toBeGreaterThan(values[0] ?? Number.NaN);
});

it('relu cuts off at zero, elu goes on to minus one, linear is no change', () => {
  const x = tf.tensor1d([-2, 0, 3]);
  expect(valuesOf(activate(x, 'relu'))).toEqual([0, 0, 3]);
  expect(valuesOf(activate(x, 'elu'))[0]).toBeCloseTo(Math.expm1(-2), 6);
  expect(activate(x, 'linear')).toBe(x);
});
