// Convolutional networks through the whole of training: the same on every engine, and over a resume.
import { afterAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-main/engine/engine.ts';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import type { Checkpoint } from '../../src-main/train/events.ts';
import { createControl } from '../../src-main/trainer/control.ts';
import type { RunConfigInput } from '../../src-shared/domain/run-config.ts';
import { drive, eventsOf, lastCheckpoint, seriesOf, smallConfig } from '../support/small-training.ts';

const engines: Readonly<Record<string, Engine>> = {
  reference: createReferenceEngine(),
  onnx: createOnnxEngine({ device: 'cpu', threads: 1 }),
};
afterAll(() => Promise.all(Object.values(engines).map((engine) => engine.dispose())));

/** Five columns as an ordered axis, everything tuned that makes sense for one. */
const changes: Pick<RunConfigInput, 'model' | 'hyperparameters'> = {
  model: { kind: 'cnn', conv: [{ channels: 4 }], hidden: [{ width: 6 }] },
  hyperparameters: {
    'input.dropout': { mode: 'tuned' },
    'input.gaussianNoise': { mode: 'tuned' },
    'input.inputScaling': { mode: 'tuned' },
    'input.cutoutHoles': { mode: 'tuned' },
    'input.cutoutLength': { mode: 'tuned', range: [0, 5], start: 1.5 },
    'input.shift': { mode: 'tuned', start: 0.1 },
    'conv1.dropout': { mode: 'tuned' },
    'conv1.l2': { mode: 'tuned' },
    'conv1.l1': { mode: 'tuned' },
    'flatten.dropout': { mode: 'tuned' },
    'dense1.dropout': { mode: 'fixed', value: 0.1 },
  },
};

describe.each([
  ['stn, centred', { name: 'stn', response: 'centred', tuneScales: true }],
  ['stn, published', { name: 'stn', response: 'published', tuneScales: true }],
  ['delta-stn', { name: 'delta-stn', tuneScales: true }],
  ['delta-stn, published', { name: 'delta-stn', response: 'published' }],
] as const)('a run of the method %s', (_name, method) => {
  const config = smallConfig({ ...changes, method });

  it('agrees between onnx and the reference to 1e-3', async () => {
    const runs = [];
    for (const engine of Object.values(engines)) runs.push(await drive({ engine, config }));
    const [left = [], right = []] = runs.map((run) => eventsOf(run, 'points').flatMap(({ values }) => values));
    expect(right.map(([series]) => series)).toEqual(left.map(([series]) => series));
    const differences = left.map(([, value], index) => Math.abs(value - (right[index]?.[1] ?? Number.NaN)));
    expect(Math.max(...differences)).toBeLessThan(1e-3);
  });

  it('moves every hyperparameter', async () => {
    const run = await drive({ engine: engines.onnx as Engine, config });
    const names = Object.entries(changes.hyperparameters ?? {}).filter(([, { mode }]) => mode === 'tuned');
    for (const [name] of names) {
      const values = seriesOf(run, `hyperparameter/${name}`).map(([, value]) => value);
      expect(values.at(-1), name).not.toBe(values[0]);
    }
  });

  it.each(Object.keys(engines))('goes on bit for bit after a resume on %s', async (name) => {
    const engine = engines[name] as Engine;
    const whole = await drive({ engine, config });
    const control = createControl();
    let middle: Checkpoint | null = null;
    await drive({
      engine,
      config,
      control,
      onEvent: (event) => {
        if (event.type === 'points' && event.step === 7) control.ask('pause');
        if (event.type === 'checkpoint') middle ??= event.latest;
        if (event.type === 'checkpoint') control.ask('none');
      },
    });
    const resumed = await drive({ engine, config, resumeFrom: middle });
    expect(eventsOf(resumed, 'points')).toEqual(eventsOf(whole, 'points').filter(({ step }) => step > 7));
    expect(lastCheckpoint(resumed).latest).toEqual(lastCheckpoint(whole).latest);
  });
});

it('with every hyperparameter held it is an ordinary network', async () => {
  const run = await drive({
    engine: engines.onnx as Engine,
    config: smallConfig({ ...changes, method: { name: 'fixed' } }),
  });
  expect(Object.keys(lastCheckpoint(run).latest.tensors).filter((name) => name.includes('response'))).toEqual([]);
  const losses = seriesOf(run, 'loss/train').map(([, loss]) => loss);
  expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
});
