// Weight penalties of a response layer, exact for the weights each example effectively sees: c W + diag(factors) W_h.
// They belong to the training objective only; the validation objective stays free of them, or they could not be tuned.
import * as tf from '@tensorflow/tfjs-core';
import { type LayerWeights, responseFactors } from './layer-weights.ts';

/**
 * Mean over the batch of lambda_b / 2 * ||W_b||^2, with W_b the weights example b sees. lambda is what PyTorch calls weight_decay.
 * ||c W + diag(f) W_h||^2 = c^2 ||W||^2 + 2 c sum_o f_o <W_o, W_ho> + sum_o f_o^2 ||W_ho||^2: three sums over the weights serve all examples.
 * @param strength lambda, [B] or scalar
 * @param h [B, H], or null for the general weights alone
 * @returns scalar
 */
export function l2Penalty(strength: tf.Tensor, h: tf.Tensor2D | null, weights: LayerWeights<tf.Tensor2D>): tf.Scalar {
  const general = tf.sum(tf.square(weights.weight));
  const gain = weights.gain === undefined ? tf.scalar(1) : tf.reshape(weights.gain, []);
  const generalPart = tf.mul(tf.square(gain), general);
  if (h === null || weights.response === undefined)
    return tf.mul(tf.mean(strength), tf.mul(0.5, generalPart)) as tf.Scalar;
  const factors = responseFactors(h, weights.response.map).weight;
  const cross = tf.sum(tf.mul(weights.weight, weights.response.weight), 0);
  const response = tf.sum(tf.square(weights.response.weight), 0);
  const crossPart = tf.mul(tf.mul(2, gain), tf.sum(tf.mul(factors, cross), 1));
  const responsePart = tf.sum(tf.mul(tf.square(factors), response), 1);
  const perExample = tf.add(generalPart, tf.add(crossPart, responsePart));
  return tf.mul(0.5, tf.mean(tf.mul(strength, perExample))) as tf.Scalar;
}

/**
 * lambda * sum |W_0|, with W_0 the weights that example 0 sees: absolute values do not separate, so one draw stands for the batch.
 * @param strength lambda, scalar or [B]; of a vector the first element counts
 * @param h [B, H], or null for the general weights alone
 * @returns scalar
 */
export function l1Penalty(strength: tf.Tensor, h: tf.Tensor2D | null, weights: LayerWeights<tf.Tensor2D>): tf.Scalar {
  const first = strength.rank === 0 ? strength : tf.reshape(tf.slice(strength, [0], [1]), []);
  const general = weights.gain === undefined ? weights.weight : tf.mul(weights.weight, weights.gain);
  if (h === null || weights.response === undefined) return tf.mul(first, tf.sum(tf.abs(general))) as tf.Scalar;
  const firstRow = tf.slice(h, [0, 0], [1, h.shape[1]]) as tf.Tensor2D;
  const factors = responseFactors(firstRow, weights.response.map).weight;
  const effective = tf.add(general, tf.mul(weights.response.weight, factors));
  return tf.mul(first, tf.sum(tf.abs(effective))) as tf.Scalar;
}
