// Forms for a graphics card: which operators are left, and that the numbers stay. Run on the processor, which knows them all.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { forCard } from '../../../src-main/engine/onnx/card-forms.ts';
import { record } from '../../../src-main/engine/onnx/record.ts';
import { openSession } from '../../../src-main/engine/onnx/session.ts';
import { dataOf, tensorOver } from '../../../src-main/engine/onnx/tensors.ts';
import { encodeModel, writeGraph } from '../../../src-main/engine/onnx/write-model.ts';

const labels = Int32Array.from({ length: 24 }, (_, at) => 2 ** 24 + at);

/** The operators that a body of whole numbers x [4, 6] is written as, and what it computes. */
async function written(body: (x: tf.Tensor2D) => tf.Tensor) {
  const source = {
    name: 'forms',
    state: {},
    inputs: { x: { shape: [4, 6], dtype: 'int32' } },
    body: (_: unknown, { x }: Readonly<Record<string, tf.Tensor>>) => ({
      state: {},
      results: { y: body(x as tf.Tensor2D) },
    }),
  } as const;
  const { results } = record(source);
  const [y] = forCard(Object.values(results));
  if (y === undefined) throw new Error('Nothing was recorded.');
  const graph = writeGraph('forms', [{ name: 'y', value: y }]);
  const places = { onDevice: [], inMemory: ['y'], sharesMemory: false, isLong: true, isRecurrent: false };
  const session = await openSession(encodeModel(graph), { device: 'cpu', threads: 1 }, places);
  const outputs = await session.run({ 'input:x': tensorOver(labels, { shape: [4, 6], dtype: 'int32' }) });
  await session.release();
  return { operators: (graph.node ?? []).map(({ opType }) => opType), y: Array.from(dataOf(outputs.y as never)) };
}

/** Computed without an engine: x [4, 6]. */
const at = (row: number, column: number): number => 2 ** 24 + row * 6 + column;

describe('for a graphics card', () => {
  it('a piece of whole numbers is picked, exactly, however large they are', async () => {
    const { operators, y } = await written((x) => tf.slice(x, [1, 2], [2, 3]));
    expect(operators).toEqual(['Gather', 'Gather']);
    expect(y).toEqual([1, 2].flatMap((row) => [2, 3, 4].map((column) => at(row, column))));
  });

  it('whole numbers are turned about and taken with steps', async () => {
    const turned = await written((x) => tf.reverse(x, 1));
    expect(turned.operators).toEqual(['Gather']);
    expect(turned.y).toEqual([0, 1, 2, 3].flatMap((row) => [5, 4, 3, 2, 1, 0].map((column) => at(row, column))));
  });

  it('floats are cut as before', async () => {
    expect((await written((x) => tf.slice(tf.cast(x, 'float32'), [0, 0], [2, 6]))).operators).toContain('Slice');
  });

  it('large fills are stretched from one element, small ones lie in the model', async () => {
    const small = await written(() => tf.fill([16, 16], 3, 'float32'));
    expect(small.operators).toEqual(['Identity']);
    const filled = await written(() => tf.fill([40, 10], 3, 'float32'));
    expect(filled.operators).toEqual(['Expand']);
    expect(filled.y).toEqual(Array.from({ length: 400 }, () => 3));
  });
});
