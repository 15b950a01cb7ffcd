// Picks by index: rows by number, one-hot codes, and the sum back into rows, which is the gradient of picking.
import { sizeOf, type Value } from '../value.ts';
import { cast } from './cast.ts';
import { type KernelFamily, kernel } from './kernel.ts';
import { reshape } from './reshape.ts';

export const indexingKernels: KernelFamily = {
  OneHot: kernel<'indices', { depth: number; onValue: number; offValue: number; dtype?: 'float32' | 'int32' | 'bool' }>(
    (graph, { indices }, { depth, onValue, offValue, dtype = 'int32' }) => {
      const shape = [...indices.shape, depth];
      const classes = graph.constant(
        Int32Array.from({ length: depth }, (_, index) => index),
        { shape: [depth], type: 'int32' },
      );
      const column = reshape(graph, indices, [...indices.shape, 1]);
      const isClass = graph.node('Equal', [column, classes], { shape, type: 'bool' });
      if (onValue === 1 && offValue === 0) return cast(graph, isClass, dtype);
      const scalar = (value: number): Value => graph.fill(value, { shape: [], type: dtype });
      return graph.node('Where', [isClass, scalar(onValue), scalar(offValue)], { shape, type: dtype });
    },
  ),
  GatherV2: kernel<'x' | 'indices', { axis: number; batchDims: number }>(
    (graph, { x, indices }, { axis, batchDims }) => {
      if (batchDims !== 0) throw new Error('tf.gather with batch dimensions cannot be compiled.');
      const along = axis < 0 ? axis + x.shape.length : axis;
      const shape = [...x.shape.slice(0, along), ...indices.shape, ...x.shape.slice(along + 1)];
      return graph.node('Gather', [x, indices], { shape, type: x.type }, { axis: { int: along } });
    },
  ),
  UnsortedSegmentSum: kernel<'x' | 'segmentIds', { numSegments: number }>(
    (graph, { x, segmentIds }, { numSegments }) => {
      const result = { shape: [numSegments, ...x.shape.slice(segmentIds.shape.length)], type: x.type };
      const rows = sizeOf(segmentIds.shape);
      const updates = reshape(graph, x, [rows, ...result.shape.slice(1)]);
      const targets = cast(graph, reshape(graph, segmentIds, [rows, 1]), 'int64');
      return graph.node('ScatterND', [graph.fill(0, result), targets, updates], result, { reduction: { text: 'add' } });
    },
  ),
  /** Values by their whole index, or rows by the first numbers of it. */
  GatherNd: kernel<'params' | 'indices'>((graph, { params, indices }) => {
    const depth = indices.shape.at(-1) ?? 0;
    const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(depth)];
    return graph.node('GatherND', [params, cast(graph, indices, 'int64')], { shape, type: params.type });
  }),
  /** A tensor with other values at some of its places, of which none may be named twice. */
  TensorScatterUpdate: kernel<'tensor' | 'indices' | 'updates'>((graph, { tensor, indices, updates }) =>
    graph.node('ScatterND', [tensor, cast(graph, indices, 'int64'), updates], tensor),
  ),
};
