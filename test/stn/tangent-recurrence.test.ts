import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { gradientsOf } from '../../src-main/stn/gradients.ts';
import { tangentRecurrence } from '../../src-main/stn/tangent-recurrence.ts';
import { largestDifference, normal, uniform, valuesOf } from '../support/tensors.ts';

const [times, rows, units] = [4, 6, 3];

it.each([
  ['one weight for all rows', [units, 4 * units]],
  ['a weight for each of two groups of rows', [2, units, 4 * units]],
])('its gradient is its transpose: <y, J x> = <J^T y, x>, with %s', (_name, weightShape) => {
  const linear = {
    weight: normal('weight', ...weightShape),
    gates: normal<tf.Tensor3D>('gates', times, rows, 4 * units),
    forgets: uniform<tf.Tensor3D>('forgets', times, rows, units),
    cellOfOutput: uniform<tf.Tensor3D>('cells', times, rows, units),
  };
  const sums = normal<tf.Tensor3D>('sums', times, rows, 4 * units);
  const y = normal<tf.Tensor3D>('y', times, rows, units);
  const inner = (left: tf.Tensor, right: tf.Tensor): tf.Scalar => tf.sum(tf.mul(left, right)) as tf.Scalar;
  const { value, gradients } = gradientsOf({ sums }, (tensors) =>
    inner(y, tangentRecurrence(tensors.sums as tf.Tensor3D, linear)),
  );
  const back = valuesOf(inner(gradients.sums as tf.Tensor, sums))[0] ?? Number.NaN;
  expect(back / (valuesOf(value)[0] ?? Number.NaN)).toBeCloseTo(1, 4);
  // The transpose at another point is the same: the map is linear.
  const elsewhere = gradientsOf({ sums: tf.mul(sums, -2) }, (tensors) =>
    inner(y, tangentRecurrence(tensors.sums as tf.Tensor3D, linear)),
  );
  expect(largestDifference(valuesOf(elsewhere.gradients.sums), valuesOf(gradients.sums))).toBe(0);
});

it('groups with the same weight are as one', () => {
  const weight = normal<tf.Tensor2D>('weight', units, 4 * units);
  const linear = {
    gates: normal<tf.Tensor3D>('gates', times, rows, 4 * units),
    forgets: uniform<tf.Tensor3D>('forgets', times, rows, units),
    cellOfOutput: uniform<tf.Tensor3D>('cells', times, rows, units),
  };
  const sums = normal<tf.Tensor3D>('sums', times, rows, 4 * units);
  const together = valuesOf(tangentRecurrence(sums, { ...linear, weight }));
  const apart = valuesOf(tangentRecurrence(sums, { ...linear, weight: tf.stack([weight, weight]) }));
  expect(largestDifference(together, apart)).toBeLessThan(1e-5);
});
