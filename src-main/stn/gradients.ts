// Gradients by name.
import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors } from './network.ts';

/**
 * Value of a scalar objective and its gradient with respect to the tensors named.
 * @param objective may use other tensors too: those count as constants
 * @returns gradients of the shapes of `tensors`
 */
export function gradientsOf(
  tensors: NamedTensors,
  objective: (tensors: NamedTensors) => tf.Scalar,
): { readonly value: tf.Scalar; readonly gradients: NamedTensors } {
  const names = Object.keys(tensors);
  const compute = tf.valueAndGrads((...values: tf.Tensor[]) =>
    objective(Object.fromEntries(names.map((name, index) => [name, values[index] as tf.Tensor]))),
  );
  // Differentiating copies keeps the originals constant where the objective uses them too (the centre of an offset).
  const { value, grads } = compute(Object.values(tensors).map((tensor) => tf.clone(tensor)));
  return {
    value: value as tf.Scalar,
    gradients: Object.fromEntries(names.map((name, index) => [name, grads[index] as tf.Tensor])),
  };
}

/** The tensors of those names, in that order. */
export function select(tensors: NamedTensors, names: readonly string[]): NamedTensors {
  return Object.fromEntries(
    names.map((name) => {
      const tensor = tensors[name];
      if (tensor === undefined) throw new Error(`No tensor named ${name}.`);
      return [name, tensor];
    }),
  );
}
