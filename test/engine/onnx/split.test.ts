// Slices written as one Split: when, and that the numbers stay.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { record } from '../../../src-main/engine/onnx/record.ts';
import { openSession } from '../../../src-main/engine/onnx/session.ts';
import { dataOf, tensorOver } from '../../../src-main/engine/onnx/tensors.ts';
import { encodeModel, writeGraph } from '../../../src-main/engine/onnx/write-model.ts';

const values = Float32Array.from({ length: 24 }, (_, at) => at + 1);

/** The operators that a body is written as, and what it computes of x [4, 6]. */
async function written(body: (x: tf.Tensor2D) => tf.Tensor, mostPieces?: number) {
  const recording = record({
    name: 'pieces',
    state: {},
    inputs: { x: { shape: [4, 6], dtype: 'float32' } },
    body: (_, inputs) => ({ state: {}, results: { y: body(inputs.x as tf.Tensor2D) } }),
  });
  const graph = writeGraph(
    'pieces',
    Object.entries(recording.results).map(([name, value]) => ({ name, value })),
    mostPieces,
  );
  const places = { onDevice: [], inMemory: ['y'], sharesMemory: false, isLong: true, isRecurrent: false };
  const session = await openSession(encodeModel(graph), { device: 'cpu', threads: 1 }, places);
  const { y } = await session.run({ 'input:x': tensorOver(values, { shape: [4, 6], dtype: 'float32' }) });
  await session.release();
  return {
    operators: (graph.node ?? []).map(({ opType }) => opType),
    initializers: (graph.initializer ?? []).map(({ name }) => name),
    y: Array.from(dataOf(y as never)),
  };
}

/** Computed without an engine: x [4, 6] of 1, 2, 3 …. */
const at = (row: number, column: number): number => row * 6 + column + 1;

describe('pieces of one value', () => {
  it('stay slices where they are more than a device can give out at once', async () => {
    const halves = (x: tf.Tensor2D): tf.Tensor => {
      const [upper, lower] = tf.split(x, 2, 0) as [tf.Tensor, tf.Tensor];
      return tf.sub(lower, upper);
    };
    const [few, many] = [await written(halves, 1), await written(halves, 2)];
    expect(few.operators.filter((operator) => operator === 'Slice')).toHaveLength(2);
    expect(many.operators).toContain('Split');
    expect(few.y).toEqual(many.y);
  });

  it('become one Split where they leave no gap, in whatever order they are taken', async () => {
    const { operators, initializers, y } = await written((x) => {
      const right = tf.slice(x, [0, 4], [4, 2]);
      const left = tf.slice(x, [0, 0], [4, 2]);
      const middle = tf.slice(x, [0, 2], [4, 2]);
      return tf.sub(tf.mul(left, middle), right);
    });
    expect(operators.filter((operator) => operator === 'Split')).toHaveLength(1);
    expect(operators).not.toContain('Slice');
    expect(initializers).toHaveLength(1);
    const expected = [0, 1, 2, 3].flatMap((row) =>
      [0, 1].map((column) => at(row, column) * at(row, column + 2) - at(row, column + 4)),
    );
    expect(y).toEqual(expected);
  });

  it('may have different extents', async () => {
    const { operators, y } = await written((x) =>
      tf.add(tf.sum(tf.slice(x, [0, 0], [1, 6])), tf.mul(tf.sum(tf.slice(x, [1, 0], [3, 6])), 100)),
    );
    expect(operators).toContain('Split');
    expect(y).toEqual([21 + 100 * (300 - 21)]);
  });

  it.each([
    ['a part is left out', (x: tf.Tensor2D) => tf.add(tf.slice(x, [0, 0], [4, 2]), tf.slice(x, [0, 4], [4, 2]))],
    ['they overlap', (x: tf.Tensor2D) => tf.add(tf.slice(x, [0, 0], [4, 4]), tf.slice(x, [0, 2], [4, 4]))],
    [
      'they lie along two axes',
      (x: tf.Tensor2D) => tf.add(tf.slice(x, [0, 0], [2, 6]), tf.sum(tf.slice(x, [2, 0], [2, 1]))),
    ],
  ])('stay slices where %s', async (_, body) => {
    expect((await written(body)).operators).not.toContain('Split');
  });
});
