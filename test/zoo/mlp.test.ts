import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { applyGradients, initialParameters, parameterShapes, zeros } from '../../src-main/methods/programs.ts';
import { sgd } from '../../src-main/optim/sgd.ts';
import { centredTrainStep } from '../../src-main/stn/centred-step.ts';
import type { Conditions, NamedTensors } from '../../src-main/stn/network.ts';
import { crossEntropy } from '../../src-main/stn/task-loss.ts';
import { plainTrainStep, publishedTrainStep } from '../../src-main/stn/train-step.ts';
import { mlp } from '../../src-main/zoo/mlp.ts';
import type { Model, ResponseForm } from '../../src-main/zoo/model.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import {
  randomBatch,
  randomParameters,
  smallEntries,
  smallPerceptron,
  smallSpec,
} from '../support/small-perceptron.ts';
import { largestDifference, normal, uniform, valuesOf } from '../support/tensors.ts';

const forms: readonly ResponseForm[] = ['none', 'centred', 'published', 'delta'];
const silent: Conditions = { response: null, valueOf: () => null, noise: null };

/** The parameters as a run starts them. */
function startOf(model: Model): NamedTensors {
  const values = initialParameters(model.parameters, new CounterNoise(3));
  return Object.fromEntries(
    model.parameters.map(({ name, shape }) => [name, tf.tensor(values[name] ?? [], [...shape])]),
  );
}

describe.each(forms)('a perceptron of the form %s', (form) => {
  const model = mlp({ ...smallSpec, form, hyperparameters: form === 'none' ? 0 : 2 });

  it('gives one row of outputs an example', () => {
    const output = model.forward(startOf(model), normal('x', 7, 5), silent).output;
    expect(output.shape).toEqual([7, 3]);
  });

  it('counts the parameters that it has', () => {
    const listed = model.layers.reduce((total, layer) => total + layer.parameters + layer.responseParameters, 0);
    const held = model.parameters.reduce((total, { shape }) => total + tf.util.sizeFromShape([...shape]), 0);
    // 5 * 4 + 4 + 4 * 3 + 3 + 3 * 3 + 3 = 51; as many again in the response; maps of 2 x 2 x (4 + 3 + 3) = 40; 3 gains, or none.
    expect(listed).toBe({ none: 51, centred: 145, published: 145, delta: 142 }[form]);
    expect(held).toBe(listed);
  });

  it('overfits 20 examples', () => {
    const wide = { width: 16, activation: 'relu' } as const;
    const model = mlp({ ...smallSpec, form, hidden: [wide, wide], hyperparameters: form === 'none' ? 0 : 2 });
    const optimizer = sgd({ momentum: 0.9 });
    const batch = randomBatch(model, 20);
    let state: NamedTensors = {
      ...startOf(model),
      ...Object.fromEntries(
        Object.entries(zeros(optimizer.slots(parameterShapes(model)))).map(([name, values]) => [
          name,
          tf.tensor(values, [...(optimizer.slots(parameterShapes(model))[name] ?? [])]),
        ]),
      ),
    };
    const losses: number[] = [];
    for (let step = 0; step < 300; step++) {
      // Rows change places, so that in the centred form every example serves both halves in turn.
      const order = tf.tensor1d([...new CounterNoise(1).permutation('order', step, 20)], 'int32');
      const x = tf.gather(batch.x, order);
      const answers = tf.gather(batch.answers, order);
      const next = tf.tidy(() => {
        const problem = { network: model, loss: crossEntropy, parameters: state, batch: { x, answers, noise: {} } };
        const { gradients, loss } = gradientsFor(form, problem, step);
        const learningRate = tf.scalar(0.05);
        return { ...applyGradients({ optimizer, state, gradients, learningRate }), loss };
      });
      const { loss, ...moved } = next;
      losses.push(valuesOf(loss)[0] ?? Number.NaN);
      state = { ...state, ...moved };
    }
    const response = form === 'published' ? tf.fill<tf.Rank.R2>([20, 2], -2.8) : null;
    const output = model.forward(state, batch.x, { ...silent, response }).output;
    expect(valuesOf(tf.mean(crossEntropy(output, batch.answers)))[0]).toBeLessThan(0.1);
    expect(losses[0]).toBeGreaterThan(0.9);
  });
});

function gradientsFor(form: ResponseForm, problem: Parameters<typeof plainTrainStep>[0], step: number) {
  if (form === 'none') return plainTrainStep(problem, {});
  const noise = new CounterNoise(2).normal('perturbation', step, new Float32Array(40));
  const state = {
    entries: smallEntries,
    u: tf.fill<tf.Rank.R1>([2], -2.8),
    s: tf.fill<tf.Rank.R1>([2], -0.43),
    held: {},
  };
  const perturbation = tf.tensor2d(noise, [20, 2]);
  return (form === 'published' ? publishedTrainStep : centredTrainStep)(problem, state, perturbation);
}

it('permuting the batch permutes the outputs', () => {
  const model = smallPerceptron('centred');
  const parameters = randomParameters(model);
  const x = normal<tf.Tensor2D>('x', 5, 5);
  const response = normal<tf.Tensor2D>('d', 5, 2);
  const order = tf.tensor1d([4, 2, 0, 1, 3], 'int32');
  const permuted = model.forward(parameters, tf.gather(x, order), {
    ...silent,
    response: tf.gather(response, order),
  }).output;
  expect(valuesOf(permuted)).toEqual(
    valuesOf(tf.gather(model.forward(parameters, x, { ...silent, response }).output, order)),
  );
});

it('a centred network starts as the ordinary one: its maps are zero', () => {
  const model = smallPerceptron('centred');
  const start = startOf(model);
  const x = normal<tf.Tensor2D>('x', 4, 5);
  const response = normal<tf.Tensor2D>('d', 4, 2);
  expect(valuesOf(model.forward(start, x, { ...silent, response }).output)).toEqual(
    valuesOf(model.forward(start, x, silent).output),
  );
});

it('asks only for the noise of the hyperparameters in use, in the sizes of their layers', () => {
  const active = new Set(['input.gaussianNoise', 'input.featureDropout', 'dense2.dropout', 'output.l2']);
  const model = mlp({ ...smallSpec, form: 'none', hyperparameters: 0, active, featureOfInput: [0, 0, 1, 1, 1] });
  expect(model.noise).toEqual([
    { name: 'input.gaussianNoise', kind: 'normal', shape: [5] },
    { name: 'input.featureDropout', kind: 'uniform', shape: [2] },
    { name: 'dense2.dropout', kind: 'uniform', shape: [3] },
  ]);
});

it('drops nothing in evaluation, whatever the rates', () => {
  const model = smallPerceptron('none');
  const parameters = randomParameters(model);
  const x = normal<tf.Tensor2D>('x', 4, 5);
  const high: Conditions = { ...silent, valueOf: () => tf.scalar(0.8) };
  expect(valuesOf(model.forward(parameters, x, high).output)).toEqual(
    valuesOf(model.forward(parameters, x, silent).output),
  );
});

it('drops inputs before the first layer and activities behind it', () => {
  const model = mlp({ ...smallSpec, form: 'none', hyperparameters: 0, hidden: [{ width: 4, activation: 'linear' }] });
  const parameters = randomParameters(model);
  const x = normal<tf.Tensor2D>('x', 3, 5);
  const noise = { 'input.dropout': uniform('a', 3, 5), 'dense1.dropout': uniform('b', 3, 4) };
  const output = model.forward(parameters, x, { response: null, valueOf: () => tf.scalar(0.5), noise }).output;
  const kept = (draws: tf.Tensor): tf.Tensor => tf.mul(2, tf.cast(tf.less(draws, 0.5), 'float32'));
  const dense = (input: tf.Tensor, layer: string): tf.Tensor =>
    tf.add(
      tf.matMul(input as tf.Tensor2D, parameters[`${layer}/weight`] as tf.Tensor2D),
      parameters[`${layer}/bias`] ?? 0,
    );
  const hidden = tf.mul(dense(tf.mul(x, kept(noise['input.dropout'])), 'dense1'), kept(noise['dense1.dropout']));
  expect(largestDifference(valuesOf(output), valuesOf(dense(hidden, 'output')))).toBeLessThan(1e-5);
});

it('the penalty is the sum over the layers that have one, and null without any', () => {
  const model = smallPerceptron('none');
  const parameters = randomParameters(model);
  expect(model.penalty(parameters, silent)).toBeNull();
  const strengths: Readonly<Record<string, number>> = { 'dense1.l2': 0.2, 'output.l1': 0.3 };
  const penalty = model.penalty(parameters, {
    ...silent,
    valueOf: (name) => (strengths[name] === undefined ? null : tf.scalar(strengths[name])),
  });
  const squares = valuesOf(parameters['dense1/weight']).reduce((total, weight) => total + weight ** 2, 0);
  const absolutes = valuesOf(parameters['output/weight']).reduce((total, weight) => total + Math.abs(weight), 0);
  expect(valuesOf(penalty)[0]).toBeCloseTo(0.1 * squares + 0.3 * absolutes, 4);
});
