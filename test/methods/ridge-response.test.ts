// What response layers learn about the ridge regression while its penalty stays: the slope of the best weights and the hypergradient that
// follows from it, against closed forms and against differences between trained networks.
import '../support/tensors.ts';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, expect, it } from 'vitest';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { buildLearner } from '../../src-main/methods/registry.ts';
import { hyperStep } from '../../src-main/stn/hyper-step.ts';
import type { NamedTensors } from '../../src-main/stn/network.ts';
import { squaredError } from '../../src-main/stn/task-loss.ts';
import { constrain, constrainSlope, unconstrain } from '../../src-main/stn/transforms.ts';
import { layerWeights } from '../../src-main/zoo/layer-parameters.ts';
import type { RunConfigInput } from '../../src-shared/domain/run-config.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { largestDifference, valuesOf } from '../support/tensors.ts';
import {
  bestWeightSlopes,
  bestWeights,
  errorOfWeights,
  ridgeConfig,
  ridgeInputs,
  ridgeName,
  ridgeProblem,
  ridgeRange,
  ridgeTraining,
  ridgeValidation,
  unconstrainedSlope,
} from './ridge-problem.ts';

const engine = createOnnxEngine({ device: 'cpu', threads: 1 });
afterAll(() => engine.dispose());

type Method = NonNullable<RunConfigInput['method']>;

const stn = { name: 'stn', response: 'centred' } as const satisfies Method;
const delta = { name: 'delta-stn' } as const satisfies Method;

/** A small scale: the response is then the slope at the penalty, not a secant over its surroundings. */
const scale = 0.2;
const [steps, learningRate] = [10_000, 0.02];

/** Training steps alone, at a rate that falls to nothing: the penalty stays. */
async function trainedAt(method: Method, penalty: number) {
  const training = { optimizer: { name: 'adam', learningRate } } as const;
  const learner = buildLearner(ridgeProblem(ridgeConfig(method, { start: penalty, scale, training })));
  const noise = new CounterNoise(3);
  const state = await engine.createState(learner.state, learner.initialState(noise));
  const program = await engine.compile(learner.trainStep.program);
  for (let step = 0; step < steps; step++) {
    // stn's response learns from the last rows: they change places, as in a run.
    const order = noise.permutation('order', step, ridgeTraining.targets.length);
    await program.run(state, {
      x: Float32Array.from([...order].flatMap((row) => ridgeTraining.examples[row]?.slice(0, ridgeInputs) ?? [])),
      answers: Float32Array.from(order, (row) => ridgeTraining.targets[row] ?? Number.NaN),
      learningRate: Float32Array.of(learningRate * (1 - step / steps)),
      ...Object.fromEntries(
        learner.trainStep.noise.map(({ input, stream, kind, size }) => [
          input,
          noise[kind](stream, step, new Float32Array(size)),
        ]),
      ),
    });
  }
  const values = await state.read(Object.keys(learner.state));
  state.dispose();
  program.dispose();
  const shaped = (name: string): tf.Tensor => tf.tensor(values[name] ?? [0], [...(learner.state[name]?.shape ?? [1])]);
  const parameters: NamedTensors = Object.fromEntries(learner.model.parameters.map(({ name }) => [name, shaped(name)]));
  return { learner, parameters, u: shaped('u') as tf.Tensor1D, s: shaped('s') as tf.Tensor1D };
}

type Trained = Awaited<ReturnType<typeof trainedAt>>;

/** The weights and the bias, and their slopes along the unconstrained penalty: W + diag(V) W_h is linear in the offset. */
function responseOf({ parameters }: Trained, form: 'centred' | 'none') {
  const { weight, bias, gain, response } = layerWeights<tf.Tensor2D>(parameters, 'output', form);
  const factor = gain === undefined ? 1 : (valuesOf(gain)[0] ?? Number.NaN);
  const general = [...valuesOf(weight), ...valuesOf(bias)].map((value) => factor * value);
  if (response === undefined) return { weights: general, slopes: [] };
  const [ofWeight = Number.NaN, ofBias = Number.NaN] = valuesOf(response.map);
  const slopes = [
    ...valuesOf(response.weight).map((value) => ofWeight * value),
    ...valuesOf(response.bias).map((value) => ofBias * value),
  ];
  return { weights: general, slopes };
}

/** The hypergradient that the method moves the penalty by. */
function hypergradientOf({ learner, parameters, u, s }: Trained): number {
  const { u: gradient } = hyperStep({
    network: learner.model,
    loss: squaredError,
    parameters,
    entries: [{ name: ridgeName, range: ridgeRange, discrete: false, isShared: true, responseTransform: 'identity' }],
    form: 'centred',
    u,
    s,
    x: tf.tensor2d(ridgeValidation.examples.map((example) => example.slice(0, ridgeInputs))),
    answers: tf.tensor1d([...ridgeValidation.targets]),
    perturbation: null,
    entropyWeight: 0,
  });
  return valuesOf(gradient)[0] ?? Number.NaN;
}

it.each([
  ['stn', 'as it is', 0.1, stn],
  ['stn', 'as it is', 2, stn],
  ['delta-stn', 'made linear', 0.1, delta],
  ['delta-stn', 'made linear', 0.6, delta],
  ['delta-stn', 'made linear', 2, delta],
  ['delta-stn', 'as it is', 0.6, { ...delta, isLinearised: false }],
] as const)(
  'the response of %s, the pass %s, is the slope of the best weights at a penalty of %d',
  async (_name, _pass, penalty, method) => {
    const trained = await trainedAt(method, penalty);
    const { weights, slopes } = responseOf(trained, 'centred');
    expect(largestDifference(weights, bestWeights(penalty))).toBeLessThan(1e-3);
    const u = unconstrain(penalty, ridgeRange);
    const expected = bestWeightSlopes(penalty).map((value) => value * constrainSlope(u, ridgeRange));
    // A tenth of the largest slope; the hypergradient, which runs from -0.4 to 0.4, within 0.03.
    expect(largestDifference(slopes, expected) / Math.max(...expected.map(Math.abs))).toBeLessThan(0.1);
    expect(Math.abs(hypergradientOf(trained) - unconstrainedSlope(u))).toBeLessThan(0.03);
  },
);

it('differences between networks trained with penalties a little apart give the same hypergradient', async () => {
  const u = unconstrain(2, ridgeRange);
  const errorAt = async (place: number): Promise<number> => {
    const trained = await trainedAt({ name: 'fixed' }, constrain(place, ridgeRange));
    return errorOfWeights(responseOf(trained, 'none').weights);
  };
  const difference = ((await errorAt(u + 0.1)) - (await errorAt(u - 0.1))) / 0.2;
  expect(difference / unconstrainedSlope(u)).toBeCloseTo(1, 2);
});
