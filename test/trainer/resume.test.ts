import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importDataset } from '../../src-main/data/import-dataset.ts';
import { runDirectory } from '../../src-main/store/home-files.ts';
import type { WritableHome } from '../../src-main/store/open.ts';
import { runDetails } from '../../src-main/store/queries/run-details.ts';
import { listSeries, seriesPoints } from '../../src-main/store/queries/series-points.ts';
import { decodeSafetensors } from '../../src-main/trainer/safetensors.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { type RunConfigInput, runConfigSchema } from '../../src-shared/domain/run-config.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { writePlainText } from '../support/plain-text.ts';
import { realQueue } from '../support/real-queue.ts';

interface Setting {
  /** What is imported: a shipped sample, or a data set of the test's own. */
  readonly data: Parameters<typeof realQueue>[0];
  readonly kills: number;
  /** Steps of both kinds. */
  readonly totalSteps: number;
  readonly config: Omit<RunConfigInput, 'data'>;
  readonly split?: RunConfigInput['data']['split'];
}

const engine = { name: 'onnx', device: 'cpu', threads: 2 } as const;

const perceptron: Setting = {
  data: 'iris',
  kills: 20,
  // 105 training rows in batches of 32: three steps an epoch, and one on validation rows after every second of them.
  totalSteps: 1_500 * 3 * 1.5,
  config: {
    model: { kind: 'mlp', hidden: [{ width: 16 }, { width: 16 }] },
    hyperparameters: {
      'input.dropout': { mode: 'tuned' },
      'dense1.dropout': { mode: 'tuned' },
      'dense1.l2': { mode: 'tuned' },
      'dense2.l1': { mode: 'tuned' },
      'input.gaussianNoise': { mode: 'fixed', value: 0.05 },
    },
    method: { name: 'stn', tuneScales: true },
    training: {
      epochs: 1_500,
      batchSize: 32,
      decay: { kind: 'nonmonotone', window: 300, factor: 0.999 },
      minimumLearningRate: 0,
    },
    engine,
    logging: { everySteps: 11, checkpointSeconds: 0.05 },
  },
};

/** Its memory of the text goes on from step to step, and so it has to from one process to the next. */
const reader: Setting = {
  data: async (datasets) => importDataset({ files: [await writePlainText(join(datasets, '../files'), 120)] }, datasets),
  kills: 8,
  // About 630 training tokens in 6 streams, of which a step reads 5 tokens: twenty steps an epoch. Cycles are small enough to be joined.
  totalSteps: 40 * 20 * 1.5,
  split: { kind: 'contiguous' },
  config: {
    model: { kind: 'lstm', embedding: 8, lstm: [{ width: 10 }, { width: 8 }], isTied: true, length: 5 },
    hyperparameters: {
      'embedding.embeddingDropout': { mode: 'tuned' },
      'embedding.dropout': { mode: 'tuned' },
      'lstm1.dropout': { mode: 'tuned' },
      'lstm2.dropout': { mode: 'tuned' },
      'recurrent.dropConnect': { mode: 'tuned' },
      'recurrent.activationPenalty': { mode: 'tuned' },
      'recurrent.temporalPenalty': { mode: 'fixed', value: 0.1 },
    },
    method: { name: 'stn', tuneScales: true },
    training: { epochs: 40, batchSize: 6, clipNorm: 0.25, optimizer: { name: 'adam', learningRate: 0.01 } },
    engine,
    logging: { everySteps: 7, checkpointSeconds: 0.05 },
  },
};

/** Everything a run logged, the wall-clock time apart. */
function logOf(home: WritableHome, run: RunId) {
  return listSeries(home.db, run)
    .map(({ series }) => series)
    .filter((name) => name !== 'seconds')
    .map((name) => seriesPoints(home.db, run, name));
}

function bestTensors(home: WritableHome, run: RunId) {
  return decodeSafetensors(readFileSync(join(runDirectory(home.directory, run), 'best.safetensors'))).tensors;
}

it.each([
  ['on a table', perceptron],
  ['on a running text', reader],
])(
  'a run %s killed at random steps and resumed logs bit for bit what the undisturbed run logs',
  {
    timeout: 240_000,
  },
  async (_name, { data, kills, totalSteps, config: input, split }) => {
    let killAt = Number.POSITIVE_INFINITY;
    let target: RunId | null = null;
    let killed = 0;
    const { home, queue, dataset } = await realQueue(data, (notice) => {
      if (target === null || notice.type !== 'progress' || notice.step < killAt) return;
      killAt = Number.POSITIVE_INFINITY;
      killed += 1;
      queue.kill(target);
    });
    const config = runConfigSchema.parse({ ...input, data: { dataset, split } });

    const undisturbed = queue.submit(config);
    expect(await queue.ended(undisturbed)).toBe('finished');
    expect(runDetails(home.db, undisturbed).summary?.steps).toBeGreaterThan(0.9 * totalSteps);

    const random = new CounterNoise(20).uniform('kill', 0, new Float32Array(kills)).toSorted();
    target = queue.submit(config);
    for (const share of random) {
      killAt = Math.floor((share * totalSteps) / 2);
      expect(await queue.ended(target)).not.toBe('finished');
      queue.resume(target);
    }
    killAt = Number.POSITIVE_INFINITY;
    expect(await queue.ended(target)).toBe('finished');
    expect(killed).toBe(kills);

    const expected = logOf(home, undisturbed);
    expect(expected.length).toBeGreaterThan(10);
    expect(expected[0]?.steps.length).toBeGreaterThan(totalSteps / 15);
    expect(logOf(home, target)).toEqual(expected);
    expect(bestTensors(home, target)).toEqual(bestTensors(home, undisturbed));
    const { trainSeconds: _seconds, ...summary } = runDetails(home.db, target).summary ?? {};
    expect(runDetails(home.db, undisturbed).summary).toMatchObject(summary);
  },
);
