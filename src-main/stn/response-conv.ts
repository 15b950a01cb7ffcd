// The convolution that carries its own best response, with the max pooling behind it.
import * as tf from '@tensorflow/tfjs-core';
import { type Dual, sumOfTangents } from './dual.ts';
import { type LayerWeights, type ResponseFactors, responseFactors } from './layer-weights.ts';
import { pooled, pooledDual } from './max-pooling.ts';

/** Weights [kernel height, kernel width, input channels, O], the kernel's sides odd. */
export type ConvWeights = LayerWeights<tf.Tensor4D>;

/** Steps of a convolution's kernel and the windows of the pooling behind it, which do not overlap; [height, width], 1: no pooling. */
export interface ConvWindows {
  readonly stride: readonly [number, number];
  readonly pool: readonly [number, number];
}

/**
 * y = maxpool(c (x * W + b) + (h V)_weight (x * W_h) + (h V)_bias b_h), with * the convolution under symmetric zero padding of
 * (kernel - 1) / 2, and the factors of an example spread over space.
 *
 * What is the same all over a channel commutes with the largest of a window, and so does every activation of the zoo, none of which
 * falls: biases are added, and activations belong, behind the pooling, where there are fewer values. The gain scales the weights, which
 * are fewer still.
 * @param x [B, height, width, channels]
 * @param h [B, H], or null for the general part alone
 * @returns pre-activations, pooled, [B, height, width, O]
 * Source: shared STN specification section 3, HyperConv2d; reference cnn/hypermodels/hyperconv2d.py.
 */
export function responseConv(
  x: tf.Tensor4D,
  h: tf.Tensor2D | null,
  weights: ConvWeights,
  { stride, pool }: ConvWindows,
): tf.Tensor4D {
  const { weight, gain, response } = weights;
  const factors = h === null || response === undefined ? null : responseFactors(h, response.map);
  const general = convolve(x, scaled(weight, gain), stride);
  const sum =
    factors === null || response === undefined
      ? general
      : (tf.add(general, tf.mul(overSpace(factors.weight), convolve(x, response.weight, stride))) as tf.Tensor4D);
  const bias = biasOf(weights, factors);
  const largest = pooled(sum, pool);
  return bias === null ? largest : (tf.add(largest, overSpace(bias)) as tf.Tensor4D);
}

/**
 * The same to first order in h: y at h = 0; its tangent is that of the sums, taken where each window's largest value stands.
 * @param x [B, height, width, channels] @param h [B, H]
 * Source: shared STN specification section 9 (JVP).
 */
export function linearisedConv(
  x: Dual<tf.Tensor4D>,
  h: tf.Tensor2D,
  weights: ConvWeights,
  { stride, pool }: ConvWindows,
): Dual<tf.Tensor4D> {
  const { weight, gain, response } = weights;
  const general = scaled(weight, gain);
  const factors = response === undefined ? null : responseFactors(h, response.map);
  const tangent = sumOfTangents<tf.Tensor4D>([
    x.tangent === null ? null : convolve(x.tangent, general, stride),
    factors === null || response === undefined
      ? null
      : tf.mul(overSpace(factors.weight), convolve(x.value, response.weight, stride)),
  ]);
  const sums = pooledDual({ value: convolve(x.value, general, stride), tangent }, pool);
  const bias = biasOf(weights, null);
  const ofBias =
    factors === null || response?.bias === undefined
      ? null
      : overSpace(tf.mul(factors.bias, response.bias) as tf.Tensor2D);
  return {
    value: bias === null ? sums.value : (tf.add(sums.value, overSpace(bias)) as tf.Tensor4D),
    tangent: sums.tangent === null || ofBias === null ? (sums.tangent ?? ofBias) : tf.add(sums.tangent, ofBias),
  };
}

function scaled(weight: tf.Tensor4D, gain: tf.Tensor1D | undefined): tf.Tensor4D {
  return gain === undefined ? weight : (tf.mul(weight, gain) as tf.Tensor4D);
}

function convolve(x: tf.Tensor4D, weight: tf.Tensor4D, stride: readonly [number, number]): tf.Tensor4D {
  const [height, width] = [(weight.shape[0] - 1) / 2, (weight.shape[1] - 1) / 2];
  // Never "same", which pads one side more than the other where the stride does not divide the extent.
  const pad = height === width ? height : explicitPadding(height, width);
  return tf.conv2d(x, weight, [...stride], pad);
}

function explicitPadding(height: number, width: number): [[0, 0], [number, number], [number, number], [0, 0]] {
  return [
    [0, 0],
    [height, height],
    [width, width],
    [0, 0],
  ];
}

/** c b + (h V)_bias b_h: [B, O], or [1, O] where it is the same for all; null without biases. */
function biasOf({ bias, gain, response }: ConvWeights, factors: ResponseFactors | null): tf.Tensor2D | null {
  if (bias === undefined) return null;
  const general = tf.reshape(gain === undefined ? bias : tf.mul(bias, gain), [1, bias.shape[0]]) as tf.Tensor2D;
  if (factors === null || response?.bias === undefined) return general;
  return tf.add(general, tf.mul(factors.bias, response.bias)) as tf.Tensor2D;
}

/** [B, O] as [B, 1, 1, O]. */
function overSpace(perChannel: tf.Tensor2D): tf.Tensor4D {
  const [rows, channels] = perChannel.shape;
  return tf.reshape(perChannel, [rows, 1, 1, channels]);
}
