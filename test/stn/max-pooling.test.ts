import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { pooled, pooledDual } from '../../src-main/stn/max-pooling.ts';
import { largestDifference, normal, valuesOf } from '../support/tensors.ts';

it.each([[[2, 2]], [[3, 2]], [[1, 4]], [[4, 4]]] as const)(
  'windows of %j take the tangent from where their largest value stands',
  (pool) => {
    const value = normal<tf.Tensor4D>('value', 2, 7, 9, 3);
    const tangent = normal<tf.Tensor4D>('tangent', 2, 7, 9, 3);
    const dual = pooledDual({ value, tangent }, pool);
    expect(valuesOf(dual.value)).toEqual(valuesOf(pooled(value, pool)));
    const moved = pooled(tf.add(value, tf.mul(tangent, 1e-3)), pool);
    const slopes = valuesOf(tf.div(tf.sub(moved, dual.value), 1e-3));
    expect(largestDifference(valuesOf(dual.tangent), slopes)).toBeLessThan(1e-3);
  },
);

it('a window with two largest values takes the tangent of the first alone', () => {
  const value = tf.tensor4d([1, 1, 0, 1], [1, 2, 2, 1]);
  const tangent = tf.tensor4d([10, 20, 30, 40], [1, 2, 2, 1]);
  expect(valuesOf(pooledDual({ value, tangent }, [2, 2]).tangent)).toEqual([10]);
});

it('without pooling both stay as they are, and what has no tangent gets none', () => {
  const value = normal<tf.Tensor4D>('value', 1, 2, 2, 1);
  const dual = { value, tangent: value };
  expect(pooledDual(dual, [1, 1])).toEqual(dual);
  expect(pooledDual({ value, tangent: null }, [2, 2]).tangent).toBeNull();
});
