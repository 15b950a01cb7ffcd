import { afterAll, describe, expect, it } from 'vitest';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { buildLearner } from '../../src-main/methods/registry.ts';
import type { RunConfigInput } from '../../src-shared/domain/run-config.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { drive, lastCheckpoint, seriesOf, smallConfig, smallProblem } from '../support/small-training.ts';

const engine = createReferenceEngine();
afterAll(() => engine.dispose());

const tunedDropout = { 'input.dropout': { mode: 'tuned', start: 0.2 } } as const;

async function run(
  method: RunConfigInput['method'],
  hyperparameters: RunConfigInput['hyperparameters'] = tunedDropout,
  epochs = 6,
) {
  return drive({ engine, config: smallConfig({ method, hyperparameters, training: { epochs } }) });
}

function valuesOf(driven: Awaited<ReturnType<typeof run>>, series: string): number[] {
  return seriesOf(driven, series).map(([, value]) => value);
}

it('fixed never moves its hyperparameters', async () => {
  const values = valuesOf(await run({ name: 'fixed' }), 'hyperparameter/input.dropout');
  expect(new Set(values)).toEqual(new Set([Math.fround(0.2)]));
});

it('held values stay where they are held while others move', async () => {
  const both = { ...tunedDropout, 'output.l2': { mode: 'fixed', value: 0.01 } } as const;
  const driven = await run({ name: 'stn' }, both);
  expect(lastCheckpoint(driven).latest.tensors['held/output.l2']).toEqual(Float32Array.of(0.01));
  const values = valuesOf(driven, 'hyperparameter/input.dropout');
  expect(values.at(-1)).not.toBe(values[0]);
});

it('a held value is part of the training loss', async () => {
  const penalised = (value: number) =>
    run({ name: 'stn' }, { ...tunedDropout, 'dense1.l2': { mode: 'fixed', value } }, 1);
  const [without = Number.NaN] = valuesOf(await penalised(0), 'loss/train-step');
  const [under = Number.NaN] = valuesOf(await penalised(2), 'loss/train-step');
  // lambda / 2 times the squares of the starting weights, before the first step has moved them.
  const config = smallConfig({ hyperparameters: tunedDropout });
  const start = buildLearner(smallProblem(config)).initialState(new CounterNoise(config.training.seed));
  const squares = Array.from(start['dense1/weight'] ?? []).reduce((total, weight) => total + weight * weight, 0);
  expect(under - without).toBeCloseTo(squares, 4);
});

describe.each(['centred', 'published'] as const)('the %s form', (response) => {
  it('holds its scales unless they are tuned', async () => {
    const scales = valuesOf(await run({ name: 'stn', response }), 'scale/input.dropout');
    expect(new Set(scales).size).toBe(1);
    expect(scales[0]).toBeCloseTo(0.5, 6);
  });

  it('tuned scales move, and the entropy keeps them up', async () => {
    const lastScale = async (entropyWeight: number) => {
      const method = { name: 'stn', response, tuneScales: true, scaleLearningRate: 0.05, entropyWeight } as const;
      return valuesOf(await run(method, tunedDropout, 12), 'scale/input.dropout').at(-1) ?? Number.NaN;
    };
    const [without, strong] = [await lastScale(0), await lastScale(10)];
    expect(without).not.toBeCloseTo(0.5, 4);
    // A strong entropy drives every step upwards: about 17 steps of 0.05 from -0.433 reach softplus(0.4) = 0.91.
    expect(strong).toBeGreaterThan(0.8);
    expect(strong).toBeGreaterThan(without);
  });

  it('moves a hyperparameter rounded down in use, and one without upper end, through the response', async () => {
    const driven = await run(
      { name: 'stn', response, hyperparameterLearningRate: 0.1 },
      {
        'dense1.l2': { mode: 'tuned', range: [0, null], start: 0.5 },
        'input.gaussianNoise': { mode: 'tuned', range: [0, 3], start: 1.4, discrete: true },
      },
    );
    for (const name of ['dense1.l2', 'input.gaussianNoise']) {
      const values = valuesOf(driven, `hyperparameter/${name}`);
      expect(values.every((value) => value > 0 && Number.isFinite(value))).toBe(true);
      expect(new Set(values).size).toBeGreaterThan(2);
    }
  });
});

it('the centred and the published form train differently', async () => {
  const losses = async (response: 'centred' | 'published') =>
    valuesOf(await run({ name: 'stn', response }), 'loss/train');
  expect(await losses('centred')).not.toEqual(await losses('published'));
});
