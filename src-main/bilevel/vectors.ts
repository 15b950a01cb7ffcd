// Arithmetic on all weights of a network at once: vectors whose parts have names.
import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../stn/network.ts';

/** Applies `change` to the parts of the same name. */
function partwise(
  left: NamedTensors,
  right: NamedTensors,
  change: (left: tf.Tensor, right: tf.Tensor) => tf.Tensor,
): NamedTensors {
  return Object.fromEntries(
    Object.entries(left).map(([name, part]) => {
      const other = right[name];
      if (other === undefined) throw new Error(`The vector has no part named ${name}.`);
      return [name, change(part, other)];
    }),
  );
}

/** left + factor * right */
export function plus(left: NamedTensors, right: NamedTensors, factor: tf.Scalar | number = 1): NamedTensors {
  return partwise(left, right, (a, b) => tf.add(a, factor === 1 ? b : tf.mul(b, factor)));
}

/** Each value times `factor`. */
export function times(vector: NamedTensors, factor: tf.Scalar | number): NamedTensors {
  return Object.fromEntries(Object.entries(vector).map(([name, part]) => [name, tf.mul(part, factor)]));
}

/** The sum of products over all parts, differentiable. */
export function dot(left: NamedTensors, right: NamedTensors): tf.Scalar {
  return tf.addN(Object.values(partwise(left, right, (a, b) => tf.sum(tf.mul(a, b))))) as tf.Scalar;
}
