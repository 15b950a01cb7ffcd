// Dual numbers: what a network computes at the current hyperparameters, and beside it how that changes along the perturbation, to first
// order (forward-mode differentiation by hand). Each kind of layer has its own rule beside it; here are those that all share.
import * as tf from '@tensorflow/tfjs-core';

/** A tensor and its slope along the response's input; null: it does not change. */
export interface Dual<T extends tf.Tensor = tf.Tensor> {
  readonly value: T;
  /** Shape of `value`. */
  readonly tangent: T | null;
}

/** What does not change along the perturbation. */
export function still<T extends tf.Tensor>(value: T): Dual<T> {
  return { value, tangent: null };
}

/** Applies a linear map (a dropout with its mask settled, a change of shape): its tangent is the tangent's image. */
export function linearly<From extends tf.Tensor, To extends tf.Tensor>(
  { value, tangent }: Dual<From>,
  map: (tensor: From) => To,
): Dual<To> {
  return { value: map(value), tangent: tangent === null ? null : map(tangent) };
}

/** The value under the perturbation, to first order. */
export function toFirstOrder<T extends tf.Tensor>({ value, tangent }: Dual<T>): T {
  return tangent === null ? value : (tf.add(value, tangent) as T);
}

/** The sum of tangents, of which some may be missing. */
export function sumOfTangents<T extends tf.Tensor>(terms: readonly (T | null)[]): T | null {
  const [first, ...others] = terms.filter((term) => term !== null);
  return first === undefined ? null : (others.reduce<tf.Tensor>((sum, term) => tf.add(sum, term), first) as T);
}
