// Max pooling over any windows: overlapping, with borders, with rows left out. Rarely used, so right rather than fast.
import type { Graph } from '../graph.ts';
import { arithmetic } from '../kernels/arithmetic.ts';
import { pad, slice, transpose } from '../kernels/arrangement.ts';
import { reshape } from '../kernels/reshape.ts';
import type { Value } from '../value.ts';
import { channelsFirst, channelsLast } from './channels-first.ts';
import { seenAt } from './patches.ts';
import { offsetsOf, type WindowAttributes, type Windows, windowAttributes } from './windows.ts';

export interface PoolingAttributes extends WindowAttributes {
  readonly filterSize: number | [number, number];
}

/** Below every float32 that is a number. */
const lowest = -3.4028234663852886e38;

/** ONNX's MaxPool between two transpositions. */
export function poolingOperator(graph: Graph, x: Value, windows: Windows): Value {
  const shape = [x.shape[0] as number, x.shape[3] as number, ...windows.counts];
  const input = transpose(graph, x, channelsFirst);
  const result = graph.node('MaxPool', [input], { shape, type: x.type }, windowAttributes(windows));
  return transpose(graph, result, channelsLast);
}

/** Each place of the windows takes what is its due, all of them are spread by the strides and added up. */
export function poolingGradient(
  graph: Graph,
  values: { readonly dy: Value; readonly input: Value; readonly output: Value },
  windows: Windows,
): Value {
  const { padding } = windows;
  const { shape } = values.input;
  const sum = gradientsAtOffsets(graph, values, windows)
    .map((gradient, at) => placed(graph, gradient, { windows, offset: offsetsOf(windows)[at] ?? [0, 0] }))
    .reduce((total, one) => arithmetic(graph, 'Add', total, one));
  const missing = ([0, 1] as const).map((axis) => {
    const wanted = padding[axis][0] + (shape[axis + 1] as number);
    return [0, Math.max(0, wanted - (sum.shape[axis + 1] as number))] as const;
  });
  const large = pad(graph, sum, [[0, 0], ...missing, [0, 0]], 0);
  return slice(graph, large, [0, padding[0][0], padding[1][0], 0], shape);
}

/** The gradient at each place of the windows, row by row: dy where that place held the first largest value, else 0. */
function gradientsAtOffsets(
  graph: Graph,
  { dy, input, output }: { readonly dy: Value; readonly input: Value; readonly output: Value },
  windows: Windows,
): readonly Value[] {
  const bordered = pad(graph, input, [[0, 0], ...windows.padding, [0, 0]], lowest);
  const truth = { shape: output.shape, type: 'bool' } as const;
  let found: Value | null = null;
  return offsetsOf(windows).map(([row, column]) => {
    const rows = seenAt(graph, bordered, windows, { axis: 0, offset: row });
    const place = seenAt(graph, rows, windows, { axis: 1, offset: column });
    const isLargest = graph.node('Equal', [place, output], truth);
    const isFirst: Value =
      found === null ? isLargest : graph.node('And', [isLargest, graph.node('Not', [found], truth)], truth);
    found = found === null ? isLargest : graph.node('Or', [found, isLargest], truth);
    return graph.node('Where', [isFirst, dy, graph.fill(0, { shape: [], type: 'float32' })], dy);
  });
}

/** One place's gradients where they belong in the bordered images. */
function placed(
  graph: Graph,
  gradient: Value,
  { windows, offset }: { readonly windows: Windows; readonly offset: readonly [number, number] },
): Value {
  const { size, strides, counts } = windows;
  const [batch = 0, , , channels = 0] = gradient.shape;
  const none = [0, 0] as const;
  const gaps = [none, none, [0, strides[0] - 1], none, [0, strides[1] - 1], none] as const;
  const apart = pad(graph, reshape(graph, gradient, [batch, counts[0], 1, counts[1], 1, channels]), gaps, 0);
  const spread = reshape(graph, apart, [batch, counts[0] * strides[0], counts[1] * strides[1], channels]);
  const borders = ([0, 1] as const).map((axis) => [offset[axis], size[axis] - 1 - offset[axis]] as const);
  return pad(graph, spread, [none, ...borders, none], 0);
}
