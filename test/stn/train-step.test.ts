import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { centredTrainStep } from '../../src-main/stn/centred-step.ts';
import type { NamedTensors } from '../../src-main/stn/network.ts';
import { crossEntropy } from '../../src-main/stn/task-loss.ts';
import {
  type HyperparameterState,
  plainTrainStep,
  publishedTrainStep,
  type TrainGradients,
  type TrainProblem,
  valueLookup,
} from '../../src-main/stn/train-step.ts';
import { offCentre } from '../support/off-centre.ts';
import { randomBatch, randomParameters, smallEntries, smallPerceptron } from '../support/small-perceptron.ts';
import { finiteDifferences, largestDifference, normal, valuesOf } from '../support/tensors.ts';

const rows = 8;
const perturbation = normal<tf.Tensor2D>('perturbation', rows, 2);
const state: HyperparameterState = {
  entries: smallEntries,
  u: tf.tensor1d([-1.1, 0.4]),
  s: tf.tensor1d([-0.4, 0.3]),
  held: {},
};

function problemOf(form: 'published' | 'centred', changes: NamedTensors = {}): TrainProblem {
  const network = smallPerceptron(form);
  return {
    network,
    loss: crossEntropy,
    parameters: { ...randomParameters(network), ...changes },
    batch: randomBatch(network, rows),
  };
}

/** Replaces some rows of a tensor's first axis by others. */
function withOtherRows(tensor: tf.Tensor, isReplaced: (row: number) => boolean): tf.Tensor {
  const mask = tf.tensor(Array.from({ length: rows }, (_, row) => (isReplaced(row) ? 1 : 0)));
  const shaped = tf.reshape(mask, [rows, ...tensor.shape.slice(1).map(() => 1)]);
  return tf.add(tensor, tf.mul(shaped, 3));
}

function differenceOf(left: TrainGradients, right: TrainGradients, names: readonly string[]): number {
  return Math.max(
    ...names.map((name) => largestDifference(valuesOf(left.gradients[name]), valuesOf(right.gradients[name]))),
  );
}

describe.each(['published', 'centred'] as const)('the training step of the %s form', (form) => {
  const step = form === 'published' ? publishedTrainStep : centredTrainStep;

  it('gives every parameter a gradient of its shape that is not all zero', () => {
    const problem = problemOf(form);
    const { gradients } = step(problem, state, perturbation);
    for (const [name, parameter] of Object.entries(problem.parameters)) {
      expect(gradients[name]?.shape, name).toEqual(parameter.shape);
      expect(
        valuesOf(gradients[name]).some((value) => value !== 0),
        name,
      ).toBe(true);
    }
  });

  it('has the gradient of finite differences for the biases of the output', () => {
    const problem = problemOf(form);
    const bias = valuesOf(problem.parameters['output/bias']);
    const { gradients } = step(problem, state, perturbation);
    const differences = finiteDifferences(bias, (point) =>
      Number(valuesOf(step(problemOf(form, { 'output/bias': tf.tensor1d([...point]) }), state, perturbation).loss)[0]),
    );
    expect(largestDifference(valuesOf(gradients['output/bias']), differences)).toBeLessThan(1e-4);
  });
});

describe('the centred form', () => {
  const { general, response } = smallPerceptron('centred');

  it('is the ordinary network at zero offset', () => {
    const { network, parameters, batch } = problemOf('centred');
    const forward = (offset: tf.Tensor2D | null) =>
      valuesOf(network.forward(parameters, batch.x, { response: offset, valueOf: () => null, noise: null }).output);
    expect(forward(tf.zeros([rows, 2]))).toEqual(forward(null));
  });

  it('gives general weights gradients that do not depend on the response weights', () => {
    const other = Object.fromEntries(
      response.map((name) => [name, tf.mul(problemOf('centred').parameters[name] ?? 0, 2)]),
    );
    const before = centredTrainStep(problemOf('centred'), state, perturbation);
    const after = centredTrainStep(problemOf('centred', other), state, perturbation);
    expect(differenceOf(before, after, general)).toBe(0);
    expect(differenceOf(before, after, response)).toBeGreaterThan(0);
    expect(valuesOf(before.loss)).toEqual(valuesOf(after.loss));
  });

  it('gives general weights the gradient of an ordinary step at the current values', () => {
    const problem = problemOf('centred');
    const values = valueLookup(tf.mul(0.9, tf.sigmoid(tf.tile(tf.reshape(state.u, [1, 2]), [rows, 1]))), state);
    const held = Object.fromEntries(smallEntries.map(({ name }) => [name, values(name) ?? tf.scalar(0)]));
    const centred = centredTrainStep(problem, state, perturbation);
    expect(differenceOf(centred, plainTrainStep(problem, held), general)).toBeLessThan(1e-6);
  });

  it('lets the whole batch move the general weights, and its last quarter alone the response weights', () => {
    const problem = problemOf('centred');
    const before = centredTrainStep(problem, state, perturbation);
    const changed = (isReplaced: (row: number) => boolean): TrainGradients =>
      centredTrainStep(
        { ...problem, batch: { ...problem.batch, x: withOtherRows(problem.batch.x, isReplaced) } },
        state,
        perturbation,
      );
    const otherFirst = changed((row) => row < (3 * rows) / 4);
    expect(differenceOf(before, otherFirst, response)).toBe(0);
    expect(differenceOf(before, otherFirst, general)).toBeGreaterThan(0);
    const otherLast = changed((row) => row >= (3 * rows) / 4);
    expect(differenceOf(before, otherLast, general)).toBeGreaterThan(0);
    expect(differenceOf(before, otherLast, response)).toBeGreaterThan(0);
  });

  it('gives response weights twice the mean gradient of one pass under the perturbation and one under its opposite', () => {
    const problem = problemOf('centred');
    const { network, parameters } = problem;
    const last = <T extends tf.Tensor>(tensor: T): T => tf.slice(tensor, (3 * rows) / 4) as T;
    const batch = {
      x: last(problem.batch.x),
      answers: last(problem.batch.answers),
      noise: Object.fromEntries(Object.entries(problem.batch.noise).map(([name, draws]) => [name, last(draws)])),
    };
    /** The published objective does the same as the centred one with the centre taken off, but asks for one pass only. */
    const onePass = (draws: tf.Tensor2D): TrainGradients =>
      publishedTrainStep(
        {
          ...problem,
          batch,
          network: offCentre(network, state.u),
          parameters,
        },
        state,
        draws,
      );
    const plus = onePass(last(perturbation));
    const minus = onePass(tf.neg(last(perturbation)) as tf.Tensor2D);
    const { gradients } = centredTrainStep(problem, state, perturbation);
    for (const name of response) {
      const expected = tf.add(plus.gradients[name] as tf.Tensor, minus.gradients[name] as tf.Tensor);
      expect(largestDifference(valuesOf(gradients[name]), valuesOf(expected)), name).toBeLessThan(1e-5);
    }
  });

  it('learns no response to hyperparameters that do nothing: what a pair has in common cancels', () => {
    const idle = smallEntries.map((entry) => ({ ...entry, name: `idle.${entry.name}` }));
    const problem = problemOf('centred');
    const withoutResponse = Object.fromEntries(
      response.map((name) => [name, tf.zerosLike(problem.parameters[name] ?? tf.scalar(0))]),
    );
    const { gradients } = centredTrainStep(
      { ...problem, parameters: { ...problem.parameters, ...withoutResponse } },
      { ...state, entries: idle },
      perturbation,
    );
    for (const name of response) {
      expect(Math.max(...valuesOf(gradients[name]).map(Math.abs)), name).toBeLessThan(1e-6);
    }
  });

  it('does not let the perturbation touch the general weights', () => {
    const problem = problemOf('centred');
    const before = centredTrainStep(problem, state, perturbation);
    const after = centredTrainStep(problem, state, normal<tf.Tensor2D>('another perturbation', rows, 2));
    expect(differenceOf(before, after, general)).toBe(0);
    expect(differenceOf(before, after, response)).toBeGreaterThan(0);
  });

  it('starts with no gradient for the response weights, but with one for the map, when the map is zero', () => {
    const zeroMaps = Object.fromEntries(
      response
        .filter((name) => name.endsWith('response-map'))
        .map((name) => [name, tf.zerosLike(problemOf('centred').parameters[name] ?? tf.scalar(0))]),
    );
    const { gradients } = centredTrainStep(problemOf('centred', zeroMaps), state, perturbation);
    expect(valuesOf(gradients['output/response-weight']).every((value) => Math.abs(value) === 0)).toBe(true);
    expect(valuesOf(gradients['output/response-map']).some((value) => value !== 0)).toBe(true);
  });

  it('a batch of one example serves both sets of weights', () => {
    const network = smallPerceptron('centred');
    const problem = {
      network,
      loss: crossEntropy,
      parameters: randomParameters(network),
      batch: randomBatch(network, 1),
    };
    const { gradients } = centredTrainStep(problem, state, normal<tf.Tensor2D>('one', 1, 2));
    expect(Object.keys(gradients).sort()).toEqual([...general, ...response].sort());
  });
});

it('permuting the batch with its noise leaves the published gradients as they are', () => {
  const problem = problemOf('published');
  const order = tf.tensor1d([3, 5, 0, 1, 7, 4, 2, 6], 'int32');
  const permuted = <T extends tf.Tensor>(tensor: T): T => tf.gather(tensor, order);
  const before = publishedTrainStep(problem, state, perturbation);
  const after = publishedTrainStep(
    {
      ...problem,
      batch: {
        x: permuted(problem.batch.x),
        answers: permuted(problem.batch.answers),
        noise: Object.fromEntries(Object.entries(problem.batch.noise).map(([name, draws]) => [name, permuted(draws)])),
      },
    },
    state,
    permuted(perturbation),
  );
  expect(differenceOf(before, after, Object.keys(problem.parameters))).toBeLessThan(1e-6);
});

it('a looked-up value is a column an example, a scalar when shared, the held value, or nothing', () => {
  const entries = [smallEntries[0], { ...smallEntries[1], isShared: true }] as HyperparameterState['entries'];
  const values = tf.tensor2d([
    [0.1, 0.2],
    [0.3, 0.4],
  ]);
  const lookup = valueLookup(values, { entries, held: { 'output.l2': tf.scalar(0.5) } });
  expect(valuesOf(lookup('input.dropout')).map((value) => value.toFixed(1))).toEqual(['0.1', '0.3']);
  expect(lookup('dense1.dropout')?.shape).toEqual([]);
  expect(valuesOf(lookup('output.l2'))).toEqual([0.5]);
  expect(lookup('output.l1')).toBeNull();
});
