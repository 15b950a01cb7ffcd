// New shapes for the same values in the same order.
import { util } from '@tensorflow/tfjs-core';
import type { Graph } from '../graph.ts';
import { isSameShape, sizeOf, type Value } from '../value.ts';
import { type KernelFamily, kernel } from './kernel.ts';

/** `value` in another shape of the same size; a reshape of a reshape is one. */
export function reshape(graph: Graph, value: Value, shape: readonly number[]): Value {
  const { origin, type } = value;
  if (origin.kind === 'node' && origin.operator === 'Reshape' && origin.inputs[0] !== undefined) {
    return reshape(graph, origin.inputs[0], shape);
  }
  if (isSameShape(value.shape, shape)) return value;
  if (origin.kind === 'fill') return graph.fill(origin.value, { shape, type });
  return graph.node('Reshape', [value, graph.integers(shape)], { shape, type });
}

export const reshapeKernels: KernelFamily = {
  Reshape: kernel<'x', { shape: number[] }>((graph, { x }, { shape }) =>
    reshape(graph, x, util.inferFromImplicitShape([...shape], sizeOf(x.shape))),
  ),
  ExpandDims: kernel<'input', { dim: number }>((graph, { input }, { dim }) => {
    const axis = dim < 0 ? input.shape.length + 1 + dim : dim;
    return reshape(graph, input, [...input.shape.slice(0, axis), 1, ...input.shape.slice(axis)]);
  }),
  Identity: kernel<'x'>((_, { x }) => x),
};
