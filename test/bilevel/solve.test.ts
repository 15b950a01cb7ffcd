import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { conjugateGradients, neumannSeries, type Product } from '../../src-main/bilevel/solve.ts';
import type { NamedTensors } from '../../src-main/stn/network.ts';
import { largestDifference, normal, valuesOf } from '../support/tensors.ts';

const size = 6;
const root = normal<tf.Tensor2D>('root', size, size);
/** Positive definite, eigenvalues of about 0.3 to 5. */
const positive = tf.add(tf.div(tf.matMul(root, root, true, false), 3), tf.mul(tf.eye(size), 0.3)) as tf.Tensor2D;
/** In two parts, as the weights of a network are. */
const b: NamedTensors = { first: normal('first', 2, 2), second: normal('second', 2) };

const flat = (vector: NamedTensors): tf.Tensor2D =>
  tf.concat([tf.reshape(vector.first as tf.Tensor, [4, 1]), tf.reshape(vector.second as tf.Tensor, [2, 1])], 0);

function parts(vector: tf.Tensor): NamedTensors {
  const values = tf.reshape(vector, [size]) as tf.Tensor1D;
  return { first: tf.reshape(tf.slice(values, [0], [4]), [2, 2]), second: tf.slice(values, [4], [2]) };
}

const productWith =
  (matrix: tf.Tensor2D): Product =>
  (vector) =>
    parts(tf.matMul(matrix, flat(vector)));

/** |A x - b|, at most. */
const missed = (matrix: tf.Tensor2D, x: NamedTensors): number =>
  largestDifference(valuesOf(tf.matMul(matrix, flat(x))), valuesOf(flat(b)));

const diagonal = (...values: readonly number[]): tf.Tensor2D => tf.mul(tf.eye(size), tf.tensor1d([...values]));

describe('conjugate gradients', () => {
  it('solve in as many products as there are unknowns', () => {
    expect(missed(positive, conjugateGradients(productWith(positive), b, { terms: size, least: 0 }))).toBeLessThan(
      1e-4,
    );
    expect(missed(positive, conjugateGradients(productWith(positive), b, { terms: 2, least: 0 }))).toBeGreaterThan(0.1);
  });

  it('stay where they are once there is nothing left to win', () => {
    const [enough, many] = [8, 40].map((terms) =>
      valuesOf(flat(conjugateGradients(productWith(positive), b, { terms, least: 0 }))),
    );
    expect(largestDifference(enough ?? [], many ?? [])).toBeLessThan(1e-5);
  });

  it('end at a direction without positive curvature with what they have', () => {
    const bent = diagonal(1, 2, 3, -50, 4, 5);
    const [few, many] = [1, 40].map((terms) =>
      valuesOf(flat(conjugateGradients(productWith(bent), b, { terms, least: 0.1 }))),
    );
    expect(many).toEqual(few);
  });

  it('take a first direction of negative curvature as one of positive, not shorter than the least', () => {
    const lengthUnder = (curvature: number): number => {
      const matrix = diagonal(...Array<number>(size).fill(curvature));
      const x = valuesOf(flat(conjugateGradients(productWith(matrix), b, { terms: 5, least: 0.5 })));
      return (x[0] ?? Number.NaN) / (valuesOf(flat(b))[0] ?? Number.NaN);
    };
    expect(lengthUnder(-4)).toBeCloseTo(1 / 4, 5);
    expect(lengthUnder(-0.01)).toBeCloseTo(1 / 0.5, 5);
  });

  it('give nothing for nothing', () => {
    const nothing = { first: tf.zeros([2, 2]), second: tf.zeros([2]) };
    const x = conjugateGradients(productWith(positive), nothing, { terms: 3, least: 0 });
    expect(valuesOf(flat(x))).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('the Neumann series', () => {
  it('tends to the solution where its steps are short enough', () => {
    const errors = [10, 40, 200].map((terms) =>
      missed(positive, neumannSeries(productWith(positive), b, { terms, rate: 0.15 })),
    );
    expect(errors[1]).toBeLessThan(errors[0] ?? 0);
    expect(errors[2]).toBeLessThan(1e-3);
  });

  it('is its first terms, added up', () => {
    const x = valuesOf(flat(neumannSeries(productWith(diagonal(1, 1, 1, 1, 1, 1)), b, { terms: 2, rate: 0.5 })));
    const expected = valuesOf(flat(b)).map((value) => value * 0.5 * (1 + 0.5 + 0.25));
    expect(largestDifference(x, expected)).toBeLessThan(1e-6);
  });

  it.each([
    ['steps that are too long', diagonal(50, 50, 50, 50, 50, 50)],
    ['negative curvature', diagonal(-50, -50, -50, -50, -50, -50)],
  ])('ends before its terms grow: %s', (_why, matrix) => {
    const x = valuesOf(flat(neumannSeries(productWith(matrix), b, { terms: 200, rate: 0.1 })));
    const expected = valuesOf(flat(b)).map((value) => 0.1 * value);
    expect(largestDifference(x, expected)).toBeLessThan(1e-6);
  });
});
