// A network small enough to follow by hand: it remembers the tokens it has read, each half as well as the next, and expects what a table
// says to that. A training step only lets the table fade and remembers what was read.
import * as tf from '@tensorflow/tfjs-core';
import { tokenStream } from '../../src-main/data/rows.ts';
import type { NamedTensors, ProgramSource } from '../../src-main/engine/engine.ts';
import type { Learner } from '../../src-main/methods/method.ts';
import { crossEntropy } from '../../src-main/stn/task-loss.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';

export const vocabulary = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const;
const V = vocabulary.length;

/** What the table holds: [V, V] logits for each token remembered. */
export const table = new CounterNoise(3).normal('table', 0, new Float32Array(V * V));

/** A made-up text. */
export function madeUpText<Name extends 'train' | 'validation'>(part: Name, count: number) {
  const draws = new CounterNoise(5).uniform(part, 0, new Float32Array(count));
  return tokenStream(
    part,
    Int32Array.from(draws, (draw) => Math.floor(draw * V)),
  );
}

/** Logits after every token of one text read from its beginning, in plain numbers. */
export function plainLogits(tokens: ArrayLike<number>): number[][] {
  const memory = new Array<number>(V).fill(0);
  return Array.from(tokens, (token) => {
    for (let index = 0; index < V; index++) memory[index] = 0.5 * (memory[index] ?? 0) + (index === token ? 1 : 0);
    return vocabulary.map((_, column) =>
      memory.reduce((sum, value, row) => sum + value * (table[row * V + column] ?? 0), 0),
    );
  });
}

function read(state: NamedTensors, inputs: NamedTensors) {
  const tokens = inputs.x as tf.Tensor2D;
  const [rows, length] = tokens.shape;
  let memory = inputs['carried/memory'] as tf.Tensor;
  const logits: tf.Tensor[] = [];
  for (let time = 0; time < length; time++) {
    const token = tf.reshape(tf.slice(tokens, [0, time], [rows, 1]), [rows]);
    memory = tf.add(tf.mul(memory, 0.5), tf.cast(tf.oneHot(tf.cast(token, 'int32'), V), 'float32'));
    logits.push(tf.reshape(tf.matMul(memory as tf.Tensor2D, state.table as tf.Tensor2D), [rows, 1, V]));
  }
  return { output: tf.reshape(tf.concat(logits, 1), [rows * length, V]) as tf.Tensor2D, memory };
}

function specsFor(rows: number, length: number): ProgramSource['inputs'] {
  return {
    x: { shape: [rows, length], dtype: 'int32' },
    'carried/memory': { shape: [rows, V], dtype: 'float32' },
  };
}

const state = {
  table: { shape: [V, V], dtype: 'float32' },
} as const;

/** The programs that need the table alone. @param length tokens that one call reads of each stream */
export function textReader(
  length: number,
): Pick<Learner, 'evaluation' | 'state'> & { readonly generation: ProgramSource } {
  return {
    state,
    evaluation: (rows) => ({
      name: 'evaluate',
      state,
      inputs: { ...specsFor(rows, length), answers: { shape: [rows * length], dtype: 'int32' } },
      body: (values, inputs) => {
        const { output, memory } = read(values, inputs);
        const loss = crossEntropy(output, inputs.answers as tf.Tensor1D);
        return { state: {}, results: { loss, 'carried/memory': memory } };
      },
    }),
    generation: {
      name: 'write',
      state,
      inputs: specsFor(1, 1),
      body: (values, inputs) => {
        const { output, memory } = read(values, inputs);
        return { state: {}, results: { output, 'carried/memory': memory } };
      },
    },
  };
}

/** A learner that can be driven by the loop. @param streams of a training step @param ordinary gives what a text has no part in */
export function textLearner(streams: number, length: number, ordinary: Learner): Learner {
  const reader = textReader(length);
  const trained = { ...state, memory: { shape: [streams, V], dtype: 'float32' } } as const;
  return {
    ...ordinary,
    ...reader,
    model: { ...ordinary.model, largestActivity: length * V },
    hyperparameters: [],
    state: trained,
    initialState: () => ({ table, memory: new Float32Array(streams * V) }),
    trainStep: {
      rows: streams,
      noise: [],
      program: {
        name: 'train',
        state: trained,
        inputs: {
          x: { shape: [streams, length], dtype: 'int32' },
          answers: { shape: [streams * length], dtype: 'int32' },
          keep: { shape: [], dtype: 'float32' },
          learningRate: { shape: [], dtype: 'float32' },
        },
        body: (values, inputs) => {
          const carried = tf.mul(values.memory as tf.Tensor, inputs.keep as tf.Tensor);
          const { output, memory } = read(values, { ...inputs, 'carried/memory': carried });
          const loss = tf.mean(crossEntropy(output, inputs.answers as tf.Tensor1D));
          return { state: { table: tf.mul(values.table as tf.Tensor, 0.99), memory }, results: { loss } };
        },
      },
    },
    hyperStep: null,
    warmUpEpochs: 0,
    alternation: { trainSteps: 1, hyperSteps: 0 },
    hyperparameterState: [],
    read: () => ({ values: [], scales: [] }),
  };
}
