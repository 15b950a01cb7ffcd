import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { gradientsOf, select } from '../../src-main/stn/gradients.ts';
import { valuesOf } from '../support/tensors.ts';

it('an objective has its value and a gradient for each name', () => {
  const { value, gradients } = gradientsOf(
    { a: tf.scalar(3), b: tf.scalar(4) },
    ({ a, b }) => tf.mul(tf.square(a as tf.Tensor), b as tf.Tensor) as tf.Scalar,
  );
  expect([value, gradients.a, gradients.b].flatMap(valuesOf)).toEqual([36, 24, 9]);
});

it('the originals are constants, also inside the objective', () => {
  const centre = tf.scalar(3);
  const { value, gradients } = gradientsOf(
    { centre },
    (tensors) => tf.mul(tf.sub(tensors.centre as tf.Tensor, centre), 5) as tf.Scalar,
  );
  expect([value, gradients.centre].flatMap(valuesOf)).toEqual([0, 5]);
});

it('selecting a name that is missing says which', () => {
  expect(() => select({ a: tf.scalar(1) }, ['b'])).toThrow('No tensor named b.');
});
