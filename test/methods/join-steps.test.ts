import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { ProgramSource } from '../../src-main/engine/engine.ts';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { joinSteps } from '../../src-main/methods/join-steps.ts';

const scalar = { shape: [], dtype: 'float32' } as const;
/** a becomes a + x. */
const add: ProgramSource = {
  name: 'add',
  state: { a: scalar },
  inputs: { x: scalar },
  body: ({ a }, { x }) => ({ state: { a: tf.add(a as tf.Tensor, x as tf.Tensor) }, results: { loss: a as tf.Tensor } }),
};
/** b becomes a * b. */
const multiply: ProgramSource = {
  name: 'multiply',
  state: { a: scalar, b: scalar },
  inputs: {},
  body: ({ a, b }) => {
    const product = tf.mul(a as tf.Tensor, b as tf.Tensor);
    return { state: { b: product }, results: { loss: product } };
  },
};

it('one step alone stays as it is', () => {
  const { program, nameOf } = joinSteps([add], ['a']);
  expect(program).toBe(add);
  expect(nameOf(0, 'x')).toBe('x');
});

describe.each([
  ['reference', createReferenceEngine()],
  ['onnx', createOnnxEngine({ device: 'cpu', threads: 1 })],
])('on %s', (_name, engine) => {
  it('each step sees the state as the step before left it, and its own inputs', async () => {
    const { program: source, nameOf } = joinSteps([add, multiply, add], ['a', 'b']);
    expect(source.name).toBe('add+multiply+add');
    const program = await engine.compile(source);
    const state = await engine.createState(source.state, { a: Float32Array.of(1), b: Float32Array.of(5) });
    const results = await program.run(state, {
      [nameOf(0, 'x')]: Float32Array.of(2),
      [nameOf(2, 'x')]: Float32Array.of(10),
    });
    // a: 1, 3, 3, 13; b: 5, 5, 15, 15.
    expect(await state.read()).toEqual({ a: Float32Array.of(13), b: Float32Array.of(15) });
    const read = (position: number, name: string) => results[nameOf(position, name)]?.[0];
    expect([0, 1, 2].map((position) => read(position, 'loss'))).toEqual([1, 15, 3]);
    expect([0, 1].map((position) => [read(position, 'a'), read(position, 'b')])).toEqual([
      [3, 5],
      [3, 15],
    ]);
    expect(read(2, 'a')).toBeUndefined();
    await engine.dispose();
  });
});
