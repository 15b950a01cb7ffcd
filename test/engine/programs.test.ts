import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import type { Engine, ProgramSource } from '../../src-main/engine/engine.ts';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { evaluateSource, feedsOf, freshState, train, trainSource } from './perceptron.ts';

const reference = createReferenceEngine();
const onnx = createOnnxEngine({ device: 'cpu', threads: 2 });
const engines: readonly (readonly [string, Engine])[] = [
  ['reference', reference],
  ['onnx on the processor', onnx],
];
afterAll(() => Promise.all(engines.map(([, engine]) => engine.dispose())));

const pair = { shape: [2], dtype: 'float32' } as const;

/** total next = total + x; the result is their product. */
const addUp: ProgramSource = {
  name: 'add up',
  state: { total: pair },
  inputs: { x: pair },
  body: ({ total }, { x }) => ({
    state: { total: tf.add(total as tf.Tensor, x as tf.Tensor) },
    results: { product: tf.mul(total as tf.Tensor, x as tf.Tensor) },
  }),
};

describe.each(engines)('a program on %s', (_, engine) => {
  it('advances the state and gives back the results', async () => {
    const program = await engine.compile(addUp);
    const state = await engine.createState({ total: pair }, { total: Float32Array.of(1, 2) });
    const x = Float32Array.of(10, 20);
    const first = await program.run(state, { x });
    // The caller's array is free again once the run has ended.
    x.set([1, 1]);
    const second = await program.run(state, { x });
    expect(first).toEqual({ product: Float32Array.of(10, 40) });
    expect(second).toEqual({ product: Float32Array.of(11, 22) });
    expect(await state.read()).toEqual({ total: Float32Array.of(12, 23) });
  });

  it('keeps large states and results apart from the copies that a step throws away', async () => {
    const large = { shape: [10_000], dtype: 'float32' } as const;
    const program = await engine.compile({ ...addUp, state: { total: large }, inputs: { x: large } });
    const state = await engine.createState({ total: large }, { total: new Float32Array(10_000) });
    const results = [];
    for (const value of [1, 2, 3]) results.push(await program.run(state, { x: new Float32Array(10_000).fill(value) }));
    expect(results.map(({ product }) => [product?.length, product?.[9_999]])).toEqual([
      [10_000, 0],
      [10_000, 2],
      [10_000, 9],
    ]);
    expect(await state.read()).toEqual({ total: new Float32Array(10_000).fill(6) });
  });

  it('takes values written into the state, and gives copies when the state is read', async () => {
    const program = await engine.compile(addUp);
    const start = Float32Array.of(1, 2);
    const state = await engine.createState({ total: pair }, { total: start });
    start.fill(99);
    const before = await state.read();
    await state.write({ total: Float32Array.of(-1, -2) });
    await program.run(state, { x: Float32Array.of(5, 5) });
    expect(before).toEqual({ total: Float32Array.of(1, 2) });
    expect(await state.read(['total'])).toEqual({ total: Float32Array.of(4, 3) });
  });

  it('gives out an input, a constant, a scalar and the same tensor twice', async () => {
    const program = await engine.compile({
      name: 'odd outputs',
      state: { a: pair, b: pair },
      inputs: { x: pair, unused: pair, count: { shape: [], dtype: 'int32' } },
      body: ({ a, b }, { x, count }) => {
        const sum = tf.add(a as tf.Tensor, 1);
        return {
          // a and b change places; x is handed through; one tensor goes to two places.
          state: { a: b as tf.Tensor, b: a as tf.Tensor },
          results: {
            x: x as tf.Tensor,
            constant: tf.tensor1d([7, 8]),
            filled: tf.zeros([2]),
            sum,
            again: sum,
            count: tf.add(count as tf.Tensor, tf.scalar(1, 'int32')),
            isLarge: tf.greater(x as tf.Tensor, 5),
          },
        };
      },
    });
    const state = await engine.createState(
      { a: pair, b: pair },
      { a: Float32Array.of(1, 2), b: Float32Array.of(3, 4) },
    );
    const feeds = { x: Float32Array.of(5, 6), unused: new Float32Array(2), count: Int32Array.of(41) };
    expect(await program.run(state, feeds)).toEqual({
      x: Float32Array.of(5, 6),
      constant: Float32Array.of(7, 8),
      filled: Float32Array.of(0, 0),
      sum: Float32Array.of(2, 3),
      again: Float32Array.of(2, 3),
      count: Int32Array.of(42),
      isLarge: Float32Array.of(0, 1),
    });
    expect(await state.read()).toEqual({ a: Float32Array.of(3, 4), b: Float32Array.of(1, 2) });
  });

  it('shares one state with another program', async () => {
    const step = await engine.compile(trainSource);
    const evaluate = await engine.compile(evaluateSource);
    const state = await freshState(engine);
    const rate = Float32Array.of(0.1);
    const { loss: before } = await evaluate.run(state, feedsOf(0));
    const { loss: stepLoss } = await step.run(state, { ...feedsOf(0), rate });
    const { loss: after } = await evaluate.run(state, feedsOf(0));
    expect(stepLoss?.[0]).toBeCloseTo(before?.[0] as number, 6);
    expect(after?.[0]).toBeLessThan(before?.[0] as number);
  });

  it('refuses feeds of the wrong length, type or name before they reach the engine', async () => {
    const program = await engine.compile(addUp);
    const state = await engine.createState({ total: pair }, { total: new Float32Array(2) });
    await expect(program.run(state, { x: new Float32Array(3) })).rejects.toThrow(/"x" has 3 values.*expected 2/);
    await expect(program.run(state, { x: new Int32Array(2) })).rejects.toThrow(/Int32Array/);
    await expect(program.run(state, {})).rejects.toThrow(/no values for "x"/);
  });

  it('trains the same way to the bit when it trains again', async () => {
    const [first, second] = [await train(engine, 30), await train(engine, 30)];
    expect(second.losses).toEqual(first.losses);
    expect(second.w1).toEqual(first.w1);
  });
});

describe('two engines in one process', () => {
  it('follow the same course for 200 steps', async () => {
    const expected = await train(reference, 200);
    const seen = await train(onnx, 200);
    expect(expected.losses[0]).toBeGreaterThan(1);
    expect(expected.losses.at(-1)).toBeLessThan(0.4);
    const distances = seen.losses.map((loss, step) => Math.abs(loss - (expected.losses[step] as number)));
    expect(Math.max(...distances)).toBeLessThan(1e-3);
  });

  it('can take turns', async () => {
    const programs = await Promise.all([reference.compile(addUp), onnx.compile(addUp)]);
    const total = { total: Float32Array.of(1, 1) };
    const states = await Promise.all([reference, onnx].map((engine) => engine.createState({ total: pair }, total)));
    for (const value of [1, 2, 3]) {
      const runs = programs.map((program, at) =>
        program.run(states[at] as never, { x: Float32Array.of(value, -value) }),
      );
      await Promise.all(runs);
    }
    for (const state of states) expect(await state.read()).toEqual({ total: Float32Array.of(7, -5) });
  });

  it("refuse each other's states", async () => {
    const program = await onnx.compile(addUp);
    const foreign = await reference.createState({ total: pair }, { total: new Float32Array(2) });
    await expect((async () => program.run(foreign, { x: new Float32Array(2) }))()).rejects.toThrow(/another engine/);
  });
});

describe('compiling', () => {
  it('names the operation and the program when an operation cannot be recorded', async () => {
    const source: ProgramSource = {
      name: 'spectrum',
      state: {},
      inputs: { x: pair },
      body: (_, { x }) => ({ state: {}, results: { y: tf.real(tf.fft(tf.complex(x as tf.Tensor, x as tf.Tensor))) } }),
    };
    await expect(onnx.compile(source)).rejects.toMatchObject({
      code: 'engine/unknown-kernel',
      message: expect.stringMatching(/"spectrum".*Complex/),
    });
  });

  it('refuses a next state of another shape than its state', async () => {
    const source: ProgramSource = {
      ...addUp,
      body: ({ total }) => ({ state: { total: tf.sum(total as tf.Tensor) }, results: {} }),
    };
    await expect(onnx.compile(source)).rejects.toMatchObject({ code: 'engine/state-mismatch' });
  });

  it('says that values do not exist yet when a body reads them', async () => {
    const source: ProgramSource = {
      ...addUp,
      body: ({ total }) => ({ state: {}, results: { first: tf.scalar((total as tf.Tensor).dataSync()[0] as number) } }),
    };
    await expect(onnx.compile(source)).rejects.toThrow(/"?add up"?.*do not exist/);
  });

  it('leaves TensorFlow.js as it was, also after a failure', async () => {
    const before = tf.getBackend();
    const tensors = tf.memory().numTensors;
    await onnx
      .compile({
        ...addUp,
        body: () => {
          throw new Error('from the body');
        },
      })
      .catch(() => undefined);
    await onnx.compile(addUp);
    expect(tf.getBackend()).toBe(before);
    expect(tf.memory().numTensors).toBe(tensors);
  });
});
