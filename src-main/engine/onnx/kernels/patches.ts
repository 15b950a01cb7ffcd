// The windows of a batch of images laid out as the rows of one matrix, so that a convolution is one product.
import type { Graph } from '../graph.ts';
import type { Value } from '../value.ts';
import { concat, pad, slice } from './arrangement.ts';
import { offsetsOf, type Windows } from './geometry.ts';
import { reshape } from './reshape.ts';

/**
 * What stands at one place of every window.
 * @param x padded, [B, H, W, C]
 * @returns [B, windows down, windows across, C]
 */
export function atOffset(graph: Graph, x: Value, offset: readonly [number, number], windows: Windows): Value {
  const { counts, strides } = windows;
  const [batch = 0, , , channels = 0] = x.shape;
  const extents = counts.map((count, axis) => (count - 1) * (strides[axis] as number) + 1);
  if (strides.every((stride) => stride === 1)) {
    return slice(graph, x, [0, ...offset, 0], [batch, ...extents, channels]);
  }
  const ends = graph.integers(offset.map((first, axis) => first + (extents[axis] as number)));
  return graph.node('Slice', [x, graph.integers(offset), ends, graph.integers([1, 2]), graph.integers(strides)], {
    shape: [batch, ...counts, channels],
    type: x.type,
  });
}

/** `x` with the borders its windows reach into. */
export function padded(graph: Graph, x: Value, { padding: [height, width] }: Windows, value: number): Value {
  return pad(graph, x, [[0, 0], height, width, [0, 0]], value);
}

/** @param x [B, H, W, C] @returns [B * windows, height * width * C] */
export function patches(graph: Graph, x: Value, windows: Windows): Value {
  const bordered = padded(graph, x, windows, 0);
  const pieces = offsetsOf(windows).map((offset) => atOffset(graph, bordered, offset, windows));
  const joined = concat(graph, pieces, 3);
  const rows = joined.shape.slice(0, 3).reduce((product, extent) => product * extent, 1);
  return reshape(graph, joined, [rows, joined.shape[3] as number]);
}
