import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { initialParameters } from '../../src-main/methods/programs.ts';
import { responseFactors } from '../../src-main/stn/layer-weights.ts';
import type { Conditions, NamedTensors, Pass } from '../../src-main/stn/network.ts';
import { type LstmSpec, lstm } from '../../src-main/zoo/lstm.ts';
import type { Model, ResponseForm } from '../../src-main/zoo/model.ts';
import { layerSizes } from '../../src-shared/domain/model-size.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { randomLstmParameters, randomTokenBatch, smallLstm, smallSequences, smallText } from '../support/small-lstm.ts';
import { largestDifference, normal, valuesOf } from '../support/tensors.ts';

const rows = 4;
const silent: Conditions = { response: null, valueOf: () => null, noise: null };
const specs: readonly (readonly [string, LstmSpec])[] = [
  ['a running text, tied', smallText],
  ['a running text, untied', { ...smallText, isTied: false }],
  ['sequences, mean read out', smallSequences],
  [
    'sequences, last read out, a dense layer',
    { ...smallSequences, readOut: 'last', hidden: [{ width: 3, activation: 'relu' }] },
  ],
];
const forms: readonly ResponseForm[] = ['none', 'centred', 'published'];

const product = (shape: readonly number[]): number => shape.reduce((size, extent) => size * extent, 1);

function batchOf(model: Model, spec: LstmSpec) {
  const { x, carried } = randomTokenBatch(model, spec, rows);
  return { x: x as tf.Tensor2D, carried };
}

const under = (conditions: Conditions, carried: NamedTensors | undefined): Conditions => ({
  ...conditions,
  ...(carried === undefined ? {} : { carried }),
});

describe.each(specs)('an LSTM on %s', (_, spec) => {
  const isText = spec.tokens?.isRunningText === true;

  it('gives one row of outputs a token of a text or a sequence, and hands on what it says it does', () => {
    const model = lstm(spec);
    const { x, carried } = batchOf(model, spec);
    const pass = model.forward(randomLstmParameters(model), x, under(silent, carried));
    expect(pass.output.shape).toEqual([isText ? rows * spec.inputs : rows, spec.outputs]);
    expect(Object.fromEntries(Object.entries(pass.carried).map(([name, { shape }]) => [name, shape.slice(1)]))).toEqual(
      model.carried,
    );
    expect(Object.keys(model.carried)).toHaveLength(isText ? 4 : 0);
  });

  it.each(forms)('has the layers and the parameters that its config foretells (%s)', (form) => {
    const tuned = form === 'none' ? 0 : spec.hyperparameters;
    const model = lstm({ ...spec, form, hyperparameters: tuned });
    const { hidden, lstm: layers, embedding, readOut, isTied, length } = spec;
    const foretold = layerSizes(
      { kind: 'lstm', hidden, lstm: layers, embedding, readOut, isTied, length },
      { ...spec, tuned, response: form },
    );
    expect(
      model.layers.map(({ name, outputShape, parameters, responseParameters }) => ({
        name,
        outputShape,
        parameters,
        responseParameters,
      })),
    ).toEqual(
      foretold.map(({ name, shape, parameters, responseParameters }) => ({
        name,
        outputShape: shape,
        parameters,
        responseParameters,
      })),
    );
    const held = model.parameters.reduce((total, { shape }) => total + product(shape), 0);
    const listed = model.layers.reduce((total, layer) => total + layer.parameters + layer.responseParameters, 0);
    expect(held).toBe(listed);
  });

  it('permuting the batch permutes the outputs', () => {
    const model = lstm(spec);
    const parameters = randomLstmParameters(model);
    const { x, carried } = batchOf(model, spec);
    const response = normal<tf.Tensor2D>('d', rows, spec.hyperparameters);
    const order = tf.tensor1d([2, 0, 3, 1], 'int32');
    const moved = <T extends tf.Tensor>(tensor: T): T => tf.gather(tensor, order);
    const movedCarried =
      carried === undefined
        ? undefined
        : Object.fromEntries(Object.entries(carried).map(([name, state]) => [name, moved(state)]));
    const byRow = (pass: Pass): tf.Tensor => tf.reshape(pass.output, [rows, -1]);
    const expected = moved(byRow(model.forward(parameters, x, under({ ...silent, response }, carried))));
    const actual = byRow(
      model.forward(parameters, moved(x), under({ ...silent, response: moved(response) }, movedCarried)),
    );
    expect(largestDifference(valuesOf(actual), valuesOf(expected))).toBeLessThan(1e-6);
  });

  it('a centred network starts as the ordinary one', () => {
    const model = lstm(spec);
    const values = initialParameters(model.parameters, new CounterNoise(3));
    const start = Object.fromEntries(
      model.parameters.map(({ name, shape }) => [name, tf.tensor(values[name] ?? [], [...shape])]),
    );
    const { x, carried } = batchOf(model, spec);
    const response = normal<tf.Tensor2D>('d', rows, spec.hyperparameters);
    expect(valuesOf(model.forward(start, x, under({ ...silent, response }, carried)).output)).toEqual(
      valuesOf(model.forward(start, x, under(silent, carried)).output),
    );
  });

  it('drops nothing in evaluation, and something in training', () => {
    const model = lstm(spec);
    const parameters = randomLstmParameters(model);
    const batch = randomTokenBatch(model, spec, rows);
    const outputUnder = (noise: NamedTensors | null): number[] =>
      valuesOf(
        model.forward(parameters, batch.x, under({ ...silent, valueOf: () => tf.scalar(0.5), noise }, batch.carried))
          .output,
      );
    const plain = valuesOf(model.forward(parameters, batch.x, under(silent, batch.carried)).output);
    expect(outputUnder(null)).toEqual(plain);
    for (const [name, draws] of Object.entries({ ...batch.noise, ...batch.sharedNoise })) {
      expect(largestDifference(outputUnder({ [name]: draws }), plain), name).toBeGreaterThan(1e-4);
    }
  });
});

/** W + diag(factors) W_r for one row of hyperparameters, as parameters of an ordinary network. */
function folded(model: Model, parameters: NamedTensors, u: tf.Tensor2D, form: 'centred' | 'published'): NamedTensors {
  const get = (name: string): tf.Tensor => parameters[name] as tf.Tensor;
  return Object.fromEntries(
    model.general
      .filter((name) => !name.endsWith('/gain'))
      .map((name) => {
        const [, layer = '', part = ''] = /^(.+)\/(weight|bias)$/.exec(name) ?? [];
        const map = parameters[`${layer}/response-map`] as tf.Tensor2D | undefined;
        if (map === undefined) return [name, get(name)];
        const factors = layer === 'embedding' ? { weight: tf.matMul(u, map), bias: u } : responseFactors(u, map);
        const own = get(`${layer}/response-${part}`);
        const response = form === 'centred' ? tf.add(own, get(name)) : own;
        const gain = parameters[`${layer}/gain`] ?? tf.scalar(1);
        const along = tf.reshape(factors[part as 'weight' | 'bias'], [-1]);
        return [name, tf.add(tf.mul(get(name), gain), tf.mul(response, along))];
      }),
  );
}

describe.each(['centred', 'published'] as const)('in the %s form', (form) => {
  it.each([
    ['a running text', { ...smallText, isTied: false }],
    ['sequences', smallSequences],
  ] as const)('folding at fixed hyperparameters gives an ordinary network with the same outputs: %s', (_, spec) => {
    const model = lstm({ ...spec, form });
    const plain = lstm({ ...spec, form: 'none', hyperparameters: 0 });
    const parameters = randomLstmParameters(model);
    const u = normal<tf.Tensor2D>('u', 1, spec.hyperparameters);
    const { x, carried } = batchOf(model, spec);
    const withResponse = model.forward(parameters, x, under({ ...silent, response: tf.tile(u, [rows, 1]) }, carried));
    const ordinary = plain.forward(folded(model, parameters, u, form), x, under(silent, carried));
    expect(largestDifference(valuesOf(ordinary.output), valuesOf(withResponse.output))).toBeLessThan(1e-5);
    const general = model.forward(parameters, x, under(silent, carried));
    expect(largestDifference(valuesOf(general.output), valuesOf(withResponse.output))).toBeGreaterThan(1e-2);
  });

  it.each([
    ['a running text', smallText],
    ['sequences', smallSequences],
  ] as const)('one row of the response serves all examples, outputs and gradient alike: %s', (_, spec) => {
    const model = lstm({ ...spec, form });
    const parameters = randomLstmParameters(model);
    const u = normal<tf.Tensor2D>('u', 1, spec.hyperparameters);
    const { x, carried } = batchOf(model, spec);
    const outputOf = (response: tf.Tensor2D): tf.Tensor =>
      model.forward(parameters, x, under({ ...silent, response }, carried)).output;
    const gradientOf = tf.grad((response) => tf.mean(tf.square(outputOf(response as tf.Tensor2D))));
    const repeated = tf.tile(u, [rows, 1]);
    expect(largestDifference(valuesOf(outputOf(u)), valuesOf(outputOf(repeated)))).toBeLessThan(1e-5);
    const ofRows = tf.sum(gradientOf(repeated), 0, true);
    expect(largestDifference(valuesOf(gradientOf(u)), valuesOf(ofRows))).toBeLessThan(1e-5);
    expect(Math.max(...valuesOf(ofRows).map(Math.abs))).toBeGreaterThan(1e-3);
  });
});

it('asks only for the draws in use', () => {
  expect(smallLstm({ active: new Set(['lstm1.dropout', 'recurrent.activationPenalty', 'lstm2.l2']) }).noise).toEqual([
    { name: 'lstm1.dropout', kind: 'uniform', shape: [5] },
  ]);
});

it('weight penalties of an LSTM layer count both of its weights, those of an untied decoder its own', () => {
  const model = smallLstm({ isTied: false });
  const parameters = randomLstmParameters(model);
  const sumOfSquares = (...names: string[]): number =>
    names.reduce((total, name) => total + (valuesOf(tf.sum(tf.square(parameters[name] as tf.Tensor)))[0] as number), 0);
  const only = (wanted: string): Conditions => ({
    ...silent,
    valueOf: (name) => (name === wanted ? tf.scalar(2) : null),
  });
  expect(valuesOf(model.penalty(parameters, only('lstm2.l2')))[0]).toBeCloseTo(
    sumOfSquares('lstm2/input/weight', 'lstm2/hidden/weight'),
    4,
  );
  expect(valuesOf(model.penalty(parameters, only('output.l2')))[0]).toBeCloseTo(sumOfSquares('output/weight'), 4);
  expect(model.penalty(parameters, silent)).toBeNull();
});

it('data of numbers are refused', () => {
  const { tokens: _, ...numbers } = smallText;
  expect(() => lstm(numbers)).toThrow(/tokens/);
});

it('on sequences forget gates begin open, on a running text in the middle', () => {
  const meanOfForgetBias = (spec: LstmSpec): number => {
    const { parameters } = lstm({ ...spec, lstm: [{ width: 64 }] });
    const bias = initialParameters(parameters, new CounterNoise(3))['lstm1/hidden/bias'] ?? [];
    const mean = (from: number): number =>
      Array.from(bias.slice(from, from + 64)).reduce((sum, value) => sum + value, 0) / 64;
    expect(mean(64)).toBeCloseTo(0, 1);
    return mean(0);
  };
  expect(meanOfForgetBias({ ...smallSequences, isTied: false })).toBeCloseTo(1, 1);
  expect(meanOfForgetBias({ ...smallText, isTied: false })).toBeCloseTo(0, 1);
});
