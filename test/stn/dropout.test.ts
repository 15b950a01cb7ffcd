import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { dropout, featureDropout } from '../../src-main/stn/dropout.ts';
import { normal, uniform, valuesOf } from '../support/tensors.ts';

it('a draw below 1 - p keeps and rescales its value, any other drops it', () => {
  const x = tf.tensor2d([
    [1, 2, 3],
    [1, 2, 3],
  ]);
  const draws = tf.tensor2d([
    [0.49, 0.5, 0.51],
    [0.1, 0.3, 0.2],
  ]);
  const dropped = dropout({ x, p: tf.tensor1d([0.5, 0.75]), uniform: draws });
  expect(valuesOf(dropped)).toEqual([2, 0, 0, 4, 0, 12]);
});

it('a rate of zero changes nothing', () => {
  const x = normal('x', 4, 5);
  expect(valuesOf(dropout({ x, p: tf.zeros([4]), uniform: uniform('draws', 4, 5) }))).toEqual(valuesOf(x));
  expect(valuesOf(dropout({ x, p: 0, uniform: uniform('draws', 4, 5) }))).toEqual(valuesOf(x));
});

it('the share that is dropped is the rate of its example, and the mean stays', () => {
  const width = 50_000;
  const rates = [0.1, 0.5, 0.8];
  const dropped = dropout({ x: tf.ones([3, width]), p: tf.tensor1d(rates), uniform: uniform('many', 3, width) });
  const shares = valuesOf(tf.mean(tf.cast(tf.equal(dropped, 0), 'float32'), 1));
  const means = valuesOf(tf.mean(dropped, 1));
  rates.forEach((rate, row) => {
    // Four standard errors of a share, and of a mean of values 0 and 1 / (1 - p).
    expect(Math.abs((shares[row] ?? 0) - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / width));
    expect(Math.abs((means[row] ?? 0) - 1)).toBeLessThan(4 * Math.sqrt(rate / (1 - rate) / width));
  });
});

it('draws of one column a channel drop whole channels', () => {
  const dropped = dropout({
    x: tf.ones([2, 3, 2, 2]),
    p: tf.tensor1d([0.5, 0.5]),
    uniform: uniform('channels', 2, 3, 1, 1),
  });
  for (const [first, ...rest] of tf.reshape(dropped, [6, 4]).arraySync() as number[][]) {
    expect(rest).toEqual([first, first, first]);
  }
});

it('draws shared over time give every time step the same mask', () => {
  const x = tf.ones([5, 3, 4]);
  const dropped = dropout({ x, p: tf.tensor1d([0.2, 0.5, 0.7]), uniform: uniform('locked', 1, 3, 4), axis: 1 });
  const [first, ...rest] = tf.unstack(dropped).map(valuesOf);
  for (const step of rest) expect(step).toEqual(first);
});

it('inputs made from one source column are dropped together', () => {
  const featureOfInput = [0, 1, 1, 1, 2];
  const draws = tf.tensor2d([
    [0.9, 0.1, 0.9],
    [0.1, 0.9, 0.1],
  ]);
  const dropped = featureDropout({ x: tf.ones([2, 5]), p: tf.tensor1d([0.5, 0.2]), uniform: draws, featureOfInput });
  expect(valuesOf(dropped)).toEqual([0, 2, 2, 2, 0, 1.25, 0, 0, 0, 1.25]);
});

it('with one input a column, feature dropout is dropout', () => {
  const x = normal<tf.Tensor2D>('x', 4, 3);
  const draws = uniform<tf.Tensor2D>('draws', 4, 3);
  const p = tf.tensor1d([0.1, 0.3, 0.5, 0.7]);
  expect(valuesOf(featureDropout({ x, p, uniform: draws, featureOfInput: [0, 1, 2] }))).toEqual(
    valuesOf(dropout({ x, p, uniform: draws })),
  );
});
