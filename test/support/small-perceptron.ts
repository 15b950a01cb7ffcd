// A small response perceptron with random parameters, and a batch for it.
import * as tf from '@tensorflow/tfjs-core';
import type { VectorEntry } from '../../src-main/stn/hyperparameter-vector.ts';
import type { NamedTensors } from '../../src-main/stn/network.ts';
import type { TrainBatch } from '../../src-main/stn/train-step.ts';
import { layerWeights } from '../../src-main/zoo/layer-parameters.ts';
import { type MlpSpec, mlp } from '../../src-main/zoo/mlp.ts';
import type { Model, ResponseForm } from '../../src-main/zoo/model.ts';
import type { PlainLayer } from './plain-perceptron.ts';
import { normal, uniform } from './tensors.ts';

/** 5 inputs, 4 and 3 hidden units, 3 classes; dropout at the input and behind the first hidden layer, both tuned. */
export const smallSpec = {
  inputs: 5,
  imageShape: null,
  pixelScale: null,
  hidden: [
    { width: 4, activation: 'relu' },
    { width: 3, activation: 'relu' },
  ],
  outputs: 3,
  featureOfInput: [0, 1, 2, 3, 4],
  hyperparameters: 2,
  active: new Set(['input.dropout', 'dense1.dropout']),
} as const satisfies Omit<MlpSpec, 'form'>;

export const smallEntries: readonly VectorEntry[] = ['input.dropout', 'dense1.dropout'].map((name) => ({
  name,
  range: [0, 0.9],
  discrete: false,
  isShared: false,
  responseTransform: 'identity',
}));

export function smallPerceptron(form: ResponseForm): Model {
  return mlp({ ...smallSpec, form });
}

/** Random values for every parameter, also for those that start at a constant: nothing is zero by chance. */
export function randomParameters(model: Model): NamedTensors {
  return Object.fromEntries(model.parameters.map(({ name, shape }) => [name, normal(name, ...shape)]));
}

/** Random examples, labels and draws. */
export function randomBatch(model: Model, rows: number): TrainBatch & { readonly labels: readonly number[] } {
  const labels = Array.from({ length: rows }, (_, row) => row % smallSpec.outputs);
  return {
    x: normal('examples', rows, smallSpec.inputs),
    answers: tf.tensor1d(labels, 'int32'),
    noise: Object.fromEntries(
      model.noise.map(({ name, kind, shape }) => [name, (kind === 'uniform' ? uniform : normal)(name, rows, ...shape)]),
    ),
    labels,
  };
}

/** The same parameters in plain numbers. */
export function plainLayers(parameters: NamedTensors, form: ResponseForm): readonly PlainLayer[] {
  return ['dense1', 'dense2', 'output'].map((layer) => {
    const { weight, bias, gain, response } = layerWeights<tf.Tensor2D>(parameters, layer, form);
    if (bias === undefined || response?.bias === undefined) throw new Error(`The layer ${layer} lacks a bias.`);
    return {
      weight: weight.arraySync(),
      bias: bias.arraySync(),
      gain: gain?.arraySync()[0] ?? 1,
      responseWeight: response.weight.arraySync(),
      responseBias: response.bias.arraySync(),
      map: response.map.arraySync(),
    };
  });
}
