import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { NamedTensors } from '../../src-main/stn/network.ts';
import { followResponse } from '../../src-main/zoo/follow-response.ts';
import type { Model } from '../../src-main/zoo/model.ts';
import { imageBatch, smallCnn } from '../support/small-cnn.ts';
import { randomLstmParameters, randomTokenBatch, smallLstm, smallSequences } from '../support/small-lstm.ts';
import { randomBatch, randomParameters, smallPerceptron } from '../support/small-perceptron.ts';
import { largestDifference, normal, valuesOf } from '../support/tensors.ts';

const rows = 3;
/** Short enough that no unit's share reaches its limit. */
const step = (model: Model): tf.Tensor1D => {
  const width = model.parameters.find(({ name }) => name.endsWith('/response-map'))?.shape[0] ?? 0;
  return tf.mul(normal<tf.Tensor1D>('step', width), 1e-3);
};

/** The embedding's own response is left out: it does not follow. */
function withoutEmbeddingsResponse(parameters: NamedTensors): NamedTensors {
  const map = parameters['embedding/response-map'];
  return map === undefined ? parameters : { ...parameters, 'embedding/response-map': tf.zerosLike(map) };
}

const networks: readonly (readonly [string, () => { model: Model; parameters: NamedTensors; x: tf.Tensor }])[] = [
  [
    'perceptron',
    () => {
      const model = smallPerceptron('centred');
      return { model, parameters: randomParameters(model), x: randomBatch(model, rows).x };
    },
  ],
  [
    'convolutional network',
    () => {
      const model = smallCnn('centred');
      return { model, parameters: randomParameters(model), x: imageBatch(model, rows).x };
    },
  ],
  [
    'LSTM',
    () => {
      const model = smallLstm(smallSequences);
      return { model, parameters: randomLstmParameters(model), x: randomTokenBatch(model, smallSequences, rows).x };
    },
  ],
];

describe.each(networks)('a %s that follows its response', (_, made) => {
  const { model, parameters: drawn, x } = made();
  const parameters = withoutEmbeddingsResponse(drawn);
  const offset = step(model);
  const moved = { ...parameters, ...followResponse(parameters, model.response, offset) };
  const output = (of: NamedTensors, response: tf.Tensor2D | null): number[] =>
    valuesOf(model.forward(of, x, { response, valueOf: () => null, noise: null }).output);
  const asRows = (vector: tf.Tensor1D): tf.Tensor2D => tf.tile(tf.reshape(vector, [1, -1]), [rows, 1]);

  it('gives at no offset what it gave at the offset it was moved by', () => {
    const promised = output(parameters, asRows(offset));
    expect(largestDifference(output(moved, null), promised)).toBeLessThan(2e-5);
    expect(largestDifference(output(parameters, null), promised)).toBeGreaterThan(1e-3);
  });

  it('responds to a further offset as it did before', () => {
    const twice = output(parameters, asRows(tf.mul(offset, 2)));
    expect(largestDifference(output(moved, asRows(offset)), twice)).toBeLessThan(2e-5);
  });
});

it('leaves an embedding where it is, which the decoder may read too', () => {
  const model = smallLstm();
  const moved = followResponse(randomLstmParameters(model), model.response, step(model));
  expect(Object.keys(moved).filter((name) => name.startsWith('embedding/'))).toEqual([]);
  expect(Object.keys(moved)).toContain('lstm1/hidden/weight');
});

it('moves no unit by more than 2 % of what its response layer is given, however steep the map', () => {
  const model = smallPerceptron('centred');
  const parameters = randomParameters(model);
  const moved = followResponse(parameters, model.response, tf.tensor1d([50, -50]));
  const { 'dense1/weight': weight, 'dense1/response-weight': own, 'dense1/gain': gain } = parameters;
  const whole = tf.div(tf.add(weight as tf.Tensor, own as tf.Tensor), gain as tf.Tensor);
  const share = tf.div(tf.sub(moved['dense1/weight'] as tf.Tensor, weight as tf.Tensor), whole);
  for (const value of valuesOf(tf.abs(share))) expect(value).toBeCloseTo(0.02, 4);
});
