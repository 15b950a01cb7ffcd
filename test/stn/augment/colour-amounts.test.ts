import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { factorOf, placesOf, robustStrength, turnOf } from '../../../src-main/stn/augment/colour-amounts.ts';
import { uniform, valuesOf } from '../../support/tensors.ts';

it('strengths keep a thousandth off both ends', () => {
  const [lowest, middle, highest] = valuesOf(robustStrength(tf.tensor1d([0, 0.5, 1])));
  expect(lowest).toBeCloseTo(0.001, 6);
  expect(middle).toBeCloseTo(0.5, 6);
  expect(highest).toBeCloseTo(0.999, 6);
});

it('factors lie evenly around one and never below zero', () => {
  const draws = tf.tensor1d([0, 0.5, 1]);
  expect(valuesOf(factorOf(tf.scalar(0.25), draws))).toEqual([0.75, 1, 1.25]);
  expect(valuesOf(factorOf(tf.scalar(2), draws))).toEqual([0, 1.5, 3]);
});

it('each example has its own strength', () => {
  expect(valuesOf(factorOf(tf.tensor1d([0, 0.5]), tf.tensor1d([1, 1])))).toEqual([1, 1.5]);
  expect(valuesOf(turnOf(tf.tensor1d([0.5, 0.25]), tf.tensor1d([0, 1])))).toEqual([-0.5, 0.25]);
});

it('places are those of the draws in rising order', () => {
  const places = placesOf(
    tf.tensor2d([
      [0.7, 0.1, 0.9, 0.3],
      [0.1, 0.2, 0.3, 0.4],
    ]),
  );
  expect(places.arraySync()).toEqual([
    [2, 0, 3, 1],
    [0, 1, 2, 3],
  ]);
});

it('equal draws still have places of their own', () => {
  expect(placesOf(tf.tensor2d([[0.5, 0.2, 0.5, 0.5]])).arraySync()).toEqual([[1, 0, 2, 3]]);
});

it('every order is as likely as any other', () => {
  const rows = 12_000;
  const places = placesOf(uniform('orders', rows, 3)).arraySync();
  const counts = new Map<string, number>();
  for (const row of places) counts.set(row.join(), (counts.get(row.join()) ?? 0) + 1);
  expect(counts.size).toBe(6);
  // Six orders of 2,000 each; their standard deviation is 41.
  for (const count of counts.values()) expect(Math.abs(count - rows / 6)).toBeLessThan(200);
});
