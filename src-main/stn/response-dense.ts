// The dense layer that carries its own best response.
import * as tf from '@tensorflow/tfjs-core';

/** Weights of one dense layer; without the response ones it is an ordinary dense layer. */
export interface DenseWeights {
  /** [I, O] */
  readonly weight: tf.Tensor2D;
  /** [O] */
  readonly bias?: tf.Tensor1D | undefined;
  readonly response?: ResponseWeights | undefined;
  /** [1]; absent: 1. */
  readonly gain?: tf.Tensor1D | undefined;
}

/** The second set of weights, which the hyperparameters scale. */
export interface ResponseWeights {
  /** [I, O] */
  readonly weight: tf.Tensor2D;
  /** [O]; absent when the layer has no bias. */
  readonly bias?: tf.Tensor1D | undefined;
  /** [H, 2 O]: factors for the weight, then factors for the bias. */
  readonly map: tf.Tensor2D;
}

/** One factor an example and output for the response weight and for the response bias, [B, O] each. */
export interface ResponseFactors {
  readonly weight: tf.Tensor2D;
  readonly bias: tf.Tensor2D;
}

/** h V, cut in two. @param h [B, H] */
export function responseFactors(h: tf.Tensor2D, map: tf.Tensor2D): ResponseFactors {
  // Cutting the map instead of the product: the gradient's two halves are then joined as [H, 2 O], not as [B, 2 O].
  const [weight, bias] = tf.split(map, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
  return { weight: tf.matMul(h, weight), bias: tf.matMul(h, bias) };
}

/**
 * y = c (x W + b) + (h V)_weight * (x W_h) + (h V)_bias * b_h.
 * @param x [B, I]
 * @param h [B, H], or null for the general part alone
 * @returns pre-activations [B, O]
 * Source: shared STN specification section 3, HyperLinear; reference cnn/hypermodels/hyperlinear.py.
 */
export function responseDense(x: tf.Tensor2D, h: tf.Tensor2D | null, weights: DenseWeights): tf.Tensor2D {
  const product = tf.matMul(x, weights.weight);
  const affine = weights.bias === undefined ? product : tf.add(product, weights.bias);
  const general = (weights.gain === undefined ? affine : tf.mul(affine, weights.gain)) as tf.Tensor2D;
  if (h === null || weights.response === undefined) return general;
  const { weight, bias, map } = weights.response;
  const factors = responseFactors(h, map);
  const response = tf.mul(factors.weight, tf.matMul(x, weight));
  const withResponse = tf.add(general, response) as tf.Tensor2D;
  return bias === undefined ? withResponse : (tf.add(withResponse, tf.mul(factors.bias, bias)) as tf.Tensor2D);
}
