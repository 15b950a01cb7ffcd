import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { linearly, still, sumOfTangents, toFirstOrder } from '../../src-main/stn/dual.ts';
import { valuesOf } from '../support/tensors.ts';

const value = tf.tensor1d([1, 2]);
const tangent = tf.tensor1d([10, 20]);

it('a linear map acts on the value and on its tangent alike', () => {
  const doubled = linearly({ value, tangent }, (x) => tf.mul(x, 2) as tf.Tensor1D);
  expect(valuesOf(doubled.value)).toEqual([2, 4]);
  expect(valuesOf(doubled.tangent)).toEqual([20, 40]);
  expect(linearly(still(value), (x) => tf.neg(x)).tangent).toBeNull();
});

it('to first order it is the value and the tangent together', () => {
  expect(valuesOf(toFirstOrder({ value, tangent }))).toEqual([11, 22]);
  expect(toFirstOrder(still(value))).toBe(value);
});

it('missing tangents are left out of a sum; without any there is none', () => {
  expect(valuesOf(sumOfTangents([null, tangent, value, null]))).toEqual([11, 22]);
  expect(sumOfTangents([null, null])).toBeNull();
});
