// State that is overwritten: the same numbers as with two buffers, and one buffer where that is safe.
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import type { Engine, Feeds, ProgramSource, TensorSpecs } from '../../../src-main/engine/engine.ts';
import { createOnnxEngine } from '../../../src-main/engine/onnx/engine.ts';
import { HostState } from '../../../src-main/engine/onnx/host-state.ts';
import { createReferenceEngine } from '../../../src-main/engine/reference.ts';
import { distance, draws } from '../agreement.ts';

const onnx = createOnnxEngine({ device: 'cpu', threads: 1 });
afterAll(() => onnx.dispose());

/** Large enough to be handed over by itself, and to be put in order. */
const side = 256;
const square = { shape: [side, side], dtype: 'float32' } as const;
const scalar = { shape: [], dtype: 'float32' } as const;
const at = (stream: string) => draws([side, side], { stream, low: -0.1, high: 0.1 }).data;

interface Outcome {
  readonly state: Feeds;
  readonly results: readonly Feeds[];
  /** Names of the tensors that have a second buffer. */
  readonly doubled: readonly string[];
}

async function threeSteps(engine: Engine, source: ProgramSource, values: Feeds): Promise<Outcome> {
  const program = await engine.compile(source);
  const state = await engine.createState(source.state, values);
  const results: Feeds[] = [];
  for (const rate of [0.5, 0.25, 0.125]) results.push(await program.run(state, { rate: Float32Array.of(rate) }));
  const doubled =
    state instanceof HostState ? Object.keys(state.specs).filter((name) => state.buffers(name).next !== null) : [];
  const outcome = { state: await state.read(), results, doubled };
  program.dispose();
  state.dispose();
  return outcome;
}

async function expectAsReference(source: ProgramSource, values: Feeds): Promise<readonly string[]> {
  const expected = await threeSteps(createReferenceEngine(), source, values);
  const seen = await threeSteps(onnx, source, values);
  const pairs = [...expected.results, expected.state].map((feeds, step) => [
    feeds,
    [...seen.results, seen.state][step] ?? {},
  ]);
  for (const [wanted = {}, found = {}] of pairs) {
    for (const [name, data] of Object.entries(wanted)) expect(distance(found[name], data), name).toBeLessThan(1e-5);
  }
  return seen.doubled;
}

function program(
  state: TensorSpecs,
  body: (state: Record<string, tf.Tensor>, rate: tf.Tensor) => ReturnType<ProgramSource['body']>,
): ProgramSource {
  return {
    name: 'overwriting',
    state,
    inputs: { rate: scalar },
    body: (values, { rate }) => body(values as Record<string, tf.Tensor>, rate as tf.Tensor),
  };
}

describe('a state tensor', () => {
  it('has one buffer where its update needs nothing but its own place', async () => {
    const source = program({ weight: square, momentum: square }, ({ weight, momentum }, rate) => {
      const gradient = tf.matMul(tf.tanh(weight as tf.Tensor2D), weight as tf.Tensor2D);
      const next = tf.add(tf.mul(momentum as tf.Tensor, 0.9), gradient);
      return { state: { momentum: next, weight: tf.sub(weight as tf.Tensor, tf.mul(next, rate)) }, results: {} };
    });
    expect(await expectAsReference(source, { weight: at('weight'), momentum: at('momentum') })).toEqual([]);
  });

  it('has one buffer where the gradient of the layer before goes through it: the update waits', async () => {
    const source = program({ first: square, second: square }, ({ first, second }, rate) => {
      const { grads } = tf.valueAndGrads((one: tf.Tensor, two: tf.Tensor) => {
        const hidden = tf.tanh(tf.matMul(tf.ones([2, side]), one as tf.Tensor2D));
        return tf.sum(tf.square(tf.matMul(hidden as tf.Tensor2D, two as tf.Tensor2D))) as tf.Scalar;
      })([first as tf.Tensor, second as tf.Tensor]);
      const [forFirst, forSecond] = grads as [tf.Tensor, tf.Tensor];
      const step = (weight: tf.Tensor, gradient: tf.Tensor) => tf.sub(weight, tf.mul(gradient, rate));
      const state = { first: step(first as tf.Tensor, forFirst), second: step(second as tf.Tensor, forSecond) };
      return { state, results: {} };
    });
    expect(await expectAsReference(source, { first: at('first'), second: at('second') })).toEqual([]);
  });

  it('has one buffer where it is read transposed or reshaped, and those reads come first', async () => {
    const source = program({ weight: square }, ({ weight }, rate) => {
      const turned = tf.matMul(tf.ones([1, side]), weight as tf.Tensor2D, false, true);
      const flat = tf.sum(tf.square(tf.reshape(weight as tf.Tensor, [side * side])));
      const state = { weight: tf.sub(weight as tf.Tensor, tf.mul(tf.tanh(weight as tf.Tensor), rate)) };
      return { state, results: { turned, flat } };
    });
    expect(await expectAsReference(source, { weight: at('weight') })).toEqual([]);
  });

  it('keeps two buffers where it changes places with another', async () => {
    const source = program({ left: square, right: square }, ({ left, right }, rate) => ({
      state: { left: tf.add(right as tf.Tensor, rate), right: tf.sub(left as tf.Tensor, rate) },
      results: {},
    }));
    const doubled = await expectAsReference(source, { left: at('left'), right: at('right') });
    expect(doubled.length).toBeGreaterThan(0);
  });

  it('keeps two buffers where its present values are given out, and moves values about', async () => {
    const source = program({ seen: square, turned: square }, ({ seen, turned }, rate) => ({
      state: { seen: tf.add(seen as tf.Tensor, rate), turned: tf.transpose(turned as tf.Tensor2D) },
      results: { before: tf.reshape(seen as tf.Tensor, [side * side]) },
    }));
    const doubled = await expectAsReference(source, { seen: at('seen'), turned: at('turned') });
    expect([...doubled].sort()).toEqual(['seen', 'turned']);
  });
});
