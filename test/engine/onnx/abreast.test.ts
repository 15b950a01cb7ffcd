// Small values that are computed alike, in one go: how many operations are left, and that not one bit changes.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { asTheyAre, draws, written } from './written.ts';

const sizes = [3, 1, 5, 4, 2, 6, 7, 8, 9, 3];
/** Ten vectors of 48 values, of several sizes. */
const vectors = (x: tf.Tensor): tf.Tensor[] => tf.split(x, sizes, 0) as tf.Tensor[];
const given = draws(48);

/** Momentum and step of each vector, the rates from the data. */
function descend(x: tf.Tensor): tf.Tensor {
  const rate = tf.mean(x);
  const moved = vectors(x).map((vector) => {
    const gradient = tf.tanh(vector);
    const momentum = tf.add(tf.mul(vector, 0.9), gradient);
    return { momentum, next: tf.sub(vector, tf.mul(momentum, rate)) };
  });
  return tf.concat([...moved.map(({ next }) => next), ...moved.map(({ momentum }) => momentum)], 0);
}

/** One after the other: each works with what the one before has made. */
function follow(x: tf.Tensor): tf.Tensor {
  const made: tf.Tensor[] = [];
  for (const vector of tf.split(x, 12, 0) as tf.Tensor[]) {
    const before = made.at(-1) ?? vector;
    made.push(tf.tanh(tf.add(tf.mul(tf.sub(vector, before), 0.5), tf.mul(before, before))));
  }
  return tf.concat(made, 0);
}

/** Two kinds of formulas, each of which needs one of the other kind: neither can be computed in one go once the other is. */
function crossed(x: tf.Tensor): tf.Tensor {
  const halves = (tf.split(x, 12, 0) as tf.Tensor[]).map((vector, at) => {
    const one = (from: tf.Tensor): tf.Tensor => tf.tanh(tf.mul(tf.add(tf.mul(from, 2), 1), from));
    const other = (from: tf.Tensor): tf.Tensor => tf.tanh(tf.sub(tf.div(from, 3), tf.mul(from, from)));
    return at % 2 === 0 ? other(one(vector)) : one(other(vector));
  });
  return tf.concat(halves, 0);
}

describe('formulas of small values', () => {
  it('are computed once for all of them', async () => {
    const { operators, y } = await written(given, descend);
    const before = await written(given, descend, asTheyAre);
    const count = (list: readonly unknown[], name: string): number => list.filter((one) => one === name).length;
    expect([count(before.operators, 'Mul'), count(before.operators, 'Sub')]).toEqual([20, 10]);
    expect([count(operators, 'Mul'), count(operators, 'Sub')]).toEqual([2, 1]);
    expect(y).toEqual(before.y);
  });

  it.each([
    ['follow each other', follow],
    ['need each other crosswise', crossed],
  ])('give the same where they %s', async (_, body) => {
    expect((await written(given, body)).y).toEqual((await written(given, body, asTheyAre)).y);
  });
});
