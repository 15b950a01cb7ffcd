// Small LSTMs with random parameters, on a running text and on padded sequences, and batches for them.
import * as tf from '@tensorflow/tfjs-core';
import type { VectorEntry } from '../../src-main/stn/hyperparameter-vector.ts';
import type { NamedTensors } from '../../src-main/stn/network.ts';
import type { TrainBatch } from '../../src-main/stn/train-step.ts';
import { type LstmSpec, lstm } from '../../src-main/zoo/lstm.ts';
import type { Model } from '../../src-main/zoo/model.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { normal, uniform } from './tensors.ts';

/** 7 tokens, 4 values for each, layers of 5 and 4 units, 6 times; what an LSTM may tune is in use. */
export const smallText = {
  inputs: 6,
  imageShape: null,
  tokens: { vocabulary: 7, isRunningText: true },
  pixelScale: null,
  featureOfInput: [],
  outputs: 7,
  embedding: 4,
  lstm: [{ width: 5 }, { width: 4 }],
  hidden: [],
  readOut: 'mean',
  isTied: true,
  length: 6,
  form: 'centred',
  hyperparameters: 7,
  active: new Set([
    'embedding.embeddingDropout',
    'embedding.dropout',
    'lstm1.dropout',
    'lstm2.dropout',
    'recurrent.dropConnect',
    'recurrent.activationPenalty',
    'recurrent.temporalPenalty',
  ]),
} as const satisfies LstmSpec;

/** The same layers on sequences of 6 tokens of 3 classes. */
export const smallSequences = {
  ...smallText,
  tokens: { vocabulary: 7, isRunningText: false },
  outputs: 3,
  isTied: false,
} as const satisfies LstmSpec;

/** Columns for everything in use; shared as the domain has them. */
export const lstmEntries: readonly VectorEntry[] = [...smallText.active].map((name) => ({
  name,
  range: name.endsWith('Penalty') ? [0, Infinity] : [0, 0.9],
  discrete: false,
  isShared: !/\.dropout$/.test(name),
  responseTransform: 'identity',
}));

/** Random values for every parameter, small enough that no gate is shut. */
export function randomLstmParameters(model: Model): NamedTensors {
  return Object.fromEntries(model.parameters.map(({ name, shape }) => [name, tf.mul(normal(name, ...shape), 0.4)]));
}

/** Random tokens, answers and draws, and where the model has memory a state that was handed on. */
export function randomTokenBatch(model: Model, spec: LstmSpec, rows: number): TrainBatch {
  const isRunningText = spec.tokens?.isRunningText === true;
  const whole = (name: string, count: number, below: number, from = 0): Int32Array =>
    Int32Array.from(
      new CounterNoise(5).uniform(name, 0, new Float32Array(count)),
      (draw) => from + Math.floor(draw * (below - from)),
    );
  const drawn = (isShared: boolean): NamedTensors =>
    Object.fromEntries(
      model.noise
        .filter((noise) => (noise.isShared === true) === isShared)
        .map(({ name, shape }) => [name, uniform(name, ...(isShared ? [] : [rows]), ...shape)]),
    );
  return {
    x: tf.tensor2d(whole('tokens', rows * spec.inputs, 7, isRunningText ? 0 : 1), [rows, spec.inputs], 'int32'),
    answers: tf.tensor1d(whole('answers', isRunningText ? rows * spec.inputs : rows, spec.outputs), 'int32'),
    noise: drawn(false),
    sharedNoise: drawn(true),
    ...(isRunningText
      ? {
          carried: Object.fromEntries(
            Object.entries(model.carried).map(([name, shape]) => [name, normal(name, rows, ...shape)]),
          ),
        }
      : {}),
  };
}

/** A small LSTM. */
export function smallLstm(change: Partial<LstmSpec> = {}): Model {
  return lstm({ ...smallText, ...change });
}
