import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { gradientsOf } from '../../src-main/stn/gradients.ts';
import { lstmRecurrence, type RecurrenceResult } from '../../src-main/stn/lstm-recurrence.ts';
import type { NamedTensors } from '../../src-main/stn/network.ts';
import { largestDifference, normal, valuesOf } from '../support/tensors.ts';

const [times, rows, units] = [4, 6, 3];
const columns = 4 * units;
const groups = 2;

function tensors(weightShape: readonly number[]): NamedTensors {
  return {
    sums: normal('sums', times, rows, columns),
    weight: normal('weight', ...weightShape),
    responseWeight: normal('response weight', ...weightShape),
    factors: normal('factors', rows, columns),
    h: normal('h', rows, units),
    c: normal('c', rows, units),
  };
}

/** The same by the book, for TensorFlow.js to differentiate. */
function plainly(
  { sums, weight, responseWeight, factors, h, c }: NamedTensors,
  hasResponse: boolean,
): RecurrenceResult {
  const product = (state: tf.Tensor, matrix: tf.Tensor | undefined): tf.Tensor => {
    if (matrix === undefined) throw new Error('A weight is missing.');
    if (matrix.rank === 2) return tf.matMul(state, matrix);
    const parts = tf.split(state, groups, 0);
    return tf.concat(
      parts.map((part, group) =>
        tf.matMul(part, tf.reshape(tf.slice(matrix, [group, 0, 0], [1, units, columns]), [units, columns])),
      ),
      0,
    );
  };
  let [hidden, cell] = [h as tf.Tensor, c as tf.Tensor];
  const outputs = tf.unstack(sums as tf.Tensor).map((sum) => {
    let all = tf.add(sum, product(hidden, weight));
    if (hasResponse) all = tf.add(all, tf.mul(factors as tf.Tensor, product(hidden, responseWeight)));
    const [forget, input, output, candidate] = tf.split(all, 4, 1) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    cell = tf.add(tf.mul(tf.sigmoid(forget), cell), tf.mul(tf.sigmoid(input), tf.tanh(candidate)));
    hidden = tf.mul(tf.sigmoid(output), tf.tanh(cell));
    return hidden;
  });
  return { outputs: tf.stack(outputs) as tf.Tensor3D, h: hidden as tf.Tensor2D, c: cell as tf.Tensor2D };
}

function byHand({ sums, weight, responseWeight, factors, h, c }: NamedTensors, hasResponse: boolean): RecurrenceResult {
  return lstmRecurrence({
    sums: sums as tf.Tensor3D,
    weight: weight as tf.Tensor,
    response: hasResponse ? { weight: responseWeight as tf.Tensor, factors: factors as tf.Tensor2D } : null,
    h: h as tf.Tensor2D,
    c: c as tf.Tensor2D,
  });
}

/** Something of everything that comes out. */
function total({ outputs, h, c }: RecurrenceResult): tf.Scalar {
  return tf.addN([
    tf.sum(tf.mul(outputs, normal('weights of outputs', times, rows, units))),
    tf.sum(tf.mul(h, normal('weights of h', rows, units))),
    tf.sum(tf.mul(c, normal('weights of c', rows, units))),
  ]) as tf.Scalar;
}

describe.each([
  ['one weight', [units, columns]],
  ['a weight for each group of rows', [groups, units, columns]],
] as const)('with %s', (_, shape) => {
  it.each([true, false])('outputs and all gradients are those of the plain form (response: %s)', (hasResponse) => {
    const given = tensors(shape);
    const names = Object.keys(given).filter((name) => hasResponse || !['responseWeight', 'factors'].includes(name));
    const [expected, actual] = [plainly, byHand].map((form) =>
      gradientsOf(Object.fromEntries(names.map((name) => [name, given[name] as tf.Tensor])), (values) =>
        total(form(values, hasResponse)),
      ),
    );
    expect(valuesOf(actual?.value)[0]).toBeCloseTo(valuesOf(expected?.value)[0] as number, 4);
    for (const name of names) {
      const [right, mine] = [valuesOf(expected?.gradients[name]), valuesOf(actual?.gradients[name])];
      expect(largestDifference(mine, right), name).toBeLessThan(2e-4);
      expect(Math.max(...right.map(Math.abs)), name).toBeGreaterThan(0.1);
    }
  });
});

it('outputs of one pass are those of two with the state handed on', () => {
  const { sums, weight, h, c } = tensors([units, columns]);
  const run = (part: tf.Tensor, state: { readonly h: tf.Tensor2D; readonly c: tf.Tensor2D }): RecurrenceResult =>
    lstmRecurrence({ sums: part as tf.Tensor3D, weight: weight as tf.Tensor, response: null, ...state });
  const start = { h: h as tf.Tensor2D, c: c as tf.Tensor2D };
  const whole = run(sums as tf.Tensor, start);
  const [first, second] = tf.split(sums as tf.Tensor, 2, 0) as [tf.Tensor, tf.Tensor];
  const early = run(first, start);
  const late = run(second, early);
  expect(
    largestDifference(valuesOf(tf.concat([early.outputs, late.outputs], 0)), valuesOf(whole.outputs)),
  ).toBeLessThan(1e-6);
  expect(largestDifference(valuesOf(late.c), valuesOf(whole.c))).toBeLessThan(1e-6);
});
