// What every optimiser is: a pure pair of "which slots" and "one update". State is handed in and handed back, never kept.
import type * as tf from '@tensorflow/tfjs-core';

export type NamedTensors = Readonly<Record<string, tf.Tensor>>;
export type Shapes = Readonly<Record<string, readonly number[]>>;

export interface Update {
  readonly parameters: NamedTensors;
  /** Gradients of the same names and shapes. */
  readonly gradients: NamedTensors;
  /** Slots as named by {@link Optimizer.slots}. */
  readonly slots: NamedTensors;
  /** Scalar. */
  readonly learningRate: tf.Tensor;
}

export interface Optimizer {
  /** Names and shapes of the slots kept for these parameters; all start at zero. */
  slots(parameters: Shapes): Shapes;
  /** Next parameters and slots. */
  update(update: Update): { readonly parameters: NamedTensors; readonly slots: NamedTensors };
}

/** The tensor of that name. @throws Error when it is missing, which is a bug of the caller. */
export function pick(tensors: NamedTensors, name: string): tf.Tensor {
  const tensor = tensors[name];
  if (tensor === undefined) throw new Error(`No tensor named ${name} among ${Object.keys(tensors).join(', ')}.`);
  return tensor;
}
