// A small response network with convolutions, with random parameters, and a batch for it.
import * as tf from '@tensorflow/tfjs-core';
import type { VectorEntry } from '../../src-main/stn/hyperparameter-vector.ts';
import type { TrainBatch } from '../../src-main/stn/train-step.ts';
import { type CnnSpec, cnn } from '../../src-main/zoo/cnn.ts';
import type { Model, ResponseForm } from '../../src-main/zoo/model.ts';
import { normal, uniform } from './tensors.ts';

const [height, width, channels] = [6, 5, 2];

/** 6 x 5 images of two channels, 3 and 4 channels of convolutions, 5 hidden units, 3 classes; a dropout of channels and one of units. */
export const smallCnnSpec = {
  inputs: height * width * channels,
  imageShape: [height, width, channels],
  pixelScale: { mean: [0.4, 0.6], deviation: [0.2, 0.3] },
  featureOfInput: Array.from({ length: height * width * channels }, (_, index) => index),
  conv: [
    { channels: 3, kernel: 3, stride: 1, pool: 2, activation: 'relu' },
    { channels: 4, kernel: 3, stride: 2, pool: 1, activation: 'elu' },
  ],
  hidden: [{ width: 5, activation: 'relu' }],
  outputs: 3,
  hyperparameters: 2,
  active: new Set(['conv1.dropout', 'flatten.dropout']),
} satisfies Omit<CnnSpec, 'form'>;

/** Columns of the vector for names with the range of dropouts. */
export function entriesNamed(...names: readonly string[]): readonly VectorEntry[] {
  return names.map((name) => ({
    name,
    range: [0, 0.9],
    discrete: false,
    isShared: false,
    responseTransform: 'identity',
  }));
}

export function smallCnn(form: ResponseForm, changes: Partial<CnnSpec> = {}): Model {
  return cnn({ ...smallCnnSpec, ...(form === 'none' ? { hyperparameters: 0 } : {}), ...changes, form });
}

/** Random images, labels and draws. */
export function imageBatch(model: Model, rows: number): TrainBatch {
  return {
    x: normal('images', rows, smallCnnSpec.inputs),
    answers: tf.tensor1d(
      Array.from({ length: rows }, (_, row) => row % smallCnnSpec.outputs),
      'int32',
    ),
    noise: Object.fromEntries(
      model.noise.map(({ name, kind, shape }) => [name, (kind === 'uniform' ? uniform : normal)(name, rows, ...shape)]),
    ),
  };
}
