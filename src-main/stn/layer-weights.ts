// The weights of one layer and of its best response, whatever the layer does with them.
import * as tf from '@tensorflow/tfjs-core';

/** Weights of one layer whose last axis is its outputs O; without the response ones it is an ordinary layer. */
export interface LayerWeights<Weight extends tf.Tensor> {
  /** [..., O] */
  readonly weight: Weight;
  /** [O] */
  readonly bias?: tf.Tensor1D | undefined;
  readonly response?: ResponseWeights<Weight> | undefined;
  /** [1]; absent: 1. */
  readonly gain?: tf.Tensor1D | undefined;
}

/** The second set of weights, which the hyperparameters scale. */
export interface ResponseWeights<Weight extends tf.Tensor> {
  /** [..., O] */
  readonly weight: Weight;
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
 * The ordinary layer that a layer is where all examples share one row of h: W + diag(factors) W_h. One product then does the work of two;
 * differentiable in h. Layers with a gain are not folded.
 * @param h [1, H]
 * Source: shared STN specification section 7, folding.
 */
export function folded<Weight extends tf.Tensor>(h: tf.Tensor2D, weights: LayerWeights<Weight>): LayerWeights<Weight> {
  const { weight, bias, response, gain } = weights;
  if (response === undefined || gain !== undefined) return weights;
  const factors = responseFactors(h, response.map);
  const ofBias = response.bias === undefined ? undefined : tf.reshape(tf.mul(factors.bias, response.bias), [-1]);
  return {
    weight: tf.add(weight, tf.mul(response.weight, factors.weight)) as Weight,
    bias: (bias === undefined || ofBias === undefined ? (bias ?? ofBias) : tf.add(bias, ofBias)) as
      | tf.Tensor1D
      | undefined,
  };
}

/** The same layer with its weights as matrices [everything an output sees, O], for sums over them. */
export function asMatrices(weights: LayerWeights<tf.Tensor>): LayerWeights<tf.Tensor2D> {
  const { weight, response } = weights;
  const asMatrix = (tensor: tf.Tensor): tf.Tensor2D => tf.reshape(tensor, [-1, tensor.shape.at(-1) as number]);
  return {
    ...weights,
    weight: asMatrix(weight),
    response: response === undefined ? undefined : { ...response, weight: asMatrix(response.weight) },
  };
}
