import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { centredTrainStep } from '../../src-main/stn/centred-step.ts';
import { hyperStep } from '../../src-main/stn/hyper-step.ts';
import type { NamedTensors } from '../../src-main/stn/network.ts';
import { crossEntropy } from '../../src-main/stn/task-loss.ts';
import { publishedTrainStep, type TrainBatch, type TrainGradients } from '../../src-main/stn/train-step.ts';
import { type LstmSpec, lstm } from '../../src-main/zoo/lstm.ts';
import { offCentre } from '../support/off-centre.ts';
import {
  lstmEntries,
  randomLstmParameters,
  randomTokenBatch,
  smallSequences,
  smallText,
} from '../support/small-lstm.ts';
import { largestDifference, normal, valuesOf } from '../support/tensors.ts';

const rows = 8;
const state = {
  entries: lstmEntries,
  u: tf.fill<tf.Rank.R1>([7], -1),
  s: tf.fill<tf.Rank.R1>([7], 0.3),
  held: {},
};
const perturbation = normal<tf.Tensor2D>('perturbation', rows, 7);
const specs: readonly (readonly [string, LstmSpec])[] = [
  ['a running text', smallText],
  ['an untied decoder', { ...smallText, isTied: false }],
  ['sequences', smallSequences],
];

function problemOf(spec: LstmSpec, form: 'centred' | 'published') {
  const network = lstm({ ...spec, form });
  return {
    network,
    loss: crossEntropy,
    parameters: randomLstmParameters(network),
    batch: randomTokenBatch(network, spec, rows),
  };
}

describe.each(specs)('on %s', (_, spec) => {
  it.each([
    ['published', publishedTrainStep],
    ['centred', centredTrainStep],
  ] as const)('every parameter gets a finite gradient of its shape (%s)', (form, step) => {
    const problem = problemOf(spec, form);
    const { gradients } = step(problem, state, perturbation);
    expect(Object.keys(gradients).sort()).toEqual(problem.network.parameters.map(({ name }) => name).sort());
    for (const { name, shape } of problem.network.parameters) {
      expect(gradients[name]?.shape, name).toEqual(shape);
      const largest = Math.max(...valuesOf(gradients[name]).map(Math.abs));
      expect(largest, name).toBeGreaterThan(1e-7);
      expect(largest, name).toBeLessThan(100);
    }
  });

  it('a pair of groups is one pass under the perturbation and one under its opposite, shared masks and penalties included', () => {
    const problem = problemOf(spec, 'centred');
    const { network, parameters, batch } = problem;
    const pairs = rows / 4;
    const last = <T extends tf.Tensor>(tensor: T): T => tf.slice(tensor, (tensor.shape[0] as number) - pairs) as T;
    const lastOf = (tensors: NamedTensors | undefined): NamedTensors =>
      Object.fromEntries(Object.entries(tensors ?? {}).map(([name, tensor]) => [name, last(tensor)]));
    const answers = tf.reshape(batch.answers, [rows, -1]);
    const own: TrainBatch = {
      ...batch,
      x: last(batch.x),
      answers: tf.reshape(last(answers), [-1]),
      noise: lastOf(batch.noise),
      ...(batch.carried === undefined ? {} : { carried: lastOf(batch.carried) }),
    };
    /** The published objective with the centre taken off, in one pass of one group. */
    const onePass = (draws: tf.Tensor2D): TrainGradients =>
      publishedTrainStep(
        {
          ...problem,
          batch: own,
          network: offCentre(network, state.u),
          parameters,
        },
        state,
        draws,
      );
    const plus = onePass(last(perturbation));
    const minus = onePass(tf.neg(last(perturbation)) as tf.Tensor2D);
    const { gradients } = centredTrainStep(problem, state, perturbation);
    for (const name of network.response) {
      const expected = valuesOf(tf.add(plus.gradients[name] as tf.Tensor, minus.gradients[name] as tf.Tensor));
      expect(largestDifference(valuesOf(gradients[name]), expected), name).toBeLessThan(1e-5);
    }
  });
});

describe('of a running text', () => {
  it('the streams that teach the response are those that are drawn', () => {
    const problem = problemOf(smallText, 'centred');
    const moved = (by: number): TrainBatch => {
      const shift = <T extends tf.Tensor>(tensor: T): T =>
        tf.concat([tf.slice(tensor, by), tf.slice(tensor, 0, by)], 0) as T;
      const all = (tensors: NamedTensors | undefined): NamedTensors =>
        Object.fromEntries(Object.entries(tensors ?? {}).map(([name, tensor]) => [name, shift(tensor)]));
      const { batch } = problem;
      return {
        ...batch,
        x: shift(batch.x),
        answers: tf.reshape(shift(tf.reshape(batch.answers, [rows, -1])), [-1]),
        noise: all(batch.noise),
        carried: all(batch.carried),
      };
    };
    // From row 7 of 8 on: rows 7 and 0, which stand last once the batch is moved by one.
    const drawn = centredTrainStep(problem, state, perturbation, tf.scalar(7.5 / 8));
    const standing = centredTrainStep({ ...problem, batch: moved(1) }, state, perturbation);
    for (const name of problem.network.response) {
      expect(largestDifference(valuesOf(drawn.gradients[name]), valuesOf(standing.gradients[name])), name).toBeLessThan(
        1e-6,
      );
    }
  });

  it.each([
    ['published', publishedTrainStep],
    ['centred', centredTrainStep],
  ] as const)('a training step hands on the state of all streams (%s)', (form, step) => {
    const problem = problemOf(smallText, form);
    const { carried } = step(problem, state, perturbation);
    expect(Object.fromEntries(Object.entries(carried).map(([name, { shape }]) => [name, shape]))).toEqual(
      Object.fromEntries(Object.entries(problem.network.carried).map(([name, shape]) => [name, [rows, ...shape]])),
    );
    expect(Object.values(carried).every((tensor) => valuesOf(tensor).every((value) => value !== 0))).toBe(true);
  });

  it('a validation step counts penalties on activities only when it is told to', () => {
    const { network, parameters, batch } = problemOf(smallText, 'published');
    const given = {
      network,
      loss: crossEntropy,
      parameters,
      entries: lstmEntries,
      form: 'published',
      u: state.u,
      s: state.s,
      x: batch.x,
      answers: batch.answers,
      perturbation: null,
      entropyWeight: 0,
      carried: batch.carried ?? {},
    } as const;
    const plain = hyperStep(given);
    const pass = network.forward(parameters, batch.x, {
      response: tf.tile(tf.reshape(state.u, [1, 7]), [rows, 1]) as tf.Tensor2D,
      valueOf: () => null,
      noise: null,
      carried: given.carried,
    });
    expect(valuesOf(plain.loss)[0]).toBeCloseTo(
      valuesOf(tf.mean(crossEntropy(pass.output, batch.answers)))[0] as number,
      5,
    );
    expect(valuesOf(plain.u).every((gradient) => Number.isFinite(gradient) && gradient !== 0)).toBe(true);
    const penalised = hyperStep({ ...given, strengthOf: () => tf.scalar(0.5) });
    expect(valuesOf(penalised.loss)[0]).toBeGreaterThan(valuesOf(plain.loss)[0] as number);
    expect(Object.keys(penalised.carried)).toEqual(Object.keys(network.carried));
  });
});
