// Forms for a graphics card: which operators are left, and that the numbers stay. Run on the processor, which knows them all.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { asTheyAre, draws, type Given, written } from './written.ts';

const labels: Given = { x: Int32Array.from({ length: 24 }, (_, at) => 2 ** 24 + at), shape: [4, 6] };
/** Computed without an engine: the labels. */
const at = (row: number, column: number): number => 2 ** 24 + row * 6 + column;

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

it.each([
  ['log(1 + x)', tf.log1p, Math.log1p, 'Log'],
  ['exp(x) - 1', tf.expm1, Math.expm1, 'Exp'],
] as const)('%s of small x needs no function that a shader may round', async (_, body, exact, operator) => {
  const x = Float32Array.of(1e-7, 1e-5, -1e-5, 0.004, -0.015, 0.0156, 0.0157, -0.3, 0.9, 3);
  const { operators, y } = await written({ x, shape: [10] }, (tensor) => body(tensor));
  expect(operators).toContain('Where');
  expect(operators.filter((one) => one === operator)).toHaveLength(1);
  for (const [at, value] of x.entries()) expect((y[at] ?? Number.NaN) / exact(value)).toBeCloseTo(1, 5);
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

  it('are one sum where they are written piece by piece', async () => {
    const given = draws(1, 6);
    const body = (x: tf.Tensor): tf.Tensor => tf.grad((row) => tf.sum(tf.square(tf.tile(row, [9, 1]))))(x);
    const { operators, y } = await written(given, body);
    expect(operators).not.toContain('Add');
    expect(operators).toContain('ReduceSum');
    expectClose(y, (await written(given, body, asTheyAre)).y);
  });

  it('stay as they are where a piece is missing, comes twice or is of another size', async () => {
    const sum = (pieces: readonly tf.Tensor[]): tf.Tensor => pieces.reduce((total, piece) => tf.add(total, piece));
    const bodies = [
      (x: tf.Tensor) => sum((tf.split(x, 9, 0) as tf.Tensor[]).slice(1)),
      (x: tf.Tensor) => {
        const pieces = tf.split(x, 9, 0) as tf.Tensor[];
        return sum([...pieces, pieces[4] as tf.Tensor]);
      },
    ];
    for (const body of bodies) {
      const { operators, y } = await written(draws(9, 6), body);
      expect(operators).toContain('Add');
      expectClose(y, (await written(draws(9, 6), body, asTheyAre)).y);
    }
  });
});
