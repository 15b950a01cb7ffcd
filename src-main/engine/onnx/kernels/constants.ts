// Tensors that are known when the program is compiled.
import type { Value, ValueType } from '../value.ts';
import { type KernelFamily, kernel } from './kernel.ts';

function arrayOf(type: ValueType, values: readonly number[]): Float32Array | Int32Array {
  return type === 'int32' ? Int32Array.from(values) : Float32Array.from(values);
}

export const constantKernels: KernelFamily = {
  Fill: kernel<never, { shape: number[]; value: number; dtype?: ValueType }>(
    (graph, _, { shape, value, dtype = 'float32' }) => graph.fill(value, { shape, type: dtype }),
  ),
  ZerosLike: kernel<'x'>((graph, { x }: { x: Value }) => graph.fill(0, x)),
  OnesLike: kernel<'x'>((graph, { x }: { x: Value }) => graph.fill(1, x)),
  Range: kernel<never, { start: number; stop: number; step: number; dtype: 'float32' | 'int32' }>(
    (graph, _, { start, stop, step, dtype }) => {
      const length = Math.max(0, Math.ceil((stop - start) / step));
      const values = Array.from({ length }, (_unused, index) => start + index * step);
      return graph.constant(arrayOf(dtype, values), { shape: [length], type: dtype });
    },
  ),
  LinSpace: kernel<never, { start: number; stop: number; num: number }>((graph, _, { start, stop, num }) => {
    const values = Array.from(
      { length: num },
      (_unused, index) => start + (index * (stop - start)) / Math.max(num - 1, 1),
    );
    return graph.constant(arrayOf('float32', values), { shape: [num], type: 'float32' });
  }),
};
