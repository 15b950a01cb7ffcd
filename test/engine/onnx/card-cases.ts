// What is written otherwise for a graphics card, at the sizes from which it is (card-products.ts, card-pieces.ts).
import * as tf from '@tensorflow/tfjs-core';
import { type Case, draws } from '../agreement.ts';

/** One by one large enough for a card, and quick enough for one in software. */
export const cardCases: readonly Case[] = [
  {
    name: 'product over many rows',
    inputs: { a: draws([4096, 5]), b: draws([4096, 3], { stream: 'y' }) },
    compute: ({ a, b }) => tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D, true, false),
  },
  {
    name: 'sum of many squares',
    inputs: { x: draws([256, 4, 64]) },
    compute: ({ x }) => tf.sum(tf.square(x as tf.Tensor)),
  },
  {
    name: 'many pieces of one value',
    inputs: { x: draws([35, 6]) },
    compute: ({ x }) =>
      tf.stack((tf.unstack(x as tf.Tensor, 0) as tf.Tensor[]).map((piece, at) => tf.mul(piece, at % 3)).reverse()),
  },
  {
    name: 'a piece of whole numbers, turned about',
    inputs: { x: { shape: [3, 4], data: Int32Array.from({ length: 12 }, (_, at) => at * at) } },
    compute: ({ x }) => tf.reverse(tf.slice(x as tf.Tensor, [0, 1], [3, 2]), 1),
    isFlat: true,
  },
  {
    name: 'a large fill, given out and used',
    inputs: { x: draws([1, 600]) },
    compute: ({ x }) => tf.add(tf.mul(x as tf.Tensor, 2), tf.fill([20, 600], 3)),
  },
];
