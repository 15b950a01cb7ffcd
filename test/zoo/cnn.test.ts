import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { initialParameters } from '../../src-main/methods/programs.ts';
import { centredTrainStep } from '../../src-main/stn/centred-step.ts';
import { gradientsOf, select } from '../../src-main/stn/gradients.ts';
import { hyperStep } from '../../src-main/stn/hyper-step.ts';
import type { Conditions, NamedTensors } from '../../src-main/stn/network.ts';
import { crossEntropy } from '../../src-main/stn/task-loss.ts';
import { plainTrainStep, publishedTrainStep } from '../../src-main/stn/train-step.ts';
import type { Model, ResponseForm } from '../../src-main/zoo/model.ts';
import { layerSizes } from '../../src-shared/domain/model-size.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { entriesNamed, imageBatch, smallCnn, smallCnnSpec } from '../support/small-cnn.ts';
import { randomParameters } from '../support/small-perceptron.ts';
import { finiteDifferences, largestDifference, normal, uniform, valuesOf } from '../support/tensors.ts';

const forms: readonly ResponseForm[] = ['none', 'centred', 'published'];
const silent: Conditions = { response: null, valueOf: () => null, noise: null };
const rows = 8;
const entries = entriesNamed('conv1.dropout', 'flatten.dropout');
const state = { entries, u: tf.tensor1d([-1.1, 0.4]), s: tf.tensor1d([-0.4, 0.3]), held: {} };

function gradientsUnder(form: ResponseForm, model: Model, parameters: NamedTensors, batch = imageBatch(model, rows)) {
  const problem = { network: model, loss: crossEntropy, parameters, batch };
  if (form === 'none') return plainTrainStep(problem, {});
  const perturbation = normal<tf.Tensor2D>('perturbation', rows, entries.length);
  return (form === 'centred' ? centredTrainStep : publishedTrainStep)(problem, state, perturbation);
}

describe.each(forms)('a convolutional network of the form %s', (form) => {
  const model = smallCnn(form);

  it('gives one row of outputs an example', () => {
    const parameters = randomParameters(model);
    expect(model.forward(parameters, normal('x', 7, smallCnnSpec.inputs), silent).output.shape).toEqual([7, 3]);
  });

  it('has the layers and the parameters that the size of its config says', () => {
    const sizes = layerSizes(
      { kind: 'cnn', conv: smallCnnSpec.conv, hidden: smallCnnSpec.hidden },
      { ...smallCnnSpec, tuned: form === 'none' ? 0 : 2, response: form },
    );
    expect(model.layers).toEqual(
      sizes.map(({ name, shape, parameters, responseParameters }) => ({
        name,
        outputShape: shape,
        parameters,
        responseParameters,
      })),
    );
    const held = model.parameters.reduce((total, { shape }) => total + tf.util.sizeFromShape([...shape]), 0);
    const listed = sizes.reduce((total, layer) => total + layer.parameters + layer.responseParameters, 0);
    expect(held).toBe(listed);
  });

  it('gives every parameter a gradient of its shape that is not all zero', () => {
    const parameters = randomParameters(model);
    const { gradients } = gradientsUnder(form, model, parameters);
    for (const { name, shape } of model.parameters) {
      expect(gradients[name]?.shape, name).toEqual([...shape]);
      expect(
        valuesOf(gradients[name]).some((value) => value !== 0),
        name,
      ).toBe(true);
    }
  });

  it('permuting the batch permutes the outputs', () => {
    const parameters = randomParameters(model);
    const x = normal<tf.Tensor2D>('x', 4, smallCnnSpec.inputs);
    const h = form === 'none' ? null : normal<tf.Tensor2D>('h', 4, 2);
    const order = tf.tensor1d([2, 0, 3, 1], 'int32');
    const permuted = model.forward(parameters, tf.gather(x, order), {
      ...silent,
      response: h === null ? null : tf.gather(h, order),
    }).output;
    expect(valuesOf(permuted)).toEqual(
      valuesOf(tf.gather(model.forward(parameters, x, { ...silent, response: h }).output, order)),
    );
  });

  it('overfits 20 examples', () => {
    const conv = [{ channels: 8, kernel: 3, stride: 3, pool: 1, activation: 'relu' as const }];
    const model = smallCnn(form, { active: new Set(), conv, hidden: [] });
    const start = initialParameters(model.parameters, new CounterNoise(3));
    let parameters: NamedTensors = Object.fromEntries(
      model.parameters.map(({ name, shape }) => [name, tf.tensor(start[name] ?? [], [...shape])]),
    );
    const batch = imageBatch(model, 20);
    const losses: number[] = [];
    for (let step = 0; step < 80; step++) {
      // Rows change places, so that in the centred form every example serves both halves in turn.
      const order = tf.tensor1d([...new CounterNoise(1).permutation('order', step, 20)], 'int32');
      const next = tf.tidy(() => {
        const turned = { x: tf.gather(batch.x, order), answers: tf.gather(batch.answers, order), noise: {} };
        const problem = { network: model, loss: crossEntropy, parameters, batch: turned };
        const perturbation = tf.tensor2d(
          new CounterNoise(2).normal('perturbation', step, new Float32Array(20 * entries.length)),
          [20, entries.length],
        );
        const { gradients, loss } =
          form === 'none'
            ? plainTrainStep(problem, {})
            : (form === 'centred' ? centredTrainStep : publishedTrainStep)(problem, state, perturbation);
        const moved = Object.entries(gradients).map(([name, gradient]) => [
          name,
          tf.sub(parameters[name] as tf.Tensor, tf.mul(gradient, 0.2)),
        ]);
        return { ...(Object.fromEntries(moved) as Record<string, tf.Tensor>), loss };
      });
      const { loss, ...moved } = next;
      losses.push(valuesOf(loss)[0] ?? Number.NaN);
      parameters = { ...parameters, ...moved };
    }
    expect(losses[0]).toBeGreaterThan(0.9);
    expect(losses.at(-1)).toBeLessThan(0.1);
  });
});

it('a centred network starts as the ordinary one: its maps are zero', () => {
  const model = smallCnn('centred');
  const values = initialParameters(model.parameters, new CounterNoise(3));
  const start = Object.fromEntries(
    model.parameters.map(({ name, shape }) => [name, tf.tensor(values[name] ?? [], [...shape])]),
  );
  const x = normal<tf.Tensor2D>('x', 4, smallCnnSpec.inputs);
  const response = normal<tf.Tensor2D>('d', 4, 2);
  expect(valuesOf(model.forward(start, x, { ...silent, response }).output)).toEqual(
    valuesOf(model.forward(start, x, silent).output),
  );
});

it.each(['centred', 'published'] as const)(
  'the gradient of the hyperparameters under the %s form is the slope of the validation loss',
  (form) => {
    // Smooth, so that central differences may step over no kink.
    const conv = smallCnnSpec.conv.map((layer) => ({ ...layer, pool: 1, activation: 'tanh' as const }));
    const model = smallCnn(form, { conv, hidden: [{ width: 5, activation: 'tanh' }] });
    const parameters = Object.fromEntries(
      Object.entries(randomParameters(model)).map(([name, values]) => [name, tf.mul(values, 0.3)]),
    );
    const { x, answers } = imageBatch(model, rows);
    const gradient = hyperStep({
      network: model,
      loss: crossEntropy,
      parameters,
      entries,
      form,
      u: state.u,
      s: state.s,
      x,
      answers,
      perturbation: null,
      entropyWeight: 0,
    }).u;
    const centre = valuesOf(state.u);
    const slope = finiteDifferences(centre, (point) => {
      const row = point.map((value, index) => (form === 'centred' ? value - (centre[index] ?? 0) : value));
      const response = tf.tile(tf.tensor2d([row]), [rows, 1]) as tf.Tensor2D;
      const output = model.forward(parameters, x, { ...silent, response }).output;
      return valuesOf(tf.mean(crossEntropy(output, answers)))[0] ?? Number.NaN;
    });
    expect(largestDifference(valuesOf(gradient), slope)).toBeLessThan(1e-4);
    expect(Math.abs(slope[0] ?? 0)).toBeGreaterThan(1e-3);
  },
);

it('asks only for the noise of the hyperparameters in use: channels behind convolutions, units behind dense layers', () => {
  const active = new Set(['input.dropout', 'conv2.dropout', 'flatten.dropout', 'dense1.dropout', 'conv1.l2']);
  // 6 x 5, pooled to 3 x 2, convolved with a stride of 2 to 2 x 1, of 4 channels.
  expect(smallCnn('none', { active }).noise).toEqual([
    { name: 'input.dropout', kind: 'uniform', shape: [60] },
    { name: 'conv2.dropout', kind: 'uniform', shape: [4] },
    { name: 'flatten.dropout', kind: 'uniform', shape: [8] },
    { name: 'dense1.dropout', kind: 'uniform', shape: [5] },
  ]);
});

it('drops whole channels of single examples behind a convolution', () => {
  // An identity of one place for each channel, so that what the first layer lets through can be read off the output's gradient.
  const model = smallCnn('none', { active: new Set(['conv1.dropout']) });
  const parameters = randomParameters(model);
  const draws = uniform('draws', rows, 3);
  const conditions = { ...silent, valueOf: () => tf.scalar(0.5), noise: { 'conv1.dropout': draws } };
  const x = normal<tf.Tensor2D>('x', rows, smallCnnSpec.inputs);
  // Dropping channel c of example b by hand: zero columns of the next convolution's weights, twice the others.
  const expected = Array.from({ length: rows }, (_, row) => {
    const kept = (draws.arraySync() as number[][])[row]?.map((draw) => (draw < 0.5 ? 2 : 0)) ?? [];
    const weight = tf.mul(parameters['conv2/weight'] as tf.Tensor, tf.reshape(tf.tensor1d(kept), [1, 1, 3, 1]));
    return model.forward({ ...parameters, 'conv2/weight': weight }, tf.slice(x, [row, 0], [1, x.shape[1]]), silent)
      .output;
  });
  const output = model.forward(parameters, x, conditions).output;
  expect(largestDifference(valuesOf(output), valuesOf(tf.concat(expected, 0)))).toBeLessThan(1e-4);
});

it('drops nothing in evaluation, whatever the rates', () => {
  const model = smallCnn('none');
  const parameters = randomParameters(model);
  const x = normal<tf.Tensor2D>('x', 4, smallCnnSpec.inputs);
  const high: Conditions = { ...silent, valueOf: () => tf.scalar(0.8) };
  expect(valuesOf(model.forward(parameters, x, high).output)).toEqual(
    valuesOf(model.forward(parameters, x, silent).output),
  );
});

it('a penalty counts the weights of a convolution like any others', () => {
  const model = smallCnn('none');
  const parameters = randomParameters(model);
  expect(model.penalty(parameters, silent)).toBeNull();
  const strengths: Readonly<Record<string, number>> = { 'conv2.l2': 0.2, 'output.l1': 0.3 };
  const penalty = model.penalty(parameters, {
    ...silent,
    valueOf: (name) => (strengths[name] === undefined ? null : tf.scalar(strengths[name])),
  });
  const squares = valuesOf(parameters['conv2/weight']).reduce((total, weight) => total + weight ** 2, 0);
  const absolutes = valuesOf(parameters['output/weight']).reduce((total, weight) => total + Math.abs(weight), 0);
  expect(valuesOf(penalty)[0]).toBeCloseTo(0.1 * squares + 0.3 * absolutes, 4);
});

it('a layer without response parameters answers like an ordinary one, as the last layer of the small net of the reference', () => {
  const model = smallCnn('published');
  const all = randomParameters(model);
  const plain = Object.fromEntries(Object.entries(all).filter(([name]) => !/^output\/(response|gain)/.test(name)));
  const x = normal<tf.Tensor2D>('x', 4, smallCnnSpec.inputs);
  const response = normal<tf.Tensor2D>('h', 4, 2);
  const { gradients } = gradientsOf(
    select(plain, ['output/weight', 'conv1/response-map']),
    (parameters) => tf.mean(model.forward({ ...plain, ...parameters }, x, { ...silent, response }).output) as tf.Scalar,
  );
  expect(valuesOf(gradients['output/weight']).some((value) => value !== 0)).toBe(true);
  expect(valuesOf(gradients['conv1/response-map']).some((value) => value !== 0)).toBe(true);
});

it("on a table it convolves along the columns' order", () => {
  const conv = [{ channels: 1, kernel: 3, stride: 1, pool: 1, activation: 'linear' }] as const;
  const model = smallCnn('none', {
    inputs: 5,
    imageShape: null,
    pixelScale: null,
    conv: [...conv],
    hidden: [],
    outputs: 5,
  });
  const parameters: NamedTensors = {
    'conv1/weight': tf.tensor4d([1, 10, 100], [3, 1, 1, 1]),
    'conv1/bias': tf.tensor1d([0]),
    'output/weight': tf.eye(5),
    'output/bias': tf.zeros([5]),
  };
  expect(model.layers.map(({ outputShape }) => outputShape)).toEqual([[5, 1, 1], [5, 1, 1], [5], [5]]);
  const output = model.forward(parameters, tf.tensor2d([[1, 2, 3, 4, 5]]), silent).output;
  expect(valuesOf(output)).toEqual([210, 321, 432, 543, 54]);
});

it('its largest layer is the largest before pooling', () => {
  // 6 x 5 of 2 channels come in, 6 x 5 of 3 channels come out of the first convolution.
  expect(smallCnn('none').largestActivity).toBe(90);
  const conv = smallCnnSpec.conv.map((layer) => ({ ...layer, channels: 1 }));
  expect(smallCnn('none', { conv }).largestActivity).toBe(60);
});

it('an image that the layers leave nothing of is refused', () => {
  const conv = [...smallCnnSpec.conv, ...smallCnnSpec.conv].map((layer) => ({ ...layer, pool: 4 }));
  expect(() => smallCnn('none', { conv })).toThrow(expect.objectContaining({ code: 'config/image-too-small' }));
});
