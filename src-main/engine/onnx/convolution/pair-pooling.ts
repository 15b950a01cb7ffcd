// Max pooling over windows of two pixels by two, two by one or one by two that touch and do not overlap.
import type { Graph } from '../graph.ts';
import { concat, pad, slice } from '../kernels/arrangement.ts';
import { reshape } from '../kernels/reshape.ts';
import { sizeOf, type Value } from '../value.ts';
import type { Windows } from './windows.ts';

/** Whether the windows are pairs along one axis or both, without borders. */
export function isOfPairs({ size, strides, padding }: Windows): boolean {
  const isTiling = size.every((extent, axis) => extent <= 2 && extent === strides[axis]);
  return isTiling && size.includes(2) && padding.flat().every((border) => border === 0);
}

/** Pairs along an axis: [before, 2, after], all axes before it joined, and all after it. */
function asPairs(graph: Graph, x: Value, axis: number): Value {
  const before = sizeOf(x.shape.slice(0, axis)) * ((x.shape[axis] as number) / 2);
  return reshape(graph, x, [before, 2, sizeOf(x.shape.slice(axis + 1))]);
}

function largestOfPairs(graph: Graph, x: Value, axis: number): Value {
  const pairs = asPairs(graph, x, axis);
  const [before = 0, , after = 0] = pairs.shape;
  const largest = graph.node(
    'ReduceMax',
    [pairs, graph.integers([1])],
    { shape: [before, after], type: x.type },
    { keepdims: { int: 0 } },
  );
  return reshape(graph, largest, halved(x.shape, axis));
}

function halved(shape: readonly number[], axis: number): readonly number[] {
  return shape.map((extent, other) => (other === axis ? extent / 2 : extent));
}

/** The axes that have pairs: columns first, then rows. */
function axesOf({ size }: Windows): readonly number[] {
  return [2, 1].filter((axis) => size[axis - 1] === 2);
}

/** The images without a last row or column that has no partner. */
function paired(graph: Graph, x: Value, { counts, size }: Windows): Value {
  const [batch = 0, , , channels = 0] = x.shape;
  return slice(graph, x, [0, 0, 0, 0], [batch, counts[0] * size[0], counts[1] * size[1], channels]);
}

/** The largest of every window. */
export function pooledPairs(graph: Graph, x: Value, windows: Windows): Value {
  return axesOf(windows).reduce((pooled, axis) => largestOfPairs(graph, pooled, axis), paired(graph, x, windows));
}

/** The gradient goes back the way the values came: to the first of each pair where it is the largest, else to the second. */
export function pairGradient(
  graph: Graph,
  { dy, input }: { readonly dy: Value; readonly input: Value },
  windows: Windows,
): Value {
  const axes = axesOf(windows);
  const stages = [paired(graph, input, windows)];
  for (const axis of axes) stages.push(largestOfPairs(graph, stages.at(-1) as Value, axis));
  const gradient = axes.reduceRight(
    (later, axis, at) => spread(graph, later, { x: stages[at] as Value, largest: stages[at + 1] as Value, axis }),
    dy,
  );
  const missing = input.shape.map((extent, axis) => [0, extent - (gradient.shape[axis] as number)] as const);
  return pad(graph, gradient, missing, 0);
}

function spread(
  graph: Graph,
  dy: Value,
  { x, largest, axis }: { readonly x: Value; readonly largest: Value; readonly axis: number },
): Value {
  const before = sizeOf(dy.shape.slice(0, axis + 1));
  const after = sizeOf(dy.shape.slice(axis + 1));
  const shape = [before, after];
  const one = { shape, type: 'float32' } as const;
  const first = slice(graph, reshape(graph, x, [before, 2 * after]), [0, 0], shape);
  const isFirst = graph.node('Equal', [first, reshape(graph, largest, shape)], { shape, type: 'bool' });
  const whole = reshape(graph, dy, shape);
  const toFirst = graph.node('Where', [isFirst, whole, graph.fill(0, { shape: [], type: 'float32' })], one);
  const toSecond = graph.node('Sub', [whole, toFirst], one);
  return reshape(graph, concat(graph, [toFirst, toSecond], 1), x.shape);
}
