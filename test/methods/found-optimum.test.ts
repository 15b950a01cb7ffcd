// Methods without a response on a ridge regression whose best penalty is known: runs must come to it from both sides.
import { afterAll, expect, it } from 'vitest';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { buildLearner } from '../../src-main/methods/registry.ts';
import type { RunConfigInput } from '../../src-shared/domain/run-config.ts';
import { drive, seriesOf } from '../support/small-training.ts';
import { bestPenalty, ridgeConfig, ridgeName, ridgeProblem, ridgeRows } from './ridge-problem.ts';

const engine = createOnnxEngine({ device: 'cpu', threads: 1 });
afterAll(() => engine.dispose());

type Method = NonNullable<RunConfigInput['method']>;

/** The penalty behind a run of so many epochs. */
async function lastPenalty(method: Method, { start, epochs = 600 }: { start: number; epochs?: number }) {
  const config = ridgeConfig({ hyperparameterLearningRate: 0.03, ...method } as Method, {
    start,
    training: { epochs },
  });
  const run = await drive({ engine, config, learner: buildLearner(ridgeProblem(config)), rows: ridgeRows });
  expect(run.outcome.outcome).toBe('finished');
  return seriesOf(run, `hyperparameter/${ridgeName}`).at(-1)?.[1] ?? Number.NaN;
}

const starts = [0.005, 4.5];

it.each(starts)('implicit comes to the best penalty from %d, by either solver', async (start) => {
  const byGradients = await lastPenalty({ name: 'implicit', warmUpEpochs: 50 }, { start });
  expect(byGradients / bestPenalty).toBeCloseTo(1, 2);
  const bySeries = await lastPenalty(
    { name: 'implicit', solver: 'neumann', terms: 20, neumannRate: 0.2, warmUpEpochs: 50 },
    { start },
  );
  expect(Math.abs(bySeries / bestPenalty - 1)).toBeLessThan(0.03);
});

it.each(starts)('unrolled comes near the best penalty from %d, and nearer the further it looks', async (start) => {
  const missed: number[] = [];
  for (const unrolledSteps of [5, 20]) {
    const found = await lastPenalty({ name: 'unrolled', unrolledSteps, warmUpEpochs: 50 }, { start });
    missed.push(Math.abs(found / bestPenalty - 1));
  }
  expect(missed[0]).toBeLessThan(0.15);
  expect(missed[1]).toBeLessThan(0.08);
  expect(missed[1]).toBeLessThan(missed[0] ?? 0);
});

it.each([
  ['linear', [], 0.005],
  ['with a hidden layer', [20], 4.5],
] as const)('a local hypernetwork, %s, comes to the best penalty', async (_kind, hidden, start) => {
  const method = { name: 'hypernetwork', hidden: [...hidden], trainSteps: 2, warmUpEpochs: 100 } satisfies Method;
  const found = await lastPenalty(method, { start, epochs: 1_000 });
  expect(Math.abs(found / bestPenalty - 1)).toBeLessThan(0.06);
});

it.each([0.1, 2])(
  'a global hypernetwork knows after its warm-up where the best penalty lies, from %d',
  async (start) => {
    const method = {
      name: 'hypernetwork',
      scope: 'global',
      spread: 1.5,
      hidden: [30],
      warmUpEpochs: 1_000,
    } satisfies Method;
    const found = await lastPenalty(method, { start, epochs: 1_500 });
    expect(Math.abs(found / bestPenalty - 1)).toBeLessThan(0.15);
  },
);
