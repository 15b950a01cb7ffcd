import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import type { ProgramSource, TensorSpec } from '../../../src-main/engine/engine.ts';
import { createOnnxEngine } from '../../../src-main/engine/onnx/engine.ts';
import { divide, type Port } from '../../../src-main/engine/onnx/pack.ts';

const engine = createOnnxEngine({ device: 'cpu', threads: 1 });
afterAll(() => engine.dispose());

const float = (...shape: readonly number[]): TensorSpec => ({ shape, dtype: 'float32' });
const port = (name: string, spec: TensorSpec): Port => ({ name, graphName: `state:${name}`, spec });

describe('dividing tensors', () => {
  const scalar = port('scalar', float());
  const matrix = port('matrix', float(2, 3));
  const vector = port('vector', float(4));
  const large = port('large', float(100, 100));
  const labels = port('labels', { shape: [2], dtype: 'int32' });
  const empty = port('empty', float(0));

  it('lays small floats end to end and leaves large, whole and empty ones alone', () => {
    const { packed, total, alone } = divide([scalar, large, matrix, labels, vector, empty]);
    expect(packed.map(({ name, offset, size }) => [name, offset, size])).toEqual([
      ['scalar', 0, 1],
      ['matrix', 1, 6],
      ['vector', 7, 4],
    ]);
    expect(total).toBe(11);
    expect(alone).toEqual([large, labels, empty]);
  });

  it('does not pack one tensor by itself', () => {
    expect(divide([large, vector])).toEqual({ packed: [], total: 0, alone: [large, vector] });
  });
});

describe('a program with packed tensors', () => {
  const state = { scalar: float(), matrix: float(2, 3), vector: float(4), large: float(40, 40) };
  const sum = (tensor: tf.Tensor | undefined): tf.Tensor => tf.sum(tensor as tf.Tensor);

  /** Moves everything, the large tensor too. */
  const moveAll: ProgramSource = {
    name: 'move all',
    state,
    inputs: { step: float(), shift: float(3), chosen: { shape: [1], dtype: 'int32' } },
    body: ({ scalar, matrix, vector, large }, { step, shift, chosen }) => ({
      state: {
        scalar: tf.add(scalar as tf.Tensor, step as tf.Tensor),
        matrix: tf.add(matrix as tf.Tensor, shift as tf.Tensor),
        vector: tf.mul(vector as tf.Tensor, 2),
        large: tf.add(large as tf.Tensor, step as tf.Tensor),
      },
      results: {
        total: tf.add(sum(matrix), sum(vector)),
        row: tf.add(matrix as tf.Tensor, 0),
        chosen: tf.cast(chosen as tf.Tensor, 'float32'),
      },
    }),
  };
  /** Moves one small tensor, which is then handed over by itself. */
  const moveOne: ProgramSource = {
    name: 'move one',
    state: { scalar: float(), vector: float(4) },
    inputs: {},
    body: ({ scalar, vector }) => ({
      state: { vector: tf.add(vector as tf.Tensor, scalar as tf.Tensor) },
      results: {},
    }),
  };
  const start = {
    scalar: Float32Array.of(1),
    matrix: Float32Array.of(0, 1, 2, 3, 4, 5),
    vector: Float32Array.of(1, 2, 3, 4),
    large: new Float32Array(1_600),
  };
  const feeds = { step: Float32Array.of(2), shift: Float32Array.of(10, 20, 30), chosen: Int32Array.of(7) };

  it('keeps each tensor in its place and shape', async () => {
    const program = await engine.compile(moveAll);
    const values = await engine.createState(state, start);
    const results = await program.run(values, feeds);
    expect(results).toEqual({
      total: Float32Array.of(25),
      row: Float32Array.of(0, 1, 2, 3, 4, 5),
      chosen: Float32Array.of(7),
    });
    expect(await values.read()).toEqual({
      scalar: Float32Array.of(3),
      matrix: Float32Array.of(10, 21, 32, 13, 24, 35),
      vector: Float32Array.of(2, 4, 6, 8),
      large: new Float32Array(1_600).fill(2),
    });
  });

  it('shares its state with a program that packs otherwise, in turns, and sees what is written between', async () => {
    const [all, one] = [await engine.compile(moveAll), await engine.compile(moveOne)];
    const values = await engine.createState(state, start);
    await all.run(values, feeds);
    await one.run(values, {});
    expect(await values.read(['vector'])).toEqual({ vector: Float32Array.of(5, 7, 9, 11) });
    await one.run(values, {});
    await values.write({ scalar: Float32Array.of(0) });
    await all.run(values, feeds);
    expect(await values.read(['scalar', 'vector'])).toEqual({
      scalar: Float32Array.of(2),
      vector: Float32Array.of(16, 20, 24, 28),
    });
  });

  it('hands out results that later steps leave alone', async () => {
    const program = await engine.compile(moveAll);
    const values = await engine.createState(state, start);
    const first = await program.run(values, feeds);
    await program.run(values, feeds);
    expect(first.total).toEqual(Float32Array.of(25));
  });

  it('serves two states without mixing them up', async () => {
    const program = await engine.compile(moveAll);
    const left = await engine.createState(state, start);
    const right = await engine.createState(state, { ...start, vector: Float32Array.of(0, 0, 0, 1) });
    await program.run(left, feeds);
    await program.run(right, feeds);
    await program.run(left, feeds);
    expect((await left.read(['vector'])).vector).toEqual(Float32Array.of(4, 8, 12, 16));
    expect((await right.read(['vector'])).vector).toEqual(Float32Array.of(0, 0, 0, 2));
  });
});
