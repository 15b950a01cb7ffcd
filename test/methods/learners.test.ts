import { describe, expect, it } from 'vitest';
import type { Feeds, TensorSpecs } from '../../src-main/engine/engine.ts';
import type { Learner } from '../../src-main/methods/method.ts';
import { buildLearner } from '../../src-main/methods/registry.ts';
import type { RunConfigInput } from '../../src-shared/domain/run-config.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { smallConfig, smallProblem } from '../support/small-training.ts';

const hyperparameters = {
  'input.dropout': { mode: 'tuned', start: 0.2, scale: 0.7 },
  'input.gaussianNoise': { mode: 'fixed', value: 0.3 },
  'dense1.l1': { mode: 'tuned', range: [0, null], start: 2 },
  'output.l2': { mode: 'tuned', range: [null, null], start: 0.05 },
} as const satisfies RunConfigInput['hyperparameters'];

/** Penalties have no meaning below 0, so only a hand-made problem has a range without ends. */
function learnerOf(method: RunConfigInput['method'], training: RunConfigInput['training'] = {}): Learner {
  const { 'output.l2': _unbounded, ...bounded } = hyperparameters;
  const problem = smallProblem(smallConfig({ hyperparameters: bounded, method, training }));
  const unbounded = {
    name: 'output.l2',
    kind: 'l2',
    layer: 'output',
    start: 0.05,
    range: [-Infinity, Infinity],
    scale: 0.5,
    discrete: false,
    isShared: false,
  } as const;
  const { tuned, held } = problem.hyperparameters;
  return buildLearner({ ...problem, hyperparameters: { tuned: [...tuned, unbounded], held } });
}

function expectFit(specs: TensorSpecs, values: Feeds): void {
  expect(Object.keys(values).sort()).toEqual(Object.keys(specs).sort());
  for (const [name, { shape }] of Object.entries(specs)) {
    const size = shape.reduce((product, extent) => product * extent, 1);
    expect(values[name]?.length, name).toBe(size);
  }
}

/** To five digits: float32 holds seven, the way through the transforms costs some. */
function expectClose(values: ArrayLike<number> | undefined, expected: readonly number[]): void {
  expect(Array.from(values ?? [], (value) => Number(value.toPrecision(5)))).toEqual(
    expected.map((value) => Number(value.toPrecision(5))),
  );
}

const start = (learner: Learner): Feeds => learner.initialState(new CounterNoise(1));

describe.each([
  ['stn, centred', { name: 'stn', response: 'centred' }],
  ['stn, published', { name: 'stn', response: 'published' }],
  ['delta-stn', { name: 'delta-stn' }],
  ['delta-stn, published', { name: 'delta-stn', response: 'published', tuneScales: true }],
  ['fixed', { name: 'fixed' }],
  ['final', { name: 'final', values: { 'input.dropout': 0.2, 'dense1.l1': 2, 'output.l2': 0.05 } }],
  [
    'replay',
    {
      name: 'replay',
      schedule: {
        unit: 'steps',
        at: [0, 9],
        values: { 'input.dropout': [0.2, 0.9], 'dense1.l1': [2, 0], 'output.l2': [0.05, 7] },
      },
    },
  ],
] satisfies [string, RunConfigInput['method']][])('%s', (_name, method) => {
  const learner = learnerOf(method);

  it('starts every state tensor with as many values as its shape holds', () => {
    expectFit(learner.state, start(learner));
    const withAdam = learnerOf(method, { optimizer: { name: 'adam', learningRate: 1e-3 } });
    expectFit(withAdam.state, start(withAdam));
  });

  it('reads its start values at the beginning', () => {
    const { values } = learner.read({ ...start(learner) });
    expect(learner.hyperparameters.map(({ name }) => name)).toEqual(['input.dropout', 'dense1.l1', 'output.l2']);
    expectClose(values, [0.2, 2, 0.05]);
  });

  it('needs no more of the state for reading than it names', () => {
    const all = start(learner);
    const named = Object.fromEntries(
      learner.hyperparameterState.map((name) => [name, all[name] ?? new Float32Array()]),
    );
    expect(learner.read(named)).toEqual(learner.read({ ...all }));
  });

  it('starts the same from the same seed and otherwise from another', () => {
    const weight = (seed: number) => learner.initialState(new CounterNoise(seed))['dense1/weight'];
    expect(weight(1)).toEqual(weight(1));
    expect(weight(1)).not.toEqual(weight(2));
  });

  it('takes held values into the state, where they can be changed without compiling again', () => {
    expect(start(learner)['held/input.gaussianNoise']).toEqual(Float32Array.of(0.3));
    expect(learner.trainStep.program.state).toHaveProperty(['held/input.gaussianNoise']);
  });

  it('asks for the noise of what is in use, a batch at a time', () => {
    const sizes = Object.fromEntries(learner.trainStep.noise.map(({ input, size }) => [input, size]));
    const perturbation = method?.name === 'stn' || method?.name === 'delta-stn' ? { perturbation: 16 * 3 } : {};
    expect(sizes).toEqual({ 'input.gaussianNoise': 16 * 5, 'input.dropout': 16 * 5, ...perturbation });
    for (const { input } of learner.trainStep.noise) expect(learner.trainStep.program.inputs).toHaveProperty([input]);
  });
});

describe('stn', () => {
  it('starts in unconstrained space: logit, inverse softplus, the value itself; scales by inverse softplus', () => {
    const { u, s } = start(learnerOf({ name: 'stn' }));
    // log((0.2 / 0.9) / (1 - 0.2 / 0.9)); log(e^2 - 1); 0.05.
    expectClose(u, [-1.252763, 1.8545865, 0.05]);
    // log(e^0.7 - 1), log(e^0.5 - 1): the specification's -0.432752 for 0.5.
    expectClose(s, [0.0136586, -0.432752, -0.432752]);
  });

  it('reads the scales as standard deviations', () => {
    const learner = learnerOf({ name: 'stn' });
    const { scales } = learner.read({ ...start(learner) });
    expectClose(scales, [0.7, 0.5, 0.5]);
  });

  it('has as many columns of the response map as it tunes, and a gain in every layer', () => {
    const published = learnerOf({ name: 'stn', response: 'published' });
    const centred = learnerOf({ name: 'stn', response: 'centred' });
    for (const { state } of [published, centred]) {
      expect(state['dense1/response-map']?.shape).toEqual([3, 16]);
      expect(state.u?.shape).toEqual([3]);
      expect(state.s?.shape).toEqual([3]);
      expect(state).toHaveProperty(['dense1/gain']);
    }
    expect(start(centred)['dense1/response-map']?.every((value) => value === 0)).toBe(true);
  });

  it('perturbs the hyperparameter step only when it tunes the scales', () => {
    const held = learnerOf({ name: 'stn', tuneScales: false });
    const tuned = learnerOf({ name: 'stn', tuneScales: true });
    expect(held.hyperStep?.noise).toEqual([]);
    expect(tuned.hyperStep?.noise).toMatchObject([{ input: 'perturbation', kind: 'normal', size: 16 * 3 }]);
    expect(Object.keys(tuned.state).length).toBeGreaterThan(Object.keys(held.state).length);
  });

  it('takes warm-up and alternation from its configuration', () => {
    const learner = learnerOf({ name: 'stn', warmUpEpochs: 4, trainSteps: 5, validationSteps: 3 });
    expect(learner.warmUpEpochs).toBe(4);
    expect(learner.alternation).toEqual({ trainSteps: 5, hyperSteps: 3 });
  });

  it('refuses to begin with nothing to tune', () => {
    const config = smallConfig({ hyperparameters: { 'input.dropout': { mode: 'fixed', value: 0.1 } } });
    expect(() => buildLearner(smallProblem(config))).toThrow(
      expect.objectContaining({ code: 'methods/nothing-to-tune' }),
    );
  });
});

describe('delta-stn', () => {
  it('moves hyperparameters by RMSprop, and their scales when they are tuned', () => {
    const slots = (method: RunConfigInput['method']) =>
      Object.keys(learnerOf(method).state).filter((name) => name.startsWith('rmsprop-square/'));
    expect(slots({ name: 'delta-stn' })).toEqual(['rmsprop-square/u']);
    expect(slots({ name: 'delta-stn', tuneScales: true })).toEqual(['rmsprop-square/u', 'rmsprop-square/s']);
  });

  it('begins as the ordinary network: its maps are zero; as published its response has random weights and no gain', () => {
    const begun = start(learnerOf({ name: 'delta-stn', response: 'published' }));
    expect(begun['dense1/response-map']?.every((value) => value === 0)).toBe(true);
    expect(begun['dense1/response-weight']?.some((value) => value !== 0)).toBe(true);
    expect(begun).not.toHaveProperty(['dense1/gain']);
    expect(start(learnerOf({ name: 'delta-stn' }))['dense1/response-map']?.every((value) => value === 0)).toBe(true);
  });

  it('refuses to begin with nothing to tune, under its own name', () => {
    const config = smallConfig({
      hyperparameters: { 'input.dropout': { mode: 'fixed', value: 0.1 } },
      method: { name: 'delta-stn' },
    });
    expect(() => buildLearner(smallProblem(config))).toThrow('The method "delta-stn" found no hyperparameter');
  });
});

describe('fixed', () => {
  it('has no response weights, no hyperparameter step, no warm-up and no scales', () => {
    const learner = learnerOf({ name: 'fixed' });
    const names = Object.keys(learner.state);
    expect(names.filter((name) => name.includes('response') || name === 'u' || name === 's')).toEqual([]);
    expect(learner.hyperStep).toBeNull();
    expect(learner.warmUpEpochs).toBe(0);
    expect(learner.read({ ...start(learner) }).scales).toEqual([]);
  });

  it('is content with no hyperparameters at all', () => {
    const learner = buildLearner(smallProblem(smallConfig({ hyperparameters: {}, method: { name: 'fixed' } })));
    expect(learner.read({ ...start(learner) })).toEqual({ values: [], scales: [] });
  });
});
