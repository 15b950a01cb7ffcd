// Max pooling of NHWC images and its gradient, which goes to the first largest value of each window, as TensorFlow.js and PyTorch have it.
import type { Graph } from '../graph.ts';
import type { Value } from '../value.ts';
import { arithmetic } from './arithmetic.ts';
import { concat, pad, slice, transpose } from './arrangement.ts';
import { channelsFirst, channelsLast } from './convolution.ts';
import { offsetsOf, poolingWindows, type WindowAttributes, type Windows, windowAttributes } from './geometry.ts';
import { type KernelFamily, kernel } from './kernel.ts';
import { atOffset, padded } from './patches.ts';
import { reshape } from './reshape.ts';

interface PoolingAttributes extends WindowAttributes {
  readonly filterSize: number | [number, number];
}

/** Below every float32 that is a number. */
const lowest = -3.4028234663852886e38;

function maxPool(graph: Graph, x: Value, attributes: PoolingAttributes): Value {
  const windows = poolingWindows(x.shape, attributes);
  const shape = [x.shape[0] as number, x.shape[3] as number, ...windows.counts];
  const input = transpose(graph, x, channelsFirst);
  const result = graph.node('MaxPool', [input], { shape, type: x.type }, windowAttributes(windows));
  return transpose(graph, result, channelsLast);
}

/** The gradient at each place of the windows, row by row: dy where that place held the first largest value, else 0. */
function gradientsAtOffsets(
  graph: Graph,
  { dy, input, output }: { readonly dy: Value; readonly input: Value; readonly output: Value },
  windows: Windows,
): readonly Value[] {
  const bordered = padded(graph, input, windows, lowest);
  const truth = { shape: output.shape, type: 'bool' } as const;
  let found: Value | null = null;
  return offsetsOf(windows).map((offset) => {
    const isLargest = graph.node('Equal', [atOffset(graph, bordered, offset, windows), output], truth);
    const isFirst: Value =
      found === null ? isLargest : graph.node('And', [isLargest, graph.node('Not', [found], truth)], truth);
    found = found === null ? isLargest : graph.node('Or', [found, isLargest], truth);
    return graph.node('Where', [isFirst, dy, graph.fill(0, { shape: [], type: 'float32' })], dy);
  });
}

function maxPoolGradient(
  graph: Graph,
  values: { readonly dy: Value; readonly input: Value; readonly output: Value },
  attributes: PoolingAttributes,
): Value {
  const windows = poolingWindows(values.input.shape, attributes);
  const gradients = gradientsAtOffsets(graph, values, windows);
  const isTiling = windows.size.every((size, axis) => size === windows.strides[axis]);
  const spread = isTiling ? interleaved(graph, gradients, windows) : overlapped(graph, gradients, windows);
  return cutTo(graph, spread, values.input.shape, windows);
}

/** Windows that touch and do not overlap: every value has its one place. */
function interleaved(graph: Graph, gradients: readonly Value[], { size, counts }: Windows): Value {
  const [batch = 0, , , channels = 0] = gradients[0]?.shape ?? [];
  const [height, width] = size;
  const [down, across] = counts;
  const rows = Array.from({ length: height }, (_, row) => {
    const places = gradients
      .slice(row * width, (row + 1) * width)
      .map((gradient) => reshape(graph, gradient, [batch, down, across, 1, channels]));
    return reshape(graph, concat(graph, places, 3), [batch, down, 1, across * width, channels]);
  });
  return reshape(graph, concat(graph, rows, 2), [batch, down * height, across * width, channels]);
}

/** Any windows: each place's gradients spread by the strides, and all of them added up. */
function overlapped(graph: Graph, gradients: readonly Value[], windows: Windows): Value {
  const { size, strides, counts } = windows;
  const spread = offsetsOf(windows).map(([row, column], at) => {
    const gradient = gradients[at] as Value;
    const [batch = 0, , , channels = 0] = gradient.shape;
    const [down, across] = counts;
    const apart = pad(
      graph,
      reshape(graph, gradient, [batch, down, 1, across, 1, channels]),
      [
        [0, 0],
        [0, 0],
        [0, strides[0] - 1],
        [0, 0],
        [0, strides[1] - 1],
        [0, 0],
      ],
      0,
    );
    const placed = reshape(graph, apart, [batch, down * strides[0], across * strides[1], channels]);
    return pad(
      graph,
      placed,
      [
        [0, 0],
        [row, size[0] - 1 - row],
        [column, size[1] - 1 - column],
        [0, 0],
      ],
      0,
    );
  });
  return spread.reduce((sum, one) => arithmetic(graph, 'Add', sum, one));
}

/** Borders off, and zeros for what no window reached. */
function cutTo(graph: Graph, spread: Value, shape: readonly number[], { padding }: Windows): Value {
  const missing = ([0, 1] as const).map((axis) => {
    const wanted = padding[axis][0] + (shape[axis + 1] as number);
    return [0, Math.max(0, wanted - (spread.shape[axis + 1] as number))] as const;
  });
  const large = pad(graph, spread, [[0, 0], ...missing, [0, 0]], 0);
  return slice(graph, large, [0, padding[0][0], padding[1][0], 0], shape);
}

export const poolingKernels: KernelFamily = {
  MaxPool: kernel<'x', PoolingAttributes>((graph, { x }, attributes) => maxPool(graph, x, attributes)),
  MaxPoolGrad: kernel<'dy' | 'input' | 'output', PoolingAttributes>(maxPoolGradient),
};
