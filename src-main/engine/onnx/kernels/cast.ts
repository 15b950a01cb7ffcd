// Changes of a tensor's type.
import type { Graph } from '../graph.ts';
import { elementTypes, type Value, type ValueType } from '../value.ts';
import { type KernelFamily, kernel } from './kernel.ts';

/** `value` as another type: floats are cut off at zero on the way to int32, and everything but 0 is true. */
export function cast(graph: Graph, value: Value, type: ValueType): Value {
  if (value.type === type) return value;
  const { origin, shape } = value;
  if (origin.kind === 'fill') return graph.fill(onNumber(origin.value, type), { shape, type });
  const isWidenedTruth = origin.kind === 'node' && origin.operator === 'Cast' && origin.inputs[0]?.type === 'bool';
  // true -> 1 -> 1.0 is one step; TensorFlow.js takes two for one-hot labels.
  const source = isWidenedTruth && type !== 'bool' ? (origin.inputs[0] as Value) : value;
  return graph.node('Cast', [source], { shape, type }, { to: { int: elementTypes[type] } });
}

function onNumber(value: number, type: ValueType): number {
  if (type === 'bool') return value === 0 ? 0 : 1;
  return type === 'float32' ? value : Math.trunc(value);
}

export const castKernels: KernelFamily = {
  Cast: kernel<'x', { dtype: ValueType }>((graph, { x }, { dtype }) => cast(graph, x, dtype)),
};
