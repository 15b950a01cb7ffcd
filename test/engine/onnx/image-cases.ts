// Convolutions, pooling and their gradients: odd sizes, strides, one and three channels, filters for signals, ties.
import * as tf from '@tensorflow/tfjs-core';
import { type Case, draws } from '../agreement.ts';

interface Convolution {
  readonly x: readonly [number, number, number, number];
  readonly filter: readonly [number, number, number, number];
  readonly stride?: number | [number, number];
  readonly pad?: number | 'same' | 'valid' | tf.backend_util.ExplicitPadding;
}

function convolution(name: string, { x, filter, stride = 1, pad = 1 }: Convolution): Case {
  return {
    name: `convolution, ${name}`,
    inputs: { x: draws(x), filter: draws(filter, { stream: 'filter' }) },
    compute: (tensors) =>
      tf.conv2d(
        tensors.x as tf.Tensor4D,
        tensors.filter as tf.Tensor4D,
        stride,
        // TensorFlow.js takes explicit borders too; its types leave them out of this signature for no reason.
        pad as number,
      ),
  };
}

interface Pooling {
  readonly x: readonly [number, number, number, number];
  readonly size: number | [number, number];
  readonly stride: number | [number, number];
  readonly pad?: number | 'same' | 'valid';
  readonly before?: (x: tf.Tensor) => tf.Tensor;
}

function pooling(name: string, { x, size, stride, pad = 'valid', before = (same) => same }: Pooling): Case {
  return {
    name: `max pooling, ${name}`,
    inputs: { x: draws(x) },
    compute: (tensors) => tf.maxPool(before(tensors.x as tf.Tensor) as tf.Tensor4D, size, stride, pad),
  };
}

export const imageCases: readonly Case[] = [
  convolution('3 x 3', { x: [2, 6, 6, 3], filter: [3, 3, 3, 4] }),
  convolution('one channel', { x: [2, 5, 7, 1], filter: [3, 3, 1, 2] }),
  convolution('one output channel', { x: [2, 4, 4, 3], filter: [3, 3, 3, 1] }),
  convolution('stride 2, even extents', { x: [2, 8, 6, 3], filter: [3, 3, 3, 4], stride: 2 }),
  convolution('stride 2, odd extents', { x: [1, 7, 5, 2], filter: [3, 3, 2, 3], stride: 2 }),
  convolution('stride 3 that leaves rows out', { x: [1, 9, 8, 2], filter: [3, 3, 2, 3], stride: 3, pad: 0 }),
  convolution('5 x 5', { x: [1, 6, 5, 2], filter: [5, 5, 2, 2], pad: 2 }),
  convolution('1 x 1', { x: [2, 3, 4, 5], filter: [1, 1, 5, 2], pad: 0 }),
  convolution('1 x 1, stride 2', { x: [2, 5, 4, 5], filter: [1, 1, 5, 2], pad: 0, stride: 2 }),
  convolution('2 x 2, even filter', { x: [1, 5, 5, 2], filter: [2, 2, 2, 3], pad: 1 }),
  convolution('padded as TensorFlow does', { x: [1, 6, 6, 2], filter: [3, 3, 2, 3], stride: 2, pad: 'same' }),
  convolution('without padding', { x: [1, 6, 6, 2], filter: [3, 3, 2, 3], pad: 'valid' }),
  convolution('a signal', {
    x: [2, 9, 1, 2],
    filter: [3, 1, 2, 4],
    pad: [
      [0, 0],
      [1, 1],
      [0, 0],
      [0, 0],
    ],
  }),
  convolution('a signal, stride 2', {
    x: [2, 9, 1, 1],
    filter: [5, 1, 1, 3],
    stride: [2, 1],
    pad: [
      [0, 0],
      [2, 2],
      [0, 0],
      [0, 0],
    ],
  }),
  pooling('2 x 2', { x: [2, 6, 4, 3], size: 2, stride: 2 }),
  pooling('2 x 2 of odd extents', { x: [2, 5, 7, 2], size: 2, stride: 2 }),
  pooling('ties', { x: [2, 6, 6, 3], size: 2, stride: 2, before: tf.relu }),
  pooling('ties of whole numbers', { x: [1, 6, 6, 2], size: 3, stride: 2, before: tf.round }),
  pooling('3 x 3 that overlap', { x: [1, 7, 7, 2], size: 3, stride: 2 }),
  pooling('3 x 3 that overlap, padded', { x: [1, 6, 8, 2], size: 3, stride: 2, pad: 1 }),
  pooling('3 x 3, stride 1, padded as TensorFlow does', { x: [1, 5, 5, 1], size: 3, stride: 1, pad: 'same' }),
  pooling('2 x 2 that leave rows out', { x: [1, 7, 8, 2], size: 2, stride: 3 }),
  pooling('a signal', { x: [2, 9, 1, 3], size: [2, 1], stride: [2, 1] }),
  {
    name: 'two layers, channel scale and bias of each example, flattened',
    inputs: {
      x: draws([2, 8, 8, 3]),
      first: draws([3, 3, 3, 4], { stream: 'first' }),
      second: draws([3, 3, 4, 5], { stream: 'second', low: -0.5, high: 0.5 }),
      scale: draws([2, 4], { stream: 'scale' }),
      bias: draws([4], { stream: 'bias' }),
      dense: draws([20, 3], { stream: 'dense' }),
    },
    compute: ({ x, first, second, scale, bias, dense }) => {
      const convolved = tf.conv2d(x as tf.Tensor4D, first as tf.Tensor4D, 1, 1);
      const scaled = tf.add(tf.mul(convolved, tf.reshape(scale as tf.Tensor, [2, 1, 1, 4])), bias as tf.Tensor);
      const pooled = tf.maxPool(tf.relu(scaled) as tf.Tensor4D, 2, 2, 0);
      const again = tf.maxPool(tf.relu(tf.conv2d(pooled, second as tf.Tensor4D, 1, 1)) as tf.Tensor4D, 2, 2, 0);
      return tf.matMul(tf.reshape(again, [2, 20]), dense as tf.Tensor2D);
    },
  },
];
