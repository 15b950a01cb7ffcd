// Operations that rearrange a tensor's elements without changing them.
import { type Graph, sizeOf, type Value } from '../graph.ts';
import { type Kernel, type Kernels, numberOf, numbersOf, operand, operands, reshape } from './kernel.ts';

/** One extent may be -1: whatever the others leave. */
const reshapeKernel: Kernel = (call) => {
  const x = operand(call, 'x');
  const asked = numbersOf(call, 'shape');
  const known = asked.reduce((product, extent) => (extent === -1 ? product : product * extent), 1);
  const shape = asked.map((extent) => (extent === -1 ? sizeOf(x.shape) / known : extent));
  return reshape(call.graph, x, shape);
};

const expandDims: Kernel = (call) => {
  const input = operand(call, 'input');
  const dim = numberOf(call, 'dim');
  const axis = dim < 0 ? dim + input.shape.length + 1 : dim;
  return reshape(call.graph, input, input.shape.toSpliced(axis, 0, 1));
};

const transpose: Kernel = (call) => {
  const x = operand(call, 'x');
  const perm = numbersOf(call, 'perm');
  const shape = perm.map((axis) => x.shape[axis] ?? 1);
  if (x.fill !== undefined) return call.graph.filled(x.fill, x.type, shape);
  // Moving axes of length one past others moves no element.
  const moved = perm.filter((axis) => x.shape[axis] !== 1);
  const isInOrder = moved.every((axis, index) => index === 0 || (moved[index - 1] as number) < axis);
  if (isInOrder) return reshape(call.graph, x, shape);
  return call.graph.add('Transpose', [x], { type: x.type, shape }, { perm });
};

/** The part of x that starts at `begin` and has the shape `size`. */
function sliceOf(graph: Graph, x: Value, begin: readonly number[], size: readonly number[]): Value {
  if (x.fill !== undefined) return graph.filled(x.fill, x.type, size);
  const axes = x.shape.flatMap((extent, axis) => (size[axis] === extent ? [] : [axis]));
  if (axes.length === 0) return x;
  const starts = axes.map((axis) => begin[axis] ?? 0);
  const ends = axes.map((axis) => (begin[axis] ?? 0) + (size[axis] ?? 0));
  const bounds = [starts, ends, axes].map((list) => graph.integers(list));
  return graph.add('Slice', [x, ...bounds], { type: x.type, shape: size });
}

const slice: Kernel = (call) => {
  const x = operand(call, 'x');
  const begin = numbersOf(call, 'begin');
  const asked = numbersOf(call, 'size');
  const size = x.shape.map((extent, axis) => {
    const length = asked[axis] ?? -1;
    return length === -1 ? extent - (begin[axis] ?? 0) : length;
  });
  return sliceOf(call.graph, x, begin, size);
};

const concat: Kernel = (call) => {
  const parts = operands(call).filter((part) => part.shape.every((extent) => extent > 0));
  const [first] = parts;
  if (first === undefined) throw new Error('Concat has no operands.');
  if (parts.length === 1) return first;
  const axis = numberOf(call, 'axis');
  const extent = parts.reduce((sum, part) => sum + (part.shape[axis] ?? 0), 0);
  return call.graph.add('Concat', parts, { type: first.type, shape: first.shape.with(axis, extent) }, { axis });
};

const pack: Kernel = (call) => {
  const axis = numberOf(call, 'axis');
  const parts = operands(call).map((part) => reshape(call.graph, part, part.shape.toSpliced(axis, 0, 1)));
  const [first] = parts;
  if (first === undefined) throw new Error('Pack has no operands.');
  if (parts.length === 1) return first;
  return call.graph.add('Concat', parts, { type: first.type, shape: first.shape.with(axis, parts.length) }, { axis });
};

const unpack: Kernel = (call) => {
  const value = operand(call, 'value');
  const axis = numberOf(call, 'axis');
  return Array.from({ length: value.shape[axis] ?? 0 }, (_, index) => {
    const begin = value.shape.map((_extent, at) => (at === axis ? index : 0));
    const part = sliceOf(call.graph, value, begin, value.shape.with(axis, 1));
    return reshape(call.graph, part, value.shape.toSpliced(axis, 1));
  });
};

const split: Kernel = (call) => {
  const x = operand(call, 'x');
  const axis = numberOf(call, 'axis');
  const { numOrSizeSplits } = call.attrs as { numOrSizeSplits: number | readonly number[] };
  const sizes =
    typeof numOrSizeSplits === 'number'
      ? Array.from({ length: numOrSizeSplits }, () => (x.shape[axis] ?? 0) / numOrSizeSplits)
      : numOrSizeSplits;
  let from = 0;
  return sizes.map((size) => {
    const begin = x.shape.map((_extent, at) => (at === axis ? from : 0));
    from += size;
    return sliceOf(call.graph, x, begin, x.shape.with(axis, size));
  });
};

function expand(graph: Graph, x: Value, shape: readonly number[]): Value {
  if (x.fill !== undefined) return graph.filled(x.fill, x.type, shape);
  return graph.add('Expand', [x, graph.integers(shape)], { type: x.type, shape });
}

const tile: Kernel = (call) => {
  const x = operand(call, 'x');
  const reps = numbersOf(call, 'reps');
  const shape = x.shape.map((extent, axis) => extent * (reps[axis] ?? 1));
  if (reps.every((count) => count === 1)) return x;
  // Along axes of length one repeating is broadcasting, which needs no index arithmetic.
  if (x.shape.every((extent, axis) => extent === 1 || reps[axis] === 1)) return expand(call.graph, x, shape);
  return call.graph.add('Tile', [x, call.graph.integers(reps)], { type: x.type, shape });
};

const pad: Kernel = (call) => {
  const x = operand(call, 'x');
  const { paddings, constantValue } = call.attrs as { paddings: [number, number][]; constantValue: number };
  const shape = x.shape.map((extent, axis) => extent + (paddings[axis]?.[0] ?? 0) + (paddings[axis]?.[1] ?? 0));
  const pads = call.graph.integers([...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)]);
  return call.graph.add('Pad', [x, pads, call.graph.scalar(constantValue, x.type)], { type: x.type, shape });
};

const reverse: Kernel = (call) => {
  const x = operand(call, 'x');
  const axes = numbersOf(call, 'dims');
  const backwards = axes.map(() => -1);
  // Further out than any first element: ONNX stops at the end of the axis.
  const end = axes.map(() => -(2 ** 31));
  return call.graph.add('Slice', [x, ...[backwards, end, axes, backwards].map((list) => call.graph.integers(list))], x);
};

const gather: Kernel = (call) => {
  const x = operand(call, 'x');
  const indices = operand(call, 'indices');
  const axis = numberOf(call, 'axis');
  const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
  return call.graph.add('Gather', [x, indices], { type: x.type, shape }, { axis });
};

export const shapeKernels: Kernels = {
  BroadcastTo: (call) => expand(call.graph, operand(call, 'x'), numbersOf(call, 'shape')),
  Concat: concat,
  ExpandDims: expandDims,
  GatherV2: gather,
  Pack: pack,
  PadV2: pad,
  Reshape: reshapeKernel,
  Reverse: reverse,
  Slice: slice,
  SplitV: split,
  Tile: tile,
  Transpose: transpose,
  Unpack: unpack,
};
