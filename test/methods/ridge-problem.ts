// A linear regression with one tuned penalty whose best weights, validation error and hypergradient are known in closed form: what every
// method that learns hyperparameters can be held against. Not here: any test.
import { keptFeatures, labelledRows } from '../../src-main/data/rows.ts';
import type { LearningProblem } from '../../src-main/methods/method.ts';
import { constrain, constrainSlope } from '../../src-main/stn/transforms.ts';
import type { RunConfig, RunConfigInput } from '../../src-shared/domain/run-config.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { smallConfig, smallProblem } from '../support/small-training.ts';

export const ridgeInputs = 10;
/** One batch each. */
const ridgeCounts = { train: 20, validation: 200 } as const;
export const ridgeName = 'output.l2';
export const ridgeRange = [0, 5] as const;

type Vector = readonly number[];

const draws = new CounterNoise(5);
const truth = draws.normal('truth', 0, new Float32Array(ridgeInputs)).map((weight) => weight * 0.5);

/** y = x . truth + noise of deviation 1.5: with 20 examples of 10 inputs the plain least squares overfit. */
function partOf<Name extends 'train' | 'validation'>(part: Name) {
  const count = ridgeCounts[part];
  const x = draws.normal(`${part}/x`, 0, new Float32Array(count * ridgeInputs));
  const noise = draws.normal(`${part}/noise`, 0, new Float32Array(count));
  const inputs = Array.from({ length: count }, (_, row) => x.subarray(row * ridgeInputs, (row + 1) * ridgeInputs));
  const answers = Float32Array.from(
    inputs.map((example, row) => dot(Array.from(example), Array.from(truth)) + 1.5 * (noise[row] ?? Number.NaN)),
  );
  return {
    rows: labelledRows(part, keptFeatures(x, ridgeInputs), { task: 'regression', values: answers }),
    // A column of ones for the bias.
    examples: inputs.map((example): Vector => [...example, 1]),
    targets: Array.from(answers),
  };
}

function dot(left: Vector, right: Vector): number {
  return left.reduce((total, value, index) => total + value * (right[index] ?? Number.NaN), 0);
}

/** Solves a x = b by Gaussian elimination; a is symmetric and positive definite. */
function solve(a: readonly Vector[], b: Vector): number[] {
  const rows = a.map((row, index) => [...row, b[index] ?? Number.NaN]);
  rows.forEach((pivot, column) => {
    rows.forEach((row, index) => {
      if (index === column) return;
      const factor = (row[column] ?? Number.NaN) / (pivot[column] ?? Number.NaN);
      for (let k = column; k < row.length; k++) row[k] = (row[k] ?? Number.NaN) - factor * (pivot[k] ?? Number.NaN);
    });
  });
  return rows.map((row, index) => (row.at(-1) ?? Number.NaN) / (row[index] ?? Number.NaN));
}

const train = partOf('train');
const validation = partOf('validation');

/** The rows of both parts, as a run reads them. */
export const ridgeRows = { train: train.rows, validation: validation.rows };

/** The rows as plain numbers; each example ends in a one. */
export const ridgeTraining: { readonly examples: readonly Vector[]; readonly targets: Vector } = train;
export const ridgeValidation: typeof ridgeTraining = validation;

const places = Array.from({ length: ridgeInputs + 1 }, (_, index) => index);
const columnOf = (index: number): Vector => train.examples.map((example) => example[index] ?? Number.NaN);

/** Second derivatives of the training objective in weights and bias: 2 / n X'X + lambda I, the bias not penalised. */
export function curvature(lambda: number): readonly Vector[] {
  const scale = 2 / ridgeCounts.train;
  return places.map((i) =>
    places.map((j) => scale * dot(columnOf(i), columnOf(j)) + (i === j && i < ridgeInputs ? lambda : 0)),
  );
}

/** The weights, and last the bias, that minimise mean (y - x w - b)^2 + lambda / 2 |w|^2 on the training rows. */
export function bestWeights(lambda: number): Vector {
  const scale = 2 / ridgeCounts.train;
  return solve(
    curvature(lambda),
    places.map((i) => scale * dot(columnOf(i), train.targets)),
  );
}

/** d {@link bestWeights} / d lambda, by the implicit function theorem. */
export function bestWeightSlopes(lambda: number): Vector {
  const penalised = bestWeights(lambda).map((weight, index) => (index < ridgeInputs ? -weight : 0));
  return solve(curvature(lambda), penalised);
}

/** Mean squared error of such weights on the validation rows. */
export function errorOfWeights(weights: Vector): number {
  const squares = validation.examples.map(
    (example, row) => (dot(example, weights) - (validation.targets[row] ?? Number.NaN)) ** 2,
  );
  return squares.reduce((total, square) => total + square, 0) / squares.length;
}

/** Validation error where the weights are the best ones for the penalty. */
export function validationError(lambda: number): number {
  return errorOfWeights(bestWeights(lambda));
}

/** d {@link validationError} / d lambda: the hypergradient. */
export function validationSlope(lambda: number): number {
  const weights = bestWeights(lambda);
  const misses = validation.examples.map((example, row) => dot(example, weights) - (validation.targets[row] ?? NaN));
  const gradient = places.map(
    (index) =>
      (2 / misses.length) *
      dot(
        misses,
        validation.examples.map((example) => example[index] ?? Number.NaN),
      ),
  );
  return dot(gradient, bestWeightSlopes(lambda));
}

/** The hypergradient in unconstrained space, where methods move the penalty. */
export function unconstrainedSlope(u: number): number {
  return validationSlope(constrain(u, ridgeRange)) * constrainSlope(u, ridgeRange);
}

/** The penalty of the lowest validation error: where the hypergradient changes its sign, found by halving. */
export const bestPenalty = ((): number => {
  let [low, high]: readonly [number, number] = [1e-3, ridgeRange[1]];
  for (let halving = 0; halving < 50; halving++) {
    const middle = (low + high) / 2;
    if (validationSlope(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
})();

/** A run on it: one batch an epoch, a linear network, the penalty tuned from `start`. */
export function ridgeConfig(
  method: NonNullable<RunConfigInput['method']>,
  {
    start,
    scale,
    training,
  }: { readonly start: number; readonly scale?: number; readonly training?: RunConfigInput['training'] },
): RunConfig {
  return smallConfig({
    model: { kind: 'mlp', hidden: [] },
    hyperparameters: {
      [ridgeName]: { mode: 'tuned', start, range: [...ridgeRange], ...(scale === undefined ? {} : { scale }) },
    },
    method,
    training: {
      epochs: 1_000,
      batchSize: ridgeCounts.train,
      optimizer: { name: 'sgd', learningRate: 0.05, momentum: 0.5 },
      ...training,
    },
    logging: { everySteps: 1_000_000, checkpointSeconds: 1e9 },
  });
}

/** The learning problem of such a run; the state's tensors are `output/weight` [10, 1] and `output/bias` [1]. */
export function ridgeProblem(config: RunConfig): LearningProblem {
  return {
    ...smallProblem(config),
    task: 'regression',
    inputs: ridgeInputs,
    outputs: 1,
    validationBatch: ridgeCounts.validation,
    featureOfInput: Array.from({ length: ridgeInputs }, (_, index) => index),
  };
}
