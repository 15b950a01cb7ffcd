// The methods whose hyperparameters are settled before training: held at given values, or following a rule.
import { afterAll, describe, expect, it } from 'vitest';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { buildLearner } from '../../src-main/methods/registry.ts';
import { createControl } from '../../src-main/trainer/control.ts';
import type { ReplayedSchedule } from '../../src-shared/domain/method-config.ts';
import type { RunConfig, RunConfigInput } from '../../src-shared/domain/run-config.ts';
import {
  type Driven,
  drive,
  eventsOf,
  lastCheckpoint,
  seriesOf,
  smallConfig,
  smallProblem,
} from '../support/small-training.ts';

const engines = { reference: createReferenceEngine(), onnx: createOnnxEngine({ device: 'cpu', threads: 1 }) };
const { onnx } = engines;
afterAll(() => Promise.all(Object.values(engines).map((engine) => engine.dispose())));

const hyperparameters = {
  'input.dropout': { mode: 'tuned', start: 0.3 },
  'dense1.dropout': { mode: 'fixed', value: 0.2 },
  'output.l2': { mode: 'tuned', start: 0.02 },
} as const satisfies RunConfigInput['hyperparameters'];

/** Three batches an epoch, four epochs, a point at every step. */
const configOf = (method: RunConfigInput['method'], training: RunConfigInput['training'] = {}): RunConfig =>
  smallConfig({ hyperparameters, method, training });

type Schedule = Omit<ReplayedSchedule, 'source'>;

const schedule: Schedule = {
  unit: 'epochs',
  at: [1, 2, 3],
  values: { 'input.dropout': [0.3, 0.6, 0.1], 'output.l2': [0.02, 0.02, 0.05] },
};

const constant: Schedule = {
  unit: 'epochs',
  at: [0, 2],
  values: { 'input.dropout': [0.3, 0.3], 'output.l2': [0.02, 0.02] },
};

/** What steps used, as read after each; the epochs' ends say the last step's again. */
function followed(run: Driven, name: string): number[] {
  const byStep = new Map(seriesOf(run, `hyperparameter/${name}`));
  return [...byStep.values()];
}

const in32Bits = (values: readonly number[]): number[] => values.map(Math.fround);

/** All but how the methods are called: what was learnt, scored and held. */
function learnt(run: Driven): unknown {
  return { points: eventsOf(run, 'points'), tensors: lastCheckpoint(run).latest.tensors };
}

describe.each(['reference', 'onnx'] as const)('on %s', (name) => {
  const engine = engines[name];

  it('a replayed schedule that does not change is the method fixed, bit for bit, and so are the same final values', async () => {
    const fixed = learnt(await drive({ engine, config: configOf({ name: 'fixed' }) }));
    expect(learnt(await drive({ engine, config: configOf({ name: 'replay', schedule: constant }) }))).toEqual(fixed);
    const values = { 'input.dropout': 0.3, 'output.l2': 0.02 };
    const hyperparameters = {
      ...configOf({ name: 'fixed' }).hyperparameters,
      'input.dropout': { mode: 'tuned' },
    } as const;
    const config = smallConfig({ hyperparameters, method: { name: 'final', values } });
    expect(learnt(await drive({ engine, config }))).toEqual(fixed);
  });

  it('a replayed schedule is followed in straight lines, its ends held, from one training step to the next', async () => {
    const run = await drive({ engine, config: configOf({ name: 'replay', schedule }) });
    // Step 1 stands at epoch 0, step 4 at epoch 1, step 7 at epoch 2, step 10 at epoch 3.
    const third = (from: number, to: number, steps: number) => from + (to - from) * (steps / 3);
    const expected = [
      ...[0.3, 0.3, 0.3],
      ...[0.3, third(0.3, 0.6, 1), third(0.3, 0.6, 2)],
      ...[0.6, third(0.6, 0.1, 1), third(0.6, 0.1, 2)],
      ...[0.1, 0.1, 0.1],
    ];
    const values = followed(run, 'input.dropout');
    expect(values).toHaveLength(12);
    for (const [index, value] of values.entries()) expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 6);
    expect(seriesOf(run, 'scale/input.dropout')).toEqual([]);
  });
});

it('a schedule in steps is followed by training steps, stretched to another length where one is asked for', async () => {
  const inSteps: Schedule = {
    unit: 'steps',
    at: [0, 6],
    values: { 'input.dropout': [0, 0.6], 'output.l2': [0.02, 0.02] },
  };
  const asItIs = await drive({ engine: onnx, config: configOf({ name: 'replay', schedule: inSteps }) });
  expect(followed(asItIs, 'input.dropout')[1]).toBeCloseTo(0.1, 6);
  expect(followed(asItIs, 'input.dropout').slice(6)).toEqual(in32Bits(Array(6).fill(0.6)));
  const stretched = await drive({ engine: onnx, config: configOf({ name: 'replay', schedule: inSteps, length: 12 }) });
  const ramp = followed(stretched, 'input.dropout');
  for (const [step, value] of ramp.entries()) expect(value).toBeCloseTo(0.05 * step, 6);
});

it('values change what is learnt: a schedule is not its start held', async () => {
  const fixed = await drive({ engine: onnx, config: configOf({ name: 'fixed' }) });
  const replayed = await drive({ engine: onnx, config: configOf({ name: 'replay', schedule }) });
  const losses = (run: Driven) => seriesOf(run, 'loss/train-step').map(([, loss]) => loss);
  expect(losses(replayed).slice(0, 4)).toEqual(losses(fixed).slice(0, 4));
  expect(losses(replayed)[4]).not.toBe(losses(fixed)[4]);
});

describe('gaussian', () => {
  const drawn = async (deviation: number, seed: number) => {
    const training = { epochs: 100, seed } as const;
    const run = await drive({ engine: onnx, config: configOf({ name: 'gaussian', deviation }, training) });
    return (name: string) => followed(run, name);
  };

  it('draws around the start, each hyperparameter by itself, anew at each step and by the seed', async () => {
    const values = await drawn(0.05, 3);
    const dropouts = values('input.dropout');
    const mean = dropouts.reduce((sum, value) => sum + value, 0) / dropouts.length;
    const deviation = Math.sqrt(dropouts.reduce((sum, value) => sum + (value - mean) ** 2, 0) / dropouts.length);
    expect(dropouts).toHaveLength(300);
    // Three standard errors of the mean and of the deviation of 300 draws.
    expect(Math.abs(mean - 0.3)).toBeLessThan(3 * (0.05 / Math.sqrt(300)));
    expect(Math.abs(deviation - 0.05)).toBeLessThan(3 * (0.05 / Math.sqrt(600)));
    expect(new Set(dropouts).size).toBe(300);
    const penalties = values('output.l2');
    const product = dropouts.reduce((sum, value, step) => sum + (value - 0.3) * ((penalties[step] ?? 0) - 0.02), 0);
    expect(Math.abs(product / 300)).toBeLessThan(0.05 * 0.05 * 0.5);
    expect((await drawn(0.05, 3))('input.dropout')).toEqual(dropouts);
    expect((await drawn(0.05, 4))('input.dropout')).not.toEqual(dropouts);
  });

  it('stays within the range', async () => {
    const values = (await drawn(1, 3))('input.dropout');
    expect(Math.min(...values)).toBe(0);
    expect(Math.max(...values)).toBe(Math.fround(0.9));
  });
});

it('sinusoid goes up and down once in a period, by its amplitude, from a phase by the seed', async () => {
  const waveOf = async (seed: number) => {
    const config = configOf({ name: 'sinusoid', amplitude: 0.1, period: 30 }, { epochs: 30, seed });
    return followed(await drive({ engine: onnx, config }), 'input.dropout');
  };
  const wave = await waveOf(1);
  expect(wave).toHaveLength(90);
  for (let step = 0; step < 60; step++) expect(wave[step + 30]).toBeCloseTo(wave[step] ?? Number.NaN, 6);
  const middle = wave.slice(0, 30).reduce((sum, value) => sum + value, 0) / 30;
  expect(middle).toBeCloseTo(0.3, 6);
  // 30 steps a period: no step is further from the crest than half a step.
  expect(Math.max(...wave)).toBeLessThanOrEqual(0.4 + 1e-6);
  expect(Math.max(...wave)).toBeGreaterThan(0.3 + 0.1 * Math.cos(Math.PI / 30) - 1e-6);
  expect(Math.min(...wave)).toBeCloseTo(0.6 - Math.max(...wave), 6);
  expect((await waveOf(2))[0]).not.toBeCloseTo(wave[0] ?? Number.NaN, 6);
});

it.each<[string, RunConfigInput['method']]>([
  ['replay', { name: 'replay', schedule }],
  ['gaussian', { name: 'gaussian' }],
  ['sinusoid', { name: 'sinusoid', period: 7 }],
])('%s goes on from a checkpoint bit for bit', async (_name, method) => {
  const config = configOf(method);
  const whole = await drive({ engine: onnx, config });
  const control = createControl();
  const stopped = await drive({
    engine: onnx,
    config,
    control,
    onEvent: (event) => {
      if (event.type === 'points' && event.step === 5) control.ask('stop');
    },
  });
  const resumed = await drive({ engine: onnx, config, resumeFrom: lastCheckpoint(stopped).latest });
  expect(eventsOf(resumed, 'points')).toEqual(eventsOf(whole, 'points').filter(({ step }) => step > 5));
  expect(lastCheckpoint(resumed).latest).toEqual(lastCheckpoint(whole).latest);
});

describe('refused', () => {
  const refused = (method: RunConfigInput['method'], settings: RunConfigInput['hyperparameters'] = hyperparameters) => {
    const problem = smallProblem(smallConfig({ hyperparameters: settings, method }));
    try {
      buildLearner(problem);
    } catch (error) {
      return (error as Error).message;
    }
    return null;
  };
  const replayOf = (values: Record<string, number[]>): RunConfigInput['method'] => ({
    name: 'replay',
    schedule: { unit: 'epochs', at: [0, 1], values },
  });
  const both = { 'input.dropout': [0.1, 0.2], 'output.l2': [0, 0.1] };

  it('is nothing that fits, at the ends of ranges and with values of what is held here', () => {
    expect(refused(replayOf(both))).toBeNull();
    expect(refused(replayOf({ ...both, 'dense1.dropout': [0.2, 0.9] }))).toBeNull();
    // What a run held at 0.9 and logged in 32 bits.
    expect(refused(replayOf({ ...both, 'input.dropout': [0.1, 0.9000000001] }))).toBeNull();
  });

  it.each<[string, Record<string, number[]>, string]>([
    ['a name that no layer has', { ...both, 'dense7.l2': [0, 0] }, 'values of "dense7.l2", which this network'],
    ['a name that is off here', { ...both, 'dense1.l2': [0, 0] }, '"dense1.l2", which is off here'],
    [
      'a value above the range',
      { ...both, 'output.l2': [0, 0.2] },
      'sets "output.l2" to 0.2. It must lie between 0 and 0.1',
    ],
    ['a value below it', { ...both, 'input.dropout': [-0.1, 0.2] }, 'sets "input.dropout" to -0.1'],
    ['no values of what is tuned', { 'input.dropout': [0, 0.1] }, 'no values of "output.l2", which is set to tuned'],
    ['no values at all', {}, 'names no hyperparameter'],
  ])('is a schedule with %s', (_what, values, words) => {
    expect(refused(replayOf(values))).toContain(words);
    const last = Object.fromEntries(Object.entries(values).map(([name, column]) => [name, column.at(-1) ?? 0]));
    const first = Object.fromEntries(Object.entries(values).map(([name, column]) => [name, column[0] ?? 0]));
    const finals = [last, first].map((ends) => refused({ name: 'final', values: ends }));
    expect(finals.some((told) => told?.includes(words))).toBe(true);
  });

  it.each(['gaussian', 'sinusoid'] as const)('is %s where nothing is tuned', (name) => {
    expect(refused({ name }, { 'input.dropout': { mode: 'fixed', value: 0.1 } })).toContain('none is');
  });
});
