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

/** What an objective gives beside its value: tensors that are computed on the way and needed afterwards. */
export interface ObjectiveValue {
  readonly value: tf.Scalar;
  readonly aside: NamedTensors;
}

/** The same for an objective that gives something beside its value, which has no part in the gradient. */
export function gradientsAside(
  tensors: NamedTensors,
  objective: (tensors: NamedTensors) => ObjectiveValue,
): ReturnType<typeof gradientsOf> & { readonly aside: NamedTensors } {
  let kept: NamedTensors = {};
  const result = gradientsOf(tensors, (values) => {
    const { value, aside } = objective(values);
    // TensorFlow.js disposes everything but the value when the objective returns.
    for (const tensor of Object.values(aside)) tf.keep(tensor);
    kept = aside;
    return value;
  });
  const aside = Object.fromEntries(Object.entries(kept).map(([name, tensor]) => [name, tf.clone(tensor)]));
  for (const tensor of Object.values(kept)) tensor.dispose();
  return { ...result, aside };
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
