// A linear regression whose best penalty is known from its closed form: the tuned penalty has to move towards it.
import { afterAll, describe, expect, it } from 'vitest';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { buildLearner } from '../../src-main/methods/registry.ts';
import { drive, seriesOf } from '../support/small-training.ts';
import {
  bestPenalty,
  bestWeightSlopes,
  bestWeights,
  ridgeConfig,
  ridgeName,
  ridgeProblem,
  ridgeRange,
  ridgeRows,
  validationError,
  validationSlope,
} from './ridge-problem.ts';

const engine = createOnnxEngine({ device: 'cpu', threads: 1 });
afterAll(() => engine.dispose());

const settings = { warmUpEpochs: 50, hyperparameterLearningRate: 0.03 } as const;
const methods = {
  'stn, centred': { name: 'stn', response: 'centred', ...settings },
  'stn, published': { name: 'stn', response: 'published', ...settings },
  'delta-stn': { name: 'delta-stn', ...settings },
  'delta-stn, published': { name: 'delta-stn', response: 'published', ...settings },
} as const;

/** The penalty over the course of a run that starts at `start`. */
async function penaltiesFrom(start: number, method: keyof typeof methods): Promise<number[]> {
  const config = ridgeConfig(methods[method], { start });
  const run = await drive({ engine, config, learner: buildLearner(ridgeProblem(config)), rows: ridgeRows });
  return seriesOf(run, `hyperparameter/${ridgeName}`).map(([, value]) => value);
}

describe('the toy problem', () => {
  it('has its best penalty inside the range, far from all starts', () => {
    expect(bestPenalty).toBeGreaterThan(0.5);
    expect(bestPenalty).toBeLessThan(1.5);
    const grid = Array.from({ length: 1_000 }, (_, index) => (ridgeRange[1] * (index + 1)) / 1_000);
    for (const lambda of grid) expect(validationError(lambda)).toBeGreaterThanOrEqual(validationError(bestPenalty));
  });

  it.each([0.05, 0.3, 1, 3])(
    'has the slopes of its best response and of its error that differences give, at %d',
    (lambda) => {
      const step = 1e-5;
      const slope = (of: (at: number) => number): number => (of(lambda + step) - of(lambda - step)) / (2 * step);
      expect(validationSlope(lambda)).toBeCloseTo(slope(validationError), 6);
      bestWeightSlopes(lambda).forEach((own, index) => {
        expect(own).toBeCloseTo(
          slope((at) => bestWeights(at)[index] ?? Number.NaN),
          6,
        );
      });
    },
  );
});

// The published form raises it from a seventh of the best, not from a hundredth: the weights feel a penalty in proportion to its size,
// and far below the best one a batch's noise hides that from a response that does not learn from pairs.
it.each([
  ['stn, centred', 'raises', 0.005],
  ['stn, centred', 'raises', 0.1],
  ['stn, centred', 'lowers', 4.5],
  ['stn, published', 'raises', 0.1],
  ['stn, published', 'lowers', 4.5],
  ['delta-stn', 'raises', 0.005],
  ['delta-stn', 'raises', 0.1],
  ['delta-stn', 'lowers', 4.5],
  ['delta-stn, published', 'raises', 0.1],
  ['delta-stn, published', 'lowers', 4.5],
] as const)('%s %s a penalty that starts at %d until it is near the best', async (method, _moves, start) => {
  const last = (await penaltiesFrom(start, method)).slice(-200);
  const mean = last.reduce((total, value) => total + value, 0) / last.length;
  // Pairs of opposite perturbations cancel what the examples' own errors add to the gradient; without them it stays in the response.
  expect(Math.abs(mean / bestPenalty - 1)).toBeLessThan(method.endsWith('published') ? 0.25 : 0.03);
});
