// Sums, means, extremes along axes, and softmax.
import { util } from '@tensorflow/tfjs-core';
import type { Graph } from '../graph.ts';
import type { Value } from '../value.ts';
import { cast } from './cast.ts';
import { type KernelFamily, kernel, type TraceKernel } from './kernel.ts';
import { reshape } from './reshape.ts';

type Axis = number | number[] | null | undefined;

/** The axes meant, all when none is given. */
function axesOf(x: Value, axis: Axis): readonly number[] {
  return util.parseAxisParam(axis ?? x.shape.map((_, index) => index), [...x.shape]);
}

/** Reduces `x` along `axis` (all axes when it is not given) with an ONNX Reduce operator. */
function reduce(graph: Graph, operator: string, x: Value, { axis, isKept }: { axis: Axis; isKept: boolean }): Value {
  const axes = axesOf(x, axis);
  const shape = x.shape.flatMap((extent, index) => (axes.includes(index) ? (isKept ? [1] : []) : [extent]));
  // Nothing to add up: an axis of extent 1 only changes the shape.
  if (axes.every((index) => x.shape[index] === 1)) return reshape(graph, x, shape);
  const inputs = axes.length === x.shape.length ? [x] : [x, graph.integers([...axes].sort((a, b) => a - b))];
  return graph.node(operator, inputs, { shape, type: x.type }, { keepdims: { int: isKept ? 1 : 0 } });
}

/** From this many values on, ONNX Runtime's product with ones adds up a matrix's columns ten times as fast as its ReduceSum (1.30). */
const worthProduct = 4_096;

/** Sums of a large matrix's columns as one product; null for anything else. */
function columnSums(graph: Graph, x: Value, { axis, isKept }: { axis: Axis; isKept: boolean }): Value | null {
  const [rows = 0, columns = 0] = x.shape;
  const isOfColumns = x.shape.length === 2 && axesOf(x, axis).join() === '0' && rows > 1;
  if (!isOfColumns || x.type !== 'float32' || rows * columns < worthProduct) return null;
  const ones = graph.fill(1, { shape: [1, rows], type: 'float32' });
  const product = graph.node('Gemm', [ones, x], { shape: [1, columns], type: 'float32' });
  return isKept ? product : reshape(graph, product, [columns]);
}

/** Sums; those of squares in one operator that does not write the squares down. */
function sum(graph: Graph, x: Value, options: { axis: Axis; isKept: boolean }): Value {
  const [left, right] = x.origin.kind === 'node' && x.origin.operator === 'Mul' ? x.origin.inputs : [];
  const isSquare = left !== undefined && left === right && x.type === 'float32';
  // Where there is nothing to add up, the square must be taken all the same.
  const isSum = axesOf(x, options.axis).some((index) => x.shape[index] !== 1);
  if (isSquare && isSum) return reduce(graph, 'ReduceSumSquare', left, options);
  return columnSums(graph, x, options) ?? reduce(graph, 'ReduceSum', x, options);
}

function reduction(operator: string): TraceKernel {
  return kernel<'x', { axis?: Axis; keepDims?: boolean }>((graph, { x }, { axis, keepDims }) =>
    reduce(graph, operator, x, { axis, isKept: keepDims === true }),
  );
}

function extreme(operator: string): TraceKernel {
  return kernel<'x', { reductionIndices?: Axis; keepDims?: boolean }>((graph, { x }, { reductionIndices, keepDims }) =>
    reduce(graph, operator, x, { axis: reductionIndices, isKept: keepDims === true }),
  );
}

/** Over truth values: the largest is "any", the smallest "all". */
function truth(operator: string): TraceKernel {
  return kernel<'x', { axis?: Axis; keepDims?: boolean }>((graph, { x }, { axis, keepDims }) =>
    cast(graph, reduce(graph, operator, cast(graph, x, 'int32'), { axis, isKept: keepDims === true }), 'bool'),
  );
}

function indexOfExtreme(operator: string): TraceKernel {
  return kernel<'x', { axis: number }>((graph, { x }, { axis }) => {
    const [index = 0] = util.parseAxisParam(axis, [...x.shape]);
    const shape = x.shape.filter((_, other) => other !== index);
    const attributes = { axis: { int: index }, keepdims: { int: 0 } };
    return cast(graph, graph.node(operator, [x], { shape, type: 'int64' }, attributes), 'int32');
  });
}

export const reductionKernels: KernelFamily = {
  Sum: kernel<'x', { axis?: Axis; keepDims?: boolean }>((graph, { x }, { axis, keepDims }) =>
    sum(graph, x, { axis, isKept: keepDims === true }),
  ),
  Mean: reduction('ReduceMean'),
  Prod: reduction('ReduceProd'),
  Max: extreme('ReduceMax'),
  Min: reduction('ReduceMin'),
  Any: truth('ReduceMax'),
  All: truth('ReduceMin'),
  ArgMax: indexOfExtreme('ArgMax'),
  ArgMin: indexOfExtreme('ArgMin'),
  Softmax: kernel<'logits', { dim: number }>((graph, { logits }, { dim }) =>
    graph.node('Softmax', [logits], logits, { axis: { int: dim } }),
  ),
  Cumsum: kernel<'x', { axis: number; exclusive: boolean; reverse: boolean }>(
    (graph, { x }, { axis, exclusive, reverse }) =>
      graph.node('CumSum', [x, graph.constant(BigInt64Array.of(BigInt(axis)), { shape: [], type: 'int64' })], x, {
        exclusive: { int: exclusive ? 1 : 0 },
        reverse: { int: reverse ? 1 : 0 },
      }),
  ),
};
