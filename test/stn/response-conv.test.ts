import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { type ResponseWeights, responseFactors } from '../../src-main/stn/layer-weights.ts';
import { type ConvWeights, responseConv } from '../../src-main/stn/response-conv.ts';
import { largestDifference, normal, valuesOf } from '../support/tensors.ts';

const [batch, height, width, channels, outputs, hyperparameters] = [4, 6, 5, 2, 3, 2];
const response: ResponseWeights<tf.Tensor4D> = {
  weight: normal('response weight', 3, 3, channels, outputs),
  bias: normal('response bias', outputs),
  map: normal('map', hyperparameters, 2 * outputs),
};
const weights: ConvWeights = {
  weight: normal('weight', 3, 3, channels, outputs),
  bias: normal('bias', outputs),
  gain: tf.tensor1d([1.3]),
  response,
};
const x = normal<tf.Tensor4D>('x', batch, height, width, channels);
const h = normal<tf.Tensor2D>('h', batch, hyperparameters);
const unpooled = { stride: [1, 1], pool: [1, 1] } as const;
const halved = { stride: [1, 1], pool: [2, 2] } as const;

/** The sum of products at one place, in plain numbers. */
function plainConv(
  image: readonly (readonly (readonly number[])[])[],
  kernel: readonly (readonly (readonly (readonly number[])[])[])[],
  { row, column, output, stride }: { row: number; column: number; output: number; stride: number },
): number {
  const [top, left] = [(kernel.length - 1) / 2, ((kernel[0]?.length ?? 0) - 1) / 2];
  let sum = 0;
  kernel.forEach((line, i) => {
    line.forEach((place, j) => {
      place.forEach((toOutputs, channel) => {
        const seen = image[row * stride + i - top]?.[column * stride + j - left]?.[channel] ?? 0;
        sum += seen * (toOutputs[output] ?? Number.NaN);
      });
    });
  });
  return sum;
}

it.each([1, 2])('a place by hand gives c (x W + b) + factors (x W_h) + factors b_h, with a stride of %d', (stride) => {
  const y = responseConv(x, h, weights, { stride: [stride, stride], pool: [1, 1] });
  expect(y.shape).toEqual([batch, Math.ceil(height / stride), Math.ceil(width / stride), outputs]);
  const factors = responseFactors(h, response.map);
  const [images, kernel, responseKernel] = [x.arraySync(), weights.weight.arraySync(), response.weight.arraySync()];
  const numbers = (tensor: tf.Tensor | undefined) => valuesOf(tensor);
  const values = y.arraySync();
  for (const [example, row, column, output] of [
    [0, 0, 0, 0],
    [3, 2, 1, 2],
    [1, (y.shape[1] ?? 1) - 1, (y.shape[2] ?? 1) - 1, 1],
  ] as const) {
    const at = { row, column, output, stride };
    const image = images[example] ?? [];
    const general = plainConv(image, kernel, at) + (numbers(weights.bias)[output] ?? Number.NaN);
    const factor = factors.weight.arraySync()[example]?.[output] ?? Number.NaN;
    const biasPart =
      (factors.bias.arraySync()[example]?.[output] ?? Number.NaN) * (numbers(response.bias)[output] ?? Number.NaN);
    const expected = 1.3 * general + factor * plainConv(image, responseKernel, at) + biasPart;
    expect(values[example]?.[row]?.[column]?.[output]).toBeCloseTo(expected, 4);
  }
});

it('biases behind the pooling are biases before it', () => {
  const before = tf.maxPool(responseConv(x, h, weights, unpooled), 2, 2, 'valid');
  expect(largestDifference(valuesOf(responseConv(x, h, weights, halved)), valuesOf(before))).toBeLessThan(1e-5);
});

it('an activation behind the pooling is an activation before it', () => {
  const sum = responseConv(x, h, weights, unpooled);
  const before = tf.maxPool(tf.elu(sum), 2, 2, 'valid');
  expect(valuesOf(tf.elu(tf.maxPool(sum, 2, 2, 'valid')))).toEqual(valuesOf(before));
});

it('zero hyperparameters give the plain layer', () => {
  const zero = tf.zeros<tf.Rank.R2>([batch, hyperparameters]);
  const plain = tf.mul(tf.add(tf.conv2d(x, weights.weight, 1, 1), weights.bias ?? 0), 1.3);
  expect(largestDifference(valuesOf(responseConv(x, zero, weights, unpooled)), valuesOf(plain))).toBeLessThan(1e-5);
  expect(valuesOf(responseConv(x, null, weights, halved))).toEqual(valuesOf(responseConv(x, zero, weights, halved)));
});

it('permuting the batch permutes the outputs', () => {
  const order = tf.tensor1d([3, 0, 1, 2], 'int32');
  const permuted = responseConv(tf.gather(x, order), tf.gather(h, order), weights, halved);
  expect(valuesOf(permuted)).toEqual(valuesOf(tf.gather(responseConv(x, h, weights, halved), order)));
});

it('at fixed hyperparameters it folds into one ordinary layer', () => {
  // Shared STN specification section 7, "Folding".
  const row = normal<tf.Tensor2D>('one row', 1, hyperparameters);
  const factors = responseFactors(row, response.map);
  const folded: ConvWeights = {
    weight: tf.add(tf.mul(weights.weight, 1.3), tf.mul(response.weight, factors.weight)),
    bias: tf.reshape(tf.add(tf.mul(weights.bias ?? 0, 1.3), tf.mul(response.bias ?? 0, factors.bias)), [outputs]),
  };
  const whole = responseConv(x, tf.tile(row, [batch, 1]), weights, halved);
  expect(largestDifference(valuesOf(responseConv(x, null, folded, halved)), valuesOf(whole))).toBeLessThan(1e-5);
});

it('along one axis it is a convolution of a signal', () => {
  const signal = tf.tensor4d([1, 2, 3, 4, 5, 6], [1, 6, 1, 1]);
  const kernel = tf.tensor4d([1, 10, 100], [3, 1, 1, 1]);
  // Place i has x[i - 1] + 10 x[i] + 100 x[i + 1], with zeros past the ends.
  const y = responseConv(signal, null, { weight: kernel }, { stride: [1, 1], pool: [1, 1] });
  expect(valuesOf(y)).toEqual([210, 321, 432, 543, 654, 65]);
  const pooled = responseConv(signal, null, { weight: kernel }, { stride: [2, 1], pool: [3, 1] });
  expect(valuesOf(pooled)).toEqual([654]);
});
