import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runDirectory } from '../../src-main/store/home-files.ts';
import type { WritableHome } from '../../src-main/store/open.ts';
import { runDetails } from '../../src-main/store/queries/run-details.ts';
import { listSeries, seriesPoints } from '../../src-main/store/queries/series-points.ts';
import { decodeSafetensors } from '../../src-main/trainer/safetensors.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { type RunConfig, type RunConfigInput, runConfigSchema } from '../../src-shared/domain/run-config.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { realQueue } from '../support/real-queue.ts';

const kills = 20;
const epochs = 1_500;
/** 105 training rows in batches of 32: three steps an epoch, and one on validation rows after every second of them. */
const totalSteps = epochs * 3 * 1.5;

function configOf(dataset: string): RunConfig {
  return runConfigSchema.parse({
    data: { dataset },
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
      epochs,
      batchSize: 32,
      decay: { kind: 'nonmonotone', window: 300, factor: 0.999 },
      minimumLearningRate: 0,
    },
    engine: { name: 'onnx', device: 'cpu', threads: 2 },
    logging: { everySteps: 11, checkpointSeconds: 0.05 },
  } satisfies RunConfigInput);
}

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

it(`a run killed ${kills} times at random steps and resumed logs bit for bit what the undisturbed run logs`, {
  timeout: 240_000,
}, async () => {
  let killAt = Number.POSITIVE_INFINITY;
  let target: RunId | null = null;
  let killed = 0;
  const { home, queue, dataset } = await realQueue('iris', (notice) => {
    if (target === null || notice.type !== 'progress' || notice.step < killAt) return;
    killAt = Number.POSITIVE_INFINITY;
    killed += 1;
    queue.kill(target);
  });

  const undisturbed = queue.submit(configOf(dataset));
  expect(await queue.ended(undisturbed)).toBe('finished');

  const random = new CounterNoise(20).uniform('kill', 0, new Float32Array(kills)).toSorted();
  target = queue.submit(configOf(dataset));
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
  expect(expected[0]?.steps.length).toBeGreaterThan(500);
  expect(logOf(home, target)).toEqual(expected);
  expect(bestTensors(home, target)).toEqual(bestTensors(home, undisturbed));
  const { trainSeconds: _seconds, ...summary } = runDetails(home.db, target).summary ?? {};
  expect(runDetails(home.db, undisturbed).summary).toMatchObject(summary);
});
