import '../support/tensors.ts';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { layerSpecs, layerWeights, parameterNames } from '../../src-main/zoo/layer-parameters.ts';
import type { ResponseForm } from '../../src-main/zoo/model.ts';

const specsOf = (form: ResponseForm, hyperparameters = 3) =>
  layerSpecs('dense1', { weightShape: [16, 5], hyperparameters, form });
const initialOf = (form: ResponseForm, name: string) =>
  [...specsOf(form).general, ...specsOf(form).response].find((spec) => spec.name === name)?.initial;

it('weights and biases start within one over the root of the inputs', () => {
  const uniform = { kind: 'uniform', bound: 0.25 };
  const names = parameterNames('dense1');
  for (const name of [names.weight, names.bias, names.responseWeight, names.responseBias]) {
    expect(initialOf('published', name)).toEqual(uniform);
  }
  for (const name of [names.weight, names.bias]) expect(initialOf('centred', name)).toEqual(uniform);
});

it('what the centred form adds to the general weights starts at zero', () => {
  const { responseWeight, responseBias } = parameterNames('dense1');
  for (const name of [responseWeight, responseBias]) {
    expect(initialOf('centred', name)).toEqual({ kind: 'constant', value: 0 });
  }
});

it('the map starts small in the published form and at zero in the centred one', () => {
  expect(initialOf('published', 'dense1/response-map')).toEqual({ kind: 'normal', deviation: 0.01 });
  expect(initialOf('centred', 'dense1/response-map')).toEqual({ kind: 'constant', value: 0 });
});

it('the form of Delta-STN has response weights like the published one, a map of zero and no gain', () => {
  for (const name of ['dense1/response-weight', 'dense1/response-bias']) {
    expect(initialOf('delta', name)).toEqual(initialOf('published', name));
  }
  expect(initialOf('delta', 'dense1/response-map')).toEqual({ kind: 'constant', value: 0 });
  expect(initialOf('delta', 'dense1/gain')).toBeUndefined();
});

it('a layer with a response has a gain, which starts at one; an ordinary layer has none', () => {
  expect(initialOf('published', 'dense1/gain')).toEqual({ kind: 'constant', value: 1 });
  expect(initialOf('centred', 'dense1/gain')).toEqual({ kind: 'constant', value: 1 });
  expect(initialOf('none', 'dense1/gain')).toBeUndefined();
});

it('a response costs as much as the layer, and two factors an output and hyperparameter', () => {
  const sizes = specsOf('centred').response.map(({ shape }) => shape.reduce((product, extent) => product * extent, 1));
  expect(sizes).toEqual([16 * 5, 5, 3 * 2 * 5]);
});

it.each([
  ['none', 3],
  ['published', 0],
] as const)('the form %s with %d hyperparameters is an ordinary layer', (form, hyperparameters) => {
  expect(specsOf(form, hyperparameters).response).toEqual([]);
  expect(specsOf(form, hyperparameters).general).toHaveLength(2);
});

it('collecting weights leaves out what is not there and misses only the weight itself', () => {
  const weight = tf.zeros([2, 3]);
  const collected = layerWeights({ 'dense1/weight': weight }, 'dense1', 'centred');
  expect(collected).toEqual({ weight, bias: undefined, gain: undefined, response: undefined });
  expect(() => layerWeights({}, 'dense1', 'none')).toThrow('The parameters lack dense1/weight.');
});

it('in the centred form the response layer sees the general weights plus the response ones', () => {
  const tensors = {
    'dense1/weight': tf.tensor2d([[1, 2]]),
    'dense1/bias': tf.tensor1d([3, 4]),
    'dense1/response-weight': tf.tensor2d([[10, 20]]),
    'dense1/response-bias': tf.tensor1d([30, 40]),
    'dense1/response-map': tf.zeros([1, 4]),
  };
  const responseOf = (form: ResponseForm) => {
    const { response } = layerWeights(tensors, 'dense1', form);
    return [response?.weight.arraySync(), response?.bias?.arraySync()];
  };
  expect(responseOf('centred')).toEqual([[[11, 22]], [33, 44]]);
  expect(responseOf('published')).toEqual([[[10, 20]], [30, 40]]);
  expect(layerWeights(tensors, 'dense1', 'none').response).toBeUndefined();
});
