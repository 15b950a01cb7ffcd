// The dense layer that carries its own best response.
import * as tf from '@tensorflow/tfjs-core';
import { type Dual, sumOfTangents } from './dual.ts';
import { type LayerWeights, responseFactors } from './layer-weights.ts';

/** Weights [I, O]. */
export type DenseWeights = LayerWeights<tf.Tensor2D>;

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

/**
 * The same to first order in h: y at h = 0, and its tangent c (x' W) + (h V)_weight * (x W_h) + (h V)_bias * b_h.
 * @param x [B, I] @param h [B, H]
 * Source: shared STN specification section 9 (JVP).
 */
export function linearisedDense(x: Dual<tf.Tensor2D>, h: tf.Tensor2D, weights: DenseWeights): Dual<tf.Tensor2D> {
  const { weight, gain, response } = weights;
  const value = responseDense(x.value, null, weights);
  const fromBelow = x.tangent === null ? null : tf.matMul(x.tangent, weight);
  const passedOn = (
    fromBelow === null || gain === undefined ? fromBelow : tf.mul(fromBelow, gain)
  ) as tf.Tensor2D | null;
  if (response === undefined) return { value, tangent: passedOn };
  const factors = responseFactors(h, response.map);
  const own = tf.mul(factors.weight, tf.matMul(x.value, response.weight)) as tf.Tensor2D;
  const ofBias = response.bias === undefined ? null : (tf.mul(factors.bias, response.bias) as tf.Tensor2D);
  return { value, tangent: sumOfTangents<tf.Tensor2D>([passedOn, own, ofBias]) };
}
