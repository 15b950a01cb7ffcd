// The hypergradients of the methods `implicit` and `unrolled` on a ridge regression, against its closed form and against differences.
import { afterAll, describe, expect, it } from 'vitest';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { buildLearner } from '../../src-main/methods/registry.ts';
import { constrain, unconstrain } from '../../src-main/stn/transforms.ts';
import type { RunConfigInput } from '../../src-shared/domain/run-config.ts';
import { hyperStepOf } from '../support/hyper-step.ts';
import {
  bestWeights,
  curvature,
  errorOfWeights,
  ridgeConfig,
  ridgeInputs,
  ridgeProblem,
  ridgeRange,
  ridgeRows,
  unconstrainedSlope,
  validationError,
} from './ridge-problem.ts';

const engines = [createReferenceEngine(), createOnnxEngine({ device: 'cpu', threads: 1 })] as const;
afterAll(async () => {
  for (const engine of engines) await engine.dispose();
});

/** All rows of a part as one batch. */
function batchOf({ count, width, gather }: (typeof ridgeRows)['train'] | (typeof ridgeRows)['validation']) {
  const [x, answers] = [new Float32Array(count * width), new Float32Array(count)];
  gather(
    Uint32Array.from({ length: count }, (_, row) => row),
    x,
    answers,
  );
  return { x, answers };
}
const validation = batchOf(ridgeRows.validation);
const training = [batchOf(ridgeRows.train)];

/** The state's tensors of weights as the closed form lists them, the bias last. */
const tensorsOf = (weights: readonly number[]) => ({
  'output/weight': Float32Array.from(weights.slice(0, ridgeInputs)),
  'output/bias': Float32Array.from(weights.slice(ridgeInputs)),
});

async function slopeOf(
  method: NonNullable<RunConfigInput['method']>,
  {
    penalty,
    weights,
    learningRate = 0,
    engine = engines[1],
  }: {
    readonly penalty: number;
    readonly weights: readonly number[];
    readonly learningRate?: number;
    readonly engine?: (typeof engines)[number];
  },
): Promise<{ readonly loss: number; readonly slope: number }> {
  const learner = buildLearner(ridgeProblem(ridgeConfig(method, { start: penalty })));
  const { loss, u } = await hyperStepOf({
    engine,
    learner,
    state: tensorsOf(weights),
    validation,
    training,
    learningRate,
  });
  return { loss, slope: u[0] ?? Number.NaN };
}

const penalties = [0.05, 0.7, 3];
const exact = (penalty: number): number => unconstrainedSlope(unconstrain(penalty, ridgeRange));

it('the closed form is what differences of the best validation error come to', () => {
  for (const penalty of penalties) {
    const u = unconstrain(penalty, ridgeRange);
    const at = (moved: number): number => validationError(constrain(moved, ridgeRange));
    expect(exact(penalty)).toBeCloseTo((at(u + 1e-4) - at(u - 1e-4)) / 2e-4, 5);
  }
});

describe.each(engines)('on the engine $name', (engine) => {
  describe.each(penalties)('at the best weights for a penalty of %d', (penalty) => {
    const at = { penalty, weights: bestWeights(penalty), engine };

    it('implicit by conjugate gradients gives the closed form to a thousandth', async () => {
      const method = { name: 'implicit', terms: ridgeInputs + 1, damping: 0 } as const;
      const { loss, slope } = await slopeOf(method, at);
      expect(slope / exact(penalty)).toBeCloseTo(1, 3);
      expect(loss).toBeCloseTo(validationError(penalty), 4);
    });
  });

  it('implicit by the Neumann series gives the closed form to a thousandth', async () => {
    // The curvature lies between 3 and 8.
    const method = { name: 'implicit', solver: 'neumann', terms: 40, neumannRate: 0.2, damping: 0 } as const;
    const { slope } = await slopeOf(method, { penalty: 3, weights: bestWeights(3), engine });
    expect(slope / exact(3)).toBeCloseTo(1, 3);
  });

  it.each([1, 5, 20])(
    'unrolled over %d steps gives what differences of as many explicit steps come to',
    async (steps) => {
      const penalty = 0.7;
      const weights = Array.from({ length: ridgeInputs + 1 }, (_, index) => Math.sin(index + 1));
      const at = { penalty, weights, learningRate: 0.1, engine };
      const { slope } = await slopeOf({ name: 'unrolled', unrolledSteps: steps }, at);
      const u = unconstrain(penalty, ridgeRange);
      const errorAt = (moved: number): number =>
        errorOfWeights(descended(weights, { penalty: constrain(moved, ridgeRange), steps, learningRate: 0.1 }));
      const expected = (errorAt(u + 1e-4) - errorAt(u - 1e-4)) / 2e-4;
      expect(Math.abs(expected)).toBeGreaterThan(0.01);
      expect(slope / expected).toBeCloseTo(1, 3);
    },
  );
});

/** Plain gradient descent in double precision: the gradient of the training objective is its curvature times what is missing. */
function descended(
  from: readonly number[],
  { penalty, steps, learningRate }: { readonly penalty: number; readonly steps: number; readonly learningRate: number },
): readonly number[] {
  const [matrix, best] = [curvature(penalty), bestWeights(penalty)];
  let weights = from;
  for (let step = 0; step < steps; step++) {
    const missing = weights.map((weight, index) => weight - (best[index] ?? Number.NaN));
    weights = weights.map((weight, index) => {
      const row = matrix[index] ?? [];
      const gradient = row.reduce((sum, entry, column) => sum + entry * (missing[column] ?? Number.NaN), 0);
      return weight - learningRate * gradient;
    });
  }
  return weights;
}

it('unrolled over more and more steps tends to the closed form', async () => {
  const at = { penalty: 0.7, weights: bestWeights(0.7), learningRate: 0.2 };
  const missed: number[] = [];
  for (const unrolledSteps of [1, 5, 20, 50]) {
    const { slope } = await slopeOf({ name: 'unrolled', unrolledSteps }, at);
    missed.push(Math.abs(slope / exact(at.penalty) - 1));
  }
  expect(missed).toEqual([...missed].sort((a, b) => b - a));
  expect(missed[0]).toBeGreaterThan(0.5);
  expect(missed.at(-1)).toBeLessThan(1e-3);
});
