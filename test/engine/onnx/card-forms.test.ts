// Forms for a graphics card: which operators are left, and that the numbers stay. Run on the processor, which knows them all.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { TensorData } from '../../../src-main/engine/engine.ts';
import { forCard } from '../../../src-main/engine/onnx/card-forms.ts';
import { record } from '../../../src-main/engine/onnx/record.ts';
import { openSession } from '../../../src-main/engine/onnx/session.ts';
import { dataOf, tensorOver } from '../../../src-main/engine/onnx/tensors.ts';
import type { Value } from '../../../src-main/engine/onnx/value.ts';
import { encodeModel, writeGraph } from '../../../src-main/engine/onnx/write-model.ts';
import { CounterNoise } from '../../../src-shared/noise/counter-noise.ts';

interface Given {
  readonly x: TensorData;
  readonly shape: readonly number[];
}

const asTheyAre = (outputs: readonly Value[]): readonly Value[] => outputs;

/** The operators that a body of x is written as, and what it computes. */
async function written({ x, shape }: Given, body: (x: tf.Tensor) => tf.Tensor, form = forCard) {
  const spec = { shape, dtype: x instanceof Int32Array ? 'int32' : 'float32' } as const;
  const { results } = record({
    name: 'forms',
    state: {},
    inputs: { x: spec },
    body: (_, inputs) => ({ state: {}, results: { y: body(inputs.x as tf.Tensor) } }),
  });
  const [y] = form(Object.values(results));
  if (y === undefined) throw new Error('Nothing was recorded.');
  const graph = writeGraph('forms', [{ name: 'y', value: y }], 7);
  const places = { onDevice: [], inMemory: ['y'], sharesMemory: false, isLong: true, isRecurrent: false };
  const session = await openSession(encodeModel(graph), { device: 'cpu', threads: 1 }, places);
  const outputs = await session.run({ 'input:x': tensorOver(x, spec) });
  await session.release();
  return { operators: (graph.node ?? []).map(({ opType }) => opType), y: Array.from(dataOf(outputs.y as never)) };
}

const labels: Given = { x: Int32Array.from({ length: 24 }, (_, at) => 2 ** 24 + at), shape: [4, 6] };
/** Computed without an engine: the labels. */
const at = (row: number, column: number): number => 2 ** 24 + row * 6 + column;

function draws(...shape: number[]): Given {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return { x: new CounterNoise(3).uniform('x', 0, new Float32Array(size)), shape };
}

describe('whole numbers, on a graphics card', () => {
  it('are picked piece by piece, exactly, however large they are', async () => {
    const { operators, y } = await written(labels, (x) => tf.slice(x, [1, 2], [2, 3]));
    expect(operators).toEqual(['Gather', 'Gather']);
    expect(y).toEqual([1, 2].flatMap((row) => [2, 3, 4].map((column) => at(row, column))));
  });

  it('are turned about', async () => {
    const turned = await written(labels, (x) => tf.reverse(x, 1));
    expect(turned.operators).toEqual(['Gather']);
    expect(turned.y).toEqual([0, 1, 2, 3].flatMap((row) => [5, 4, 3, 2, 1, 0].map((column) => at(row, column))));
  });

  it('leave the cutting of floats as it is', async () => {
    const { operators } = await written(draws(4, 6), (x) => tf.slice(x, [0, 0], [2, 6]));
    expect(operators).toEqual(['Slice']);
  });
});

it('large fills are stretched from one element, small ones lie in the model', async () => {
  const small = await written(labels, () => tf.fill([16, 16], 3, 'float32'));
  expect(small.operators).toEqual(['Identity']);
  const large = await written(labels, () => tf.fill([40, 10], 3, 'float32'));
  expect(large.operators).toEqual(['Expand']);
  expect(large.y).toEqual(Array.from({ length: 400 }, () => 3));
});

describe('a value cut into more pieces than a shader gives out', () => {
  it.each([
    [35, 6],
    [8, 2],
    [100, 18],
  ])('is cut in stages: %i pieces by %i operations', async (count, operations) => {
    const given = draws(count * 2, 3);
    const turned = (x: tf.Tensor): tf.Tensor => tf.concat((tf.split(x, count, 0) as tf.Tensor[]).reverse(), 0);
    const { operators, y } = await written(given, turned);
    expect(operators.filter((operator) => operator === 'Split')).toHaveLength(operations);
    expect(operators).not.toContain('Slice');
    expect(y).toEqual((await written(given, turned, asTheyAre)).y);
  });
});

describe('long sums with a small result', () => {
  const expectClose = (seen: readonly number[], expected: readonly number[]): void =>
    expect(Math.max(...seen.map((value, index) => Math.abs(value / (expected[index] ?? Number.NaN) - 1)))).toBeLessThan(
      1e-5,
    );

  it('are products of pieces side by side where they are products', async () => {
    const given = draws(8192, 5);
    const body = (x: tf.Tensor): tf.Tensor => tf.matMul(tf.mul(x, 2), tf.add(x, 1), true, false);
    const { operators, y } = await written(given, body);
    expect(operators).toContain('MatMul');
    expect(operators).not.toContain('Gemm');
    expectClose(y, (await written(given, body, asTheyAre)).y);
  });

  it('are left alone where the rows are few or cannot be divided', async () => {
    const body = (x: tf.Tensor): tf.Tensor => tf.matMul(x as tf.Tensor2D, x as tf.Tensor2D, true, false);
    expect((await written(draws(512, 5), body)).operators).toEqual(['Gemm']);
    expect((await written(draws(4099, 5), body)).operators).toEqual(['Gemm']);
  });

  it.each([
    ['squares', (x: tf.Tensor) => tf.sum(tf.square(x))],
    ['values', (x: tf.Tensor) => tf.sum(x)],
  ])('are taken row by row where they run over everything: %s', async (_, body) => {
    const given = draws(512, 8, 32);
    const { operators, y } = await written(given, body);
    expect(operators.filter((operator) => operator?.startsWith('ReduceSum'))).toHaveLength(2);
    expectClose(y, (await written(given, body, asTheyAre)).y);
    expect((await written(draws(8, 8), body)).operators).toHaveLength(1);
  });
});
