// What networks with memory hand on: in the learner's state from step to step, apart for training and validation; as inputs and results of
// programs that keep nothing.
import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors, TensorSpecs } from '../engine/engine.ts';
import type { Shapes } from '../optim/optimizer.ts';
import type { Network } from '../stn/network.ts';

type Part = 'train' | 'validation';
type Memory = Pick<Network, 'carried'>;

const inputName = (name: string): string => `carried/${name}`;
const stateName = (part: Part, name: string): string => `carried-${part}/${name}`;

/** Whether a network hands something on. */
export function hasMemory({ carried }: Memory): boolean {
  return Object.keys(carried).length > 0;
}

/** Inputs for what is handed in to programs that keep nothing. */
export function carriedInputs({ carried }: Memory, rows: number): TensorSpecs {
  return Object.fromEntries(
    Object.entries(carried).map(([name, shape]) => [inputName(name), { shape: [rows, ...shape], dtype: 'float32' }]),
  );
}

/** From those inputs to what the network asks for. */
export function handedIn(inputs: NamedTensors, { carried }: Memory): NamedTensors {
  return Object.fromEntries(Object.keys(carried).map((name) => [name, inputs[inputName(name)] as tf.Tensor]));
}

/** What the network hands on, as results of such a program. */
export function handedOut(carried: NamedTensors): NamedTensors {
  return Object.fromEntries(Object.entries(carried).map(([name, tensor]) => [inputName(name), tensor]));
}

/** Shapes of the state tensors in which a kind of step keeps what is handed on. */
export function memoryShapes({ carried }: Memory, part: Part, rows: number): Shapes {
  return Object.fromEntries(Object.entries(carried).map(([name, shape]) => [stateName(part, name), [rows, ...shape]]));
}

/** What a kind of step kept. @param keep scalar, 0 where the streams begin; absent for networks without memory */
export function remembered(
  state: NamedTensors,
  { carried }: Memory,
  { part, keep }: { readonly part: Part; readonly keep: tf.Tensor | undefined },
): NamedTensors {
  return Object.fromEntries(
    Object.keys(carried).map((name) => [name, tf.mul(state[stateName(part, name)] as tf.Tensor, keep ?? tf.scalar(1))]),
  );
}

/** Next values of those state tensors. */
export function memorised(carried: NamedTensors, part: Part): NamedTensors {
  return Object.fromEntries(Object.entries(carried).map(([name, tensor]) => [stateName(part, name), tensor]));
}
