// Reductions along axes.
import type { Value } from '../graph.ts';
import { cast, type Kernel, type KernelCall, type Kernels, operand, reshape } from './kernel.ts';

/** Axes of a reduction as TensorFlow.js passes them: a number, a list, or nothing for all; sorted and not negative. */
function axesOf(attrs: KernelCall['attrs'], rank: number): readonly number[] {
  const { axis } = attrs as { readonly axis?: number | readonly number[] | null };
  if (axis === undefined || axis === null) return Array.from({ length: rank }, (_, index) => index);
  const list = typeof axis === 'number' ? [axis] : axis;
  return list.map((index) => (index < 0 ? index + rank : index)).sort((a, b) => a - b);
}

interface Reduction {
  readonly op: string;
  /** Result for `count` elements that are all `fill`. */
  readonly ofFill: (fill: number, count: number) => number;
}

function reduce(call: KernelCall, x: Value, { op, ofFill }: Reduction): Value {
  const axes = axesOf(call.attrs, x.shape.length);
  const keepDims = call.attrs.keepDims === true;
  const shape = x.shape.flatMap((extent, axis) => (axes.includes(axis) ? (keepDims ? [1] : []) : [extent]));
  const count = axes.reduce((product, axis) => product * (x.shape[axis] ?? 1), 1);
  if (x.fill !== undefined) return call.graph.filled(Math.fround(ofFill(x.fill, count)), x.type, shape);
  // Over axes of length one there is nothing to reduce.
  if (count === 1) return reshape(call.graph, x, shape);
  const numbers = x.type === 'bool' ? cast(call.graph, x, 'int32') : x;
  const output = { type: numbers.type, shape };
  const keepdims = keepDims ? 1 : 0;
  // In operator set 17 only ReduceSum takes its axes as an input.
  if (op === 'ReduceSum') return call.graph.add(op, [numbers, call.graph.integers(axes)], output, { keepdims });
  return call.graph.add(op, [numbers], output, { axes, keepdims });
}

const reduction =
  (op: string, ofFill: Reduction['ofFill']): Kernel =>
  (call) =>
    reduce(call, operand(call, 'x'), { op, ofFill });

/** Logical reductions, by way of the largest or smallest of 0 and 1. */
const logical =
  (op: string): Kernel =>
  (call) => {
    const numbers = cast(call.graph, operand(call, 'x'), 'int32');
    return cast(call.graph, reduce(call, numbers, { op, ofFill: (fill) => fill }), 'bool');
  };

const argument =
  (op: string): Kernel =>
  (call) => {
    const x = operand(call, 'x');
    const axis = call.attrs.axis as number;
    const shape = x.shape.filter((_, index) => index !== axis);
    return cast(call.graph, call.graph.add(op, [x], { type: 'int64', shape }, { axis, keepdims: 0 }), 'int32');
  };

const softmax =
  (op: string): Kernel =>
  (call) => {
    const logits = operand(call, 'logits');
    return call.graph.add(op, [logits], logits, { axis: logits.shape.length - 1 });
  };

const cumulativeSum: Kernel = (call) => {
  const x = operand(call, 'x');
  const { axis, exclusive, reverse } = call.attrs as { axis: number; exclusive: boolean; reverse: boolean };
  return call.graph.add('CumSum', [x, call.graph.scalar(axis, 'int32')], x, {
    exclusive: Number(exclusive),
    reverse: Number(reverse),
  });
};

export const reduceKernels: Kernels = {
  All: logical('ReduceMin'),
  Any: logical('ReduceMax'),
  ArgMax: argument('ArgMax'),
  ArgMin: argument('ArgMin'),
  Cumsum: cumulativeSum,
  LogSoftmax: softmax('LogSoftmax'),
  Max: reduction('ReduceMax', (fill) => fill),
  Mean: reduction('ReduceMean', (fill) => fill),
  Min: reduction('ReduceMin', (fill) => fill),
  Prod: reduction('ReduceProd', (fill, count) => fill ** count),
  Softmax: softmax('Softmax'),
  Sum: reduction('ReduceSum', (fill, count) => fill * count),
};
