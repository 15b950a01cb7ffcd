// Moves values about: transposing, cutting, joining, repeating, padding.
import { util } from '@tensorflow/tfjs-core';
import { expand } from '../broadcast.ts';
import type { Graph } from '../graph.ts';
import { sizeOf, type Value } from '../value.ts';
import { type KernelFamily, kernel, listKernel } from './kernel.ts';
import { reshape } from './reshape.ts';

/** Axes reordered: axis i of the result is axis `order[i]` of `x`. */
export function transpose(graph: Graph, x: Value, order: readonly number[]): Value {
  if (order.every((axis, index) => axis === index)) return x;
  const shape = order.map((axis) => x.shape[axis] as number);
  if (x.origin.kind === 'fill') return graph.fill(x.origin.value, { shape, type: x.type });
  // Moving axes of extent 1 about moves no value.
  const moving = order.filter((axis) => x.shape[axis] !== 1);
  if (moving.every((axis, index) => index === 0 || axis > (moving[index - 1] as number)))
    return reshape(graph, x, shape);
  return graph.node('Transpose', [x], { shape, type: x.type }, { perm: { ints: order } });
}

/** The block that starts at `begin` and has the extents `size`. */
export function slice(graph: Graph, x: Value, begin: readonly number[], size: readonly number[]): Value {
  const extents = size.map((extent, axis) =>
    extent === -1 ? (x.shape[axis] as number) - (begin[axis] as number) : extent,
  );
  const axes = x.shape.flatMap((extent, axis) => (extents[axis] === extent ? [] : [axis]));
  if (axes.length === 0) return x;
  if (x.origin.kind === 'fill') return graph.fill(x.origin.value, { shape: extents, type: x.type });
  const starts = axes.map((axis) => begin[axis] as number);
  const ends = axes.map((axis) => (begin[axis] as number) + (extents[axis] as number));
  const bounds = [starts, ends, axes].map((values) => graph.integers(values));
  return graph.node('Slice', [x, ...bounds], { shape: extents, type: x.type });
}

/** Consecutive pieces of `x` along `axis`. */
function split(graph: Graph, x: Value, axis: number, extents: readonly number[]): readonly Value[] {
  let start = 0;
  return extents.map((extent) => {
    const begin = x.shape.map((_, index) => (index === axis ? start : 0));
    start += extent;
    return slice(
      graph,
      x,
      begin,
      x.shape.map((full, index) => (index === axis ? extent : full)),
    );
  });
}

/** Values joined along `axis`. */
export function concat(graph: Graph, values: readonly Value[], axis: number): Value {
  const parts = values.filter(({ shape }) => sizeOf(shape) > 0);
  const [first] = parts;
  if (first === undefined) throw new Error('Nothing to join: every tensor handed to concat is empty.');
  if (parts.length === 1) return first;
  const total = parts.reduce((sum, { shape }) => sum + (shape[axis] as number), 0);
  const shape = first.shape.map((extent, index) => (index === axis ? total : extent));
  return graph.node('Concat', parts, { shape, type: first.type }, { axis: { int: axis } });
}

function tile(graph: Graph, x: Value, repetitions: readonly number[]): Value {
  const shape = x.shape.map((extent, axis) => extent * (repetitions[axis] as number));
  if (repetitions.every((count, axis) => count === 1 || x.shape[axis] === 1)) return expand(graph, x, shape);
  return graph.node('Tile', [x, graph.integers(repetitions)], { shape, type: x.type });
}

/** `x` with borders of one value: before and after, for each axis. */
export function pad(graph: Graph, x: Value, widths: readonly (readonly [number, number])[], value: number): Value {
  if (widths.every(([before, after]) => before === 0 && after === 0)) return x;
  const shape = x.shape.map((extent, axis) => extent + (widths[axis]?.[0] ?? 0) + (widths[axis]?.[1] ?? 0));
  const bounds = [...widths.map(([before]) => before), ...widths.map(([, after]) => after)];
  const border = graph.fill(value, { shape: [], type: x.type });
  return graph.node('Pad', [x, graph.integers(bounds), border], { shape, type: x.type });
}

function reverse(graph: Graph, x: Value, axes: readonly number[]): Value {
  if (axes.length === 0) return x;
  const start = axes.map(() => -1);
  // ONNX clamps the end: this far below zero means "through the first element".
  const end = axes.map(() => -(2 ** 31));
  const step = axes.map(() => -1);
  return graph.node('Slice', [x, ...[start, end, axes, step].map((values) => graph.integers(values))], x);
}

function axisOf(axis: number | undefined, rank: number): number {
  const given = axis ?? 0;
  return given < 0 ? given + rank : given;
}

export const arrangementKernels: KernelFamily = {
  Transpose: kernel<'x', { perm: number[] }>((graph, { x }, { perm }) => transpose(graph, x, perm)),
  Slice: kernel<'x', { begin: number[]; size: number[] }>((graph, { x }, { begin, size }) =>
    slice(graph, x, begin, size),
  ),
  SplitV: kernel<'x', { numOrSizeSplits: number | number[]; axis: number }>(
    (graph, { x }, { numOrSizeSplits, axis }) => {
      const along = axisOf(axis, x.shape.length);
      const full = x.shape[along] as number;
      const extents =
        typeof numOrSizeSplits === 'number'
          ? Array.from({ length: numOrSizeSplits }, () => full / numOrSizeSplits)
          : inferred(numOrSizeSplits, full);
      return split(graph, x, along, extents);
    },
  ),
  Concat: listKernel<{ axis: number }>((graph, values, { axis }) =>
    concat(graph, values, axisOf(axis, values[0]?.shape.length ?? 0)),
  ),
  Pack: listKernel<{ axis: number }>((graph, values, { axis }) => {
    const along = axisOf(axis, (values[0]?.shape.length ?? 0) + 1);
    const stretched = values.map((value) =>
      reshape(graph, value, [...value.shape.slice(0, along), 1, ...value.shape.slice(along)]),
    );
    return concat(graph, stretched, along);
  }),
  Unpack: kernel<'value', { axis: number }>((graph, { value }, { axis }) => {
    const along = axisOf(axis, value.shape.length);
    const shape = value.shape.filter((_, index) => index !== along);
    const extents = Array.from({ length: value.shape[along] as number }, () => 1);
    return split(graph, value, along, extents).map((piece) => reshape(graph, piece, shape));
  }),
  Tile: kernel<'x', { reps: number[] }>((graph, { x }, { reps }) => tile(graph, x, reps)),
  PadV2: kernel<'x', { paddings: [number, number][]; constantValue: number }>(
    (graph, { x }, { paddings, constantValue }) => pad(graph, x, paddings, constantValue),
  ),
  Reverse: kernel<'x', { dims: number[] }>((graph, { x }, { dims }) =>
    reverse(graph, x, util.parseAxisParam(dims, [...x.shape])),
  ),
};

/** Extents with the one that is -1 worked out from the rest. */
function inferred(extents: readonly number[], full: number): readonly number[] {
  const known = extents.filter((extent) => extent >= 0).reduce((sum, extent) => sum + extent, 0);
  return extents.map((extent) => (extent < 0 ? full - known : extent));
}
