// Matrix products, as they come, turned, scaled and added up; some large enough to be written differently.
import * as tf from '@tensorflow/tfjs-core';
import type { Case } from '../agreement.ts';
import { ofTwo } from './case-makers.ts';

const products = [
  { transposeA: false, transposeB: false },
  { transposeA: true, transposeB: false },
  { transposeA: false, transposeB: true },
  { transposeA: true, transposeB: true },
] as const;

export const productCases: readonly Case[] = [
  ...products.map(({ transposeA, transposeB }) =>
    ofTwo(`product, transposed ${transposeA} ${transposeB}`, (a, b) => tf.matMul(a, b, transposeA, transposeB), {
      a: transposeA ? [5, 3] : [3, 5],
      b: transposeB ? [4, 5] : [5, 4],
    }),
  ),
  ...products.map(({ transposeA, transposeB }) =>
    ofTwo(
      `stacked product, transposed ${transposeA} ${transposeB}`,
      (a, b) => tf.matMul(a, b, transposeA, transposeB),
      {
        a: transposeA ? [2, 5, 3] : [2, 3, 5],
        b: transposeB ? [2, 4, 5] : [2, 5, 4],
      },
    ),
  ),
  ofTwo(
    'product and bias',
    (a, b) => tf.add(tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D), tf.slice(b, [0, 0], [1, 4])),
    {
      a: [3, 5],
      b: [5, 4],
    },
  ),
  ofTwo('product of many rows, many columns', (a, b) => tf.matMul(a, b, true), { a: [256, 3], b: [256, 512] }),
  ofTwo(
    'product of many rows, many columns, and a bias',
    (a, b) => tf.add(tf.matMul(a, b, true), tf.slice(b, [0, 0], [1, -1])),
    {
      a: [256, 3],
      b: [256, 512],
    },
  ),
  ofTwo('product of many rows, wide on the left', (a, b) => tf.mul(tf.matMul(a, b, true), 0.5), {
    a: [256, 1040],
    b: [256, 130],
  }),
  ofTwo(
    'product of many rows, wide on the left, and a matrix',
    (a, b) =>
      tf.add(
        tf.matMul(a, b, true),
        tf.mul(tf.reshape(tf.slice(a, [0, 0], [1, -1]), [1040, 1]), tf.slice(b, [0, 0], [1, -1])),
      ),
    { a: [256, 1040], b: [256, 130] },
  ),
  ofTwo(
    'products of few rows with one large matrix, again and again',
    (a, b) => {
      const step = (x: tf.Tensor): tf.Tensor => tf.add(x, tf.mul(tf.slice(tf.matMul(x, b), [0, 0], [2, 1024]), 0.001));
      return Array.from({ length: 8 }).reduce<tf.Tensor>(step, a);
    },
    { a: [2, 1024], b: [1024, 1024] },
  ),
  ofTwo('product of scaled matrices', (a, b) => tf.matMul(tf.mul(a, 0.3), tf.mul(-7, b)), { a: [3, 5], b: [5, 4] }),
  ofTwo('one row times a long matrix that is scaled', (a, b) => tf.matMul(a, tf.mul(b, 0.3)), {
    a: [1, 256],
    b: [256, 260],
  }),
  ofTwo(
    'product of a matrix that is scaled by a row, which is no number',
    (a, b) => tf.matMul(tf.mul(a, tf.fill([3, 1], 0.5)) as tf.Tensor2D, tf.mul(tf.slice(b, [0, 0], [1, 4]), 2)),
    { a: [3, 1], b: [1, 4] },
  ),
  ofTwo('a matrix scaled by two numbers that are computed, one after the other', (a, b) =>
    tf.mul(tf.mul(tf.mul(a, b), tf.sum(a)), tf.sum(b)),
  ),
  ofTwo(
    'product added to a scaled matrix',
    (a, b) => tf.add(tf.mul(a, 0.9), tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D)),
    {
      a: [4, 4],
      b: [4, 4],
    },
  ),
];
