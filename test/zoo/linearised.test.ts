import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { responseGradients } from '../../src-main/stn/delta-step.ts';
import type { Conditions, NamedTensors } from '../../src-main/stn/network.ts';
import { crossEntropy } from '../../src-main/stn/task-loss.ts';
import { type LstmSpec, lstm } from '../../src-main/zoo/lstm.ts';
import { mlp } from '../../src-main/zoo/mlp.ts';
import type { Model } from '../../src-main/zoo/model.ts';
import { activations, type ConvLayer } from '../../src-shared/domain/run-config.ts';
import { slopeByTangents, slopeError } from '../support/slope.ts';
import { entriesNamed, imageBatch, smallCnn, smallCnnSpec } from '../support/small-cnn.ts';
import {
  lstmEntries,
  randomLstmParameters,
  randomTokenBatch,
  smallSequences,
  smallText,
} from '../support/small-lstm.ts';
import { randomBatch, randomParameters, smallEntries, smallSpec } from '../support/small-perceptron.ts';
import { finiteDifferences, largestDifference, normal, valuesOf } from '../support/tensors.ts';

const rows = 6;
const response = normal<tf.Tensor2D>('offset', rows, 2);
/** Differences in float32 agree with a right tangent to a thousandth, with one that lacks a term by far not. */
const tolerance = 2e-3;

/** Smaller weights than unit ones, with which differences cross kinks and saturated units. */
function parametersOf(model: Model): NamedTensors {
  const all = randomParameters(model);
  return Object.fromEntries(Object.entries(all).map(([name, tensor]) => [name, tf.mul(tensor, 0.3)]));
}

function under(model: Model, batch: { readonly noise: NamedTensors }): Conditions & { response: tf.Tensor2D } {
  return { response, valueOf: () => tf.fill([rows], 0.3), noise: model.noise.length === 0 ? null : batch.noise };
}

const padding = Array.from({ length: rows }, (_, row) =>
  Array.from({ length: 6 }, (_, time) => (time < row - 2 ? 0 : 1)),
);

const dense = (...activation: readonly (typeof activations)[number][]): Model =>
  mlp({ ...smallSpec, form: 'delta', hidden: activation.map((one, index) => ({ width: 6 - index, activation: one })) });

const conv = (changes: Partial<ConvLayer>[], more: Parameters<typeof smallCnn>[1] = {}): Model =>
  smallCnn('delta', {
    conv: changes.map((change) => ({ channels: 3, kernel: 3, stride: 1, pool: 1, activation: 'tanh', ...change })),
    ...more,
  });

describe('the linearised pass has the slope that differences give', () => {
  it.each(activations)('behind dense layers with %s and dropout', (activation) => {
    const model = dense(activation, activation);
    const batch = randomBatch(model, rows);
    const point = { parameters: parametersOf(model), x: batch.x, conditions: under(model, batch) };
    expect(slopeError(model, point)).toBeLessThan(tolerance);
  });

  it('without dropout, in evaluation', () => {
    const model = dense('tanh');
    const conditions = { response, valueOf: () => null, noise: null };
    const point = { parameters: parametersOf(model), x: normal('x', rows, smallSpec.inputs), conditions };
    expect(slopeError(model, point)).toBeLessThan(tolerance);
  });

  it('of the centred form too, with its gain and its sum of weights', () => {
    const model = mlp({ ...smallSpec, form: 'centred' });
    const batch = randomBatch(model, rows);
    const point = { parameters: parametersOf(model), x: batch.x, conditions: under(model, batch) };
    expect(slopeError(model, point)).toBeLessThan(tolerance);
  });

  it.each([
    ['a convolution', [{}]],
    ['two convolutions with strides', [{ stride: 2 }, { kernel: 5, stride: 2 }]],
    ['pooling by two behind relu', [{ pool: 2, activation: 'relu' }]],
    ['pooling that leaves a row and a column out', [{ pool: 4, activation: 'elu' }]],
    ['pooling between convolutions', [{ pool: 2 }, { activation: 'sigmoid' }]],
  ] as const)('behind %s and dropout of channels', (_name, layers) => {
    const model = conv([...layers]);
    const batch = imageBatch(model, rows);
    const point = { parameters: parametersOf(model), x: batch.x, conditions: under(model, batch) };
    expect(slopeError(model, point)).toBeLessThan(tolerance);
  });

  it('behind convolutions along the one axis of a table, with three places pooled', () => {
    const model = conv([{ kernel: 5, pool: 3 }, { pool: 2 }], { imageShape: null, pixelScale: null });
    const batch = imageBatch(model, rows);
    const point = { parameters: parametersOf(model), x: batch.x, conditions: under(model, batch) };
    expect(slopeError(model, point)).toBeLessThan(tolerance);
  });

  it.each([
    ['a running text', smallText, {}],
    ['a running text, its decoder not tied', { ...smallText, isTied: false }, {}],
    ['padded sequences read by their mean', smallSequences, {}],
    [
      'padded sequences read at their last token',
      { ...smallSequences, readOut: 'last', hidden: [{ width: 3, activation: 'elu' }] },
      {},
    ],
    ['a running text in the centred form', smallText, { form: 'centred' }],
  ] satisfies [string, LstmSpec, Partial<LstmSpec>][])(
    'of LSTMs on %s, with all that they drop',
    (_name, spec, change) => {
      const model = lstm({ ...spec, form: 'delta', ...change });
      const batch = randomTokenBatch(model, spec, rows);
      // Padding in front of some sequences.
      const x =
        spec.tokens?.isRunningText === true ? batch.x : tf.mul(batch.x, tf.tensor2d(padding, [rows, 6], 'int32'));
      const point = {
        parameters: randomLstmParameters(model),
        x,
        conditions: {
          response: tf.mul(normal<tf.Tensor2D>('offset of seven', rows, smallText.hyperparameters), 0.5) as tf.Tensor2D,
          valueOf: (name: string) => (/\.dropout$/.test(name) ? tf.fill([rows], 0.3) : tf.scalar(0.3)),
          noise: { ...batch.noise, ...batch.sharedNoise },
          ...(batch.carried === undefined ? {} : { carried: batch.carried }),
        },
      };
      expect(slopeError(model, point)).toBeLessThan(tolerance);
    },
  );
});

describe.each([
  ['a perceptron', dense('relu', 'tanh')],
  ['a convolutional network', conv([{ pool: 2 }, { activation: 'relu' }])],
])('the linearised pass of %s', (_name, model) => {
  const isImage = model.layers.some(({ name }) => name.startsWith('conv'));
  const batch = isImage ? imageBatch(model, rows) : randomBatch(model, rows);
  const parameters = parametersOf(model);
  const conditions = under(model, batch);
  const entries = isImage ? entriesNamed(...smallCnnSpec.active) : smallEntries;
  const state = { entries, u: tf.tensor1d([-1.1, 0.4]), s: tf.tensor1d([-0.4, 0.3]), held: {} };
  const problem = { network: model, loss: crossEntropy, parameters, batch };
  const perturbation = normal<tf.Tensor2D>('perturbation', rows, 2);

  it('is linear in the offset: twice the offset, twice the change', () => {
    const once = slopeByTangents(model, { parameters, x: batch.x, conditions });
    const twice = slopeByTangents(model, {
      parameters,
      x: batch.x,
      conditions: { ...conditions, response: tf.mul(response, 2) as tf.Tensor2D },
    });
    const scale = Math.max(...once.map(Math.abs));
    expect(scale).toBeGreaterThan(0.01);
    expect(
      largestDifference(
        twice,
        once.map((change) => 2 * change),
      ) / scale,
    ).toBeLessThan(1e-4);
  });

  it('is the ordinary network where the offset is zero', () => {
    const none = { ...conditions, response: tf.zerosLike(response) };
    expect(Math.max(...slopeByTangents(model, { parameters, x: batch.x, conditions: none }).map(Math.abs))).toBe(0);
  });

  it('gives response weights the gradient that differences of the objective give', () => {
    const name = `${isImage ? 'conv1' : 'dense1'}/response-map`;
    const map = parameters[name] as tf.Tensor;
    const few = valuesOf(map).slice(0, 4);
    const objectiveAt = (values: readonly number[]): number => {
      const moved = tf.tensor([...values, ...valuesOf(map).slice(4)], map.shape);
      return responseObjective({ ...problem, parameters: { ...parameters, [name]: moved } });
    };
    const { gradients } = responseGradients(problem, state, { perturbation, isLinearised: true });
    const own = valuesOf(gradients[name]).slice(0, 4);
    const scale = Math.max(...own.map(Math.abs));
    expect(largestDifference(own, finiteDifferences(few, objectiveAt)) / scale).toBeLessThan(0.01);
  });

  it('leaves general weights alone', () => {
    const { gradients } = responseGradients(problem, state, { perturbation, isLinearised: true });
    expect(Object.keys(gradients)).toEqual([...model.response]);
  });

  function responseObjective(at: typeof problem): number {
    return Number(valuesOf(responseGradients(at, state, { perturbation, isLinearised: true }).loss)[0]);
  }
});

it('the linearised pass of an LSTM gives response weights the gradient that differences of the objective give', () => {
  const model = lstm({ ...smallText, form: 'delta' });
  const batch = randomTokenBatch(model, smallText, rows);
  const parameters = randomLstmParameters(model);
  const state = { entries: lstmEntries, u: tf.fill<tf.Rank.R1>([7], -1), s: tf.fill<tf.Rank.R1>([7], -0.4), held: {} };
  const perturbation = normal<tf.Tensor2D>('perturbation of seven', rows, 7);
  const at = (changed: NamedTensors) =>
    responseGradients({ network: model, loss: crossEntropy, parameters: { ...parameters, ...changed }, batch }, state, {
      perturbation,
      isLinearised: true,
    });
  const { gradients } = at({});
  for (const name of [
    'embedding/response-weight',
    'lstm1/input/response-map',
    'lstm1/hidden/response-weight',
    'lstm2/hidden/response-bias',
  ]) {
    const tensor = parameters[name] as tf.Tensor;
    const few = valuesOf(tensor).slice(0, 4);
    const own = valuesOf(gradients[name]).slice(0, 4);
    const differences = finiteDifferences(few, (values) =>
      Number(valuesOf(at({ [name]: tf.tensor([...values, ...valuesOf(tensor).slice(4)], tensor.shape) }).loss)[0]),
    );
    const scale = Math.max(...valuesOf(gradients[name]).map(Math.abs));
    expect(largestDifference(own, differences) / scale, name).toBeLessThan(0.02);
  }
});
