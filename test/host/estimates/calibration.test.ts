import { describe, expect, it } from 'vitest';
import { createCalibrator } from '../../../src-main/host/estimates/calibration.ts';
import { stepSeconds } from '../../../src-main/host/estimates/estimate.ts';
import { sizeOfRun } from '../../../src-main/host/estimates/run-size.ts';
import type { RunDetails } from '../../../src-main/store/queries/run-details.ts';
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { runIdSchema } from '../../../src-shared/domain/ids.ts';
import { make, numberColumn, tableOf, textColumn } from '../../data/small-datasets.ts';
import { testConfig } from '../../support/open-home.ts';
import { testTime } from '../../support/temporary-home.ts';

const { card } = tableOf(
  numberColumn(
    'x',
    make(100, (row) => row),
  ),
  textColumn(
    'kind',
    make(100, (row) => (row % 2 === 0 ? 'a' : 'b')),
    'target',
  ),
);
const cores = 2;

interface Played {
  readonly width: number;
  /** How many times slower than the constants say. */
  readonly slowness: number;
  readonly state?: RunRow['state'];
  readonly device?: string;
  readonly steps?: number;
}

const configOf = (width: number) => testConfig({ model: { kind: 'mlp', hidden: [{ width }] } });
const sizeOf = (width: number) =>
  sizeOfRun(configOf(width), {
    form: 'table',
    inputs: 1,
    outputs: 2,
    imageShape: null,
    rows: { train: 70, validation: 15, test: 15 },
  });

function trainSeconds({ width, slowness, steps = 200 }: Played): number {
  const size = sizeOf(width);
  const seconds = stepSeconds(size, cores);
  const { train, hyper } = size.steps;
  return (slowness * steps * (train * seconds.train + hyper * seconds.hyper)) / (train + hyper);
}

function calibratorOf(played: readonly Played[], isCardThere = true) {
  let asked = 0;
  const details = (run: number) => {
    asked++;
    const one = played[run - 1];
    if (one === undefined) throw new Error('No such run.');
    const summary = { epochs: 1, steps: one.steps ?? 200, trainSeconds: trainSeconds(one) };
    const engine = { name: 'onnx', device: one.device ?? 'cpu', verdict: '' };
    return { config: configOf(one.width), summary, engine } as unknown as RunDetails;
  };
  const rows = played.map(
    ({ state = 'finished' }, index) => ({ id: runIdSchema.parse(index + 1), state, finishedAt: testTime }) as RunRow,
  );
  const calibrator = createCalibrator({
    rows: () => rows,
    details,
    card: () => Promise.resolve(isCardThere ? card : null),
    cores,
  });
  return { calibrator, asked: () => asked };
}

describe('the calibration', () => {
  it('is none without finished runs, or where their data is gone', async () => {
    const none = { factor: 1, runs: 0, closeness: 0 };
    expect(await calibratorOf([]).calibrator.for(sizeOf(8), null)).toEqual(none);
    const stopped = calibratorOf([{ width: 8, slowness: 2, state: 'stopped' }]).calibrator;
    expect(await stopped.for(sizeOf(8), null)).toEqual(none);
    expect(await calibratorOf([{ width: 8, slowness: 2 }], false).calibrator.for(sizeOf(8), null)).toEqual(none);
  });

  it('is the middle of what finished runs say, an odd one out', async () => {
    const slownesses = [2, 2.2, 90];
    const { calibrator } = calibratorOf(slownesses.map((slowness) => ({ width: 8, slowness })));
    const { factor, runs } = await calibrator.for(sizeOf(8), null);
    expect(factor).toBeCloseTo(2.2);
    expect(runs).toBe(3);
  });

  it('goes by the five runs of the most similar size', async () => {
    const small = make(6, (): Played => ({ width: 8, slowness: 4 }));
    const large = make(6, (): Played => ({ width: 2_000, slowness: 0.5 }));
    const { calibrator } = calibratorOf([...small, ...large]);
    expect((await calibrator.for(sizeOf(9), null)).factor).toBeCloseTo(4);
    expect((await calibrator.for(sizeOf(1_900), null)).factor).toBeCloseTo(0.5);
  });

  it('counts the less, the further a run is in size', async () => {
    const { calibrator } = calibratorOf([{ width: 8, slowness: 4 }]);
    const near = await calibrator.for(sizeOf(16), null);
    expect([near.factor, near.closeness]).toEqual([expect.closeTo(4), 1]);
    const stepOf = (width: number) => stepSeconds(sizeOf(width), cores).train;
    const width = 65_000;
    const away = stepOf(width) / stepOf(8);
    const far = await calibrator.for(sizeOf(width), null);
    expect(away).toBeGreaterThan(6);
    expect(far.closeness).toBeCloseTo(Math.log(4) / Math.log(away));
    expect(far.factor).toBeCloseTo(4 ** far.closeness);
  });

  it('keeps devices apart: the one asked for, else that of the newest run', async () => {
    const { calibrator } = calibratorOf([
      { width: 8, slowness: 0.25, device: 'cuda' },
      { width: 8, slowness: 4, device: 'cpu' },
    ]);
    expect(await calibrator.for(sizeOf(8), 'cpu')).toMatchObject({ runs: 1 });
    expect((await calibrator.for(sizeOf(8), 'cpu')).factor).toBeCloseTo(4);
    expect((await calibrator.for(sizeOf(8), null)).factor).toBeCloseTo(0.25);
  });

  it('of dense networks says nothing about convolutions', async () => {
    const { calibrator } = calibratorOf([{ width: 8, slowness: 4 }]);
    const config = testConfig({
      model: { kind: 'cnn', conv: [{ channels: 4 }] },
      hyperparameters: { 'conv1.dropout': { mode: 'tuned' } },
    });
    const size = sizeOfRun(config, {
      form: 'images',
      inputs: 64,
      outputs: 2,
      imageShape: [8, 8, 1],
      rows: { train: 70, validation: 15, test: 15 },
    });
    expect(await calibrator.for(size, null)).toEqual({ factor: 1, runs: 0, closeness: 0 });
  });

  it('of sequences says nothing about a running text', async () => {
    const level = 'character' as const;
    const ofTokens = {
      ...card,
      form: 'sequences' as const,
      vocabulary: { level, size: 6, unknown: 0, commonest: [] },
      lengths: { shortest: 60, median: 60, longest: 60 },
    };
    const config = testConfig({
      model: { kind: 'lstm', embedding: 8, lstm: [{ width: 8 }], length: 60 },
      hyperparameters: { 'lstm1.dropout': { mode: 'tuned' } },
    });
    const calibrator = createCalibrator({
      rows: () => [{ id: runIdSchema.parse(1), state: 'finished', finishedAt: testTime } as RunRow],
      details: () =>
        ({ config, summary: { epochs: 1, steps: 200, trainSeconds: 40 }, engine: null }) as unknown as RunDetails,
      card: () => Promise.resolve(ofTokens),
      cores,
    });
    const sizeOn = (form: 'text' | 'sequences') =>
      sizeOfRun(config, {
        form,
        inputs: 60,
        outputs: form === 'text' ? 6 : 2,
        imageShape: null,
        tokens: { vocabulary: 6, isRunningText: form === 'text' },
        rows: { train: 7_000, validation: 1_500, test: 1_500 },
      });
    expect((await calibrator.for(sizeOn('sequences'), null)).runs).toBe(1);
    expect(await calibrator.for(sizeOn('text'), null)).toEqual({ factor: 1, runs: 0, closeness: 0 });
  });

  it('passes over runs of a few steps', async () => {
    const { calibrator } = calibratorOf([{ width: 8, slowness: 50, steps: 5 }]);
    expect((await calibrator.for(sizeOf(8), null)).runs).toBe(0);
  });

  it('looks at each run once', async () => {
    const { calibrator, asked } = calibratorOf([{ width: 8, slowness: 2 }]);
    await calibrator.for(sizeOf(8), null);
    await calibrator.for(sizeOf(8), null);
    expect(asked()).toBe(1);
  });
});
