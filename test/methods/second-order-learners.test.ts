// What every learner must keep to, for the methods without a response: state, reading, resuming, and what they refuse.
import { afterAll, describe, expect, it } from 'vitest';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import type { Learner } from '../../src-main/methods/method.ts';
import { buildLearner } from '../../src-main/methods/registry.ts';
import type { Checkpoint } from '../../src-main/train/events.ts';
import { createControl } from '../../src-main/trainer/control.ts';
import type { RunConfigInput } from '../../src-shared/domain/run-config.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { hyperStepOf } from '../support/hyper-step.ts';
import {
  batchSize,
  drive,
  eventsOf,
  lastCheckpoint,
  seriesOf,
  smallConfig,
  smallInputs,
  smallProblem,
} from '../support/small-training.ts';

const onnx = createOnnxEngine({ device: 'cpu', threads: 1 });
const reference = createReferenceEngine();
afterAll(async () => {
  await onnx.dispose();
  await reference.dispose();
});

const hyperparameters = {
  'input.gaussianNoise': { mode: 'tuned', start: 0.3 },
  'input.dropout': { mode: 'fixed', value: 0.2 },
  'dense1.l2': { mode: 'tuned', range: [0, null], start: 0.1 },
  'output.l1': { mode: 'tuned', range: [0, 1], start: 0.02 },
} as const satisfies RunConfigInput['hyperparameters'];

const methods = [
  ['implicit', { name: 'implicit', terms: 4, hyperparameterLearningRate: 0.1 }],
  ['implicit, neumann', { name: 'implicit', solver: 'neumann', terms: 4, hyperparameterLearningRate: 0.1 }],
  ['unrolled', { name: 'unrolled', unrolledSteps: 2, hyperparameterLearningRate: 0.1 }],
  ['hypernetwork, local', { name: 'hypernetwork', trainSteps: 2, hyperparameterLearningRate: 0.1 }],
  ['hypernetwork, global', { name: 'hypernetwork', scope: 'global', hidden: [6], hyperparameterLearningRate: 0.1 }],
] as const satisfies readonly (readonly [string, RunConfigInput['method']])[];

const configOf = (method: RunConfigInput['method'], training: RunConfigInput['training'] = {}) =>
  smallConfig({ method, hyperparameters, training });
const start = (learner: Learner) => learner.initialState(new CounterNoise(1));
const names = ['input.gaussianNoise', 'dense1.l2', 'output.l1'];

describe.each(methods)('%s', (_name, method) => {
  const learner = buildLearner(smallProblem(configOf(method)));

  it('starts every state tensor with as many values as its shape holds, under any optimiser', () => {
    const withAdam = buildLearner(smallProblem(configOf(method, { optimizer: { name: 'adam', learningRate: 1e-3 } })));
    for (const one of [learner, withAdam]) {
      const values = start(one);
      expect(Object.keys(values).sort()).toEqual(Object.keys(one.state).sort());
      for (const [name, { shape }] of Object.entries(one.state)) {
        expect(values[name]?.length, name).toBe(shape.reduce((product, extent) => product * extent, 1));
      }
    }
  });

  it('reads its starts at the beginning, from no more of the state than it names', () => {
    const all = start(learner);
    const named = Object.fromEntries(
      learner.hyperparameterState.map((name) => [name, all[name] ?? new Float32Array()]),
    );
    const { values, scales } = learner.read(named);
    expect(learner.hyperparameters.map(({ name }) => name)).toEqual(names);
    expect(values.map((value) => Number(value.toPrecision(5)))).toEqual([0.3, 0.1, 0.02]);
    expect(scales).toEqual([]);
  });

  it('has the inputs that its noise and its batches fill', () => {
    for (const plan of [learner.trainStep, learner.hyperStep]) {
      for (const { input } of plan?.noise ?? []) expect(plan?.program.inputs).toHaveProperty([input]);
    }
    expect(learner.hyperStep?.program.inputs).toHaveProperty('x');
  });

  it('moves what is tuned after the warm-up, and leaves what is held', async () => {
    const run = await drive({ engine: reference, config: configOf(method) });
    expect(run.outcome.outcome).toBe('finished');
    for (const name of names) {
      const series = seriesOf(run, `hyperparameter/${name}`).map(([, value]) => value);
      expect(series.every(Number.isFinite), name).toBe(true);
      // Three steps of warm-up.
      expect(new Set(series.slice(0, 3)).size, name).toBe(1);
      expect(Math.abs((series.at(-1) ?? Number.NaN) / (series[0] ?? Number.NaN) - 1), name).toBeGreaterThan(0.01);
    }
    expect(lastCheckpoint(run).latest.tensors['held/input.dropout']).toEqual(Float32Array.of(0.2));
  });

  it('agrees to 1e-3 on onnx and on the reference', async () => {
    const [left, right] = [
      await drive({ engine: reference, config: configOf(method, { epochs: 8 }) }),
      await drive({ engine: onnx, config: configOf(method, { epochs: 8 }) }),
    ];
    const valuesOf = (run: typeof left) => eventsOf(run, 'points').flatMap(({ values }) => values);
    const differences = valuesOf(left).map(([, value], index) =>
      Math.abs(value - (valuesOf(right)[index]?.[1] ?? Number.NaN)),
    );
    expect(differences.length).toBeGreaterThan(20);
    expect(Math.max(...differences)).toBeLessThan(1e-3);
  });

  it('goes on bit for bit from a checkpoint', async () => {
    const config = configOf(method);
    const whole = await drive({ engine: onnx, config });
    const control = createControl();
    let middle: Checkpoint | null = null;
    await drive({
      engine: onnx,
      config,
      control,
      onEvent: (event) => {
        if (event.type === 'points' && event.step === 7) control.ask('pause');
        if (event.type !== 'checkpoint') return;
        middle ??= event.latest;
        control.ask('none');
      },
    });
    if (middle === null) throw new Error('The pause wrote no checkpoint.');
    const resumed = await drive({ engine: onnx, config, resumeFrom: middle });
    expect(lastCheckpoint(resumed).latest).toEqual(lastCheckpoint(whole).latest);
  });
});

it.each(['implicit', 'unrolled'] as const)('%s moves the hyperparameters alone where it looks ahead', async (name) => {
  const learner = buildLearner(smallProblem(configOf({ name })));
  const [x, answers] = [new Float32Array(batchSize * smallInputs).fill(0.5), new Int32Array(batchSize)];
  const batch = { x, answers };
  const step = { engine: reference, learner, validation: batch, training: [batch], learningRate: 0.1 };
  const { state } = await hyperStepOf(step);
  const before = start(learner);
  const moved = Object.keys(before).filter((tensor) =>
    state[tensor]?.some((value, at) => value !== before[tensor]?.[at]),
  );
  expect(moved.filter((tensor) => !tensor.startsWith('adam-'))).toEqual(['u']);
  expect(moved.filter((tensor) => tensor.startsWith('adam-')).every((slot) => slot.endsWith('/u'))).toBe(true);
});

it('what a method cannot tune is refused in words', () => {
  const dropout = { 'input.dropout': { mode: 'tuned' } } as const;
  expect(() =>
    buildLearner(smallProblem(smallConfig({ method: { name: 'implicit' }, hyperparameters: dropout }))),
  ).toThrow('"input.dropout" cannot be tuned by the method "implicit"');
  expect(() => buildLearner(smallProblem(smallConfig({ method: { name: 'unrolled' }, hyperparameters: {} })))).toThrow(
    'No hyperparameter is tuned',
  );
});

it('a hypernetwork tunes a dropout, and what is used as a whole number', async () => {
  const config = smallConfig({
    method: { name: 'hypernetwork', hyperparameterLearningRate: 0.1 },
    hyperparameters: {
      'dense1.dropout': { mode: 'tuned', start: 0.2 },
      'input.gaussianNoise': { mode: 'tuned', range: [0, 3], start: 1.4, discrete: true },
    },
  });
  const run = await drive({ engine: reference, config });
  for (const name of ['dense1.dropout', 'input.gaussianNoise']) {
    expect(new Set(seriesOf(run, `hyperparameter/${name}`).map(([, value]) => value)).size).toBeGreaterThan(3);
  }
});
