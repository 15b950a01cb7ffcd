import { afterAll, describe, expect, it } from 'vitest';
import type { LabelledRows } from '../../src-main/data/rows.ts';
import type { Engine, Results, TensorSpecs } from '../../src-main/engine/engine.ts';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { buildLearner } from '../../src-main/methods/registry.ts';
import { createEvaluator } from '../../src-main/train/evaluate.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { type PlainLayer, plainExample } from '../support/plain-perceptron.ts';
import {
  drive,
  lastCheckpoint,
  madeUpRows,
  smallClasses,
  smallConfig,
  smallInputs,
  smallProblem,
  smallRows,
} from '../support/small-training.ts';

const reference = createReferenceEngine();
const onnx = createOnnxEngine({ device: 'cpu', threads: 1 });
afterAll(() => Promise.all([reference.dispose(), onnx.dispose()]));

const configOf = (response: 'centred' | 'published') =>
  smallConfig({ method: { name: 'stn', response, tuneScales: true }, training: { epochs: 12 } });

/** A flat tensor as rows of plain numbers. */
function matrix(values: ArrayLike<number>, width: number): number[][] {
  const flat = Array.from(values);
  return Array.from({ length: flat.length / width }, (_, row) => flat.slice(row * width, (row + 1) * width));
}

/** The layers of a trained state in plain numbers. */
function layersOf(specs: TensorSpecs, tensors: Results): PlainLayer[] {
  const read = (name: string): number[] => Array.from(tensors[name] ?? []);
  return ['dense1', 'output'].map((layer) => {
    const width = specs[`${layer}/bias`]?.shape[0] ?? 0;
    return {
      weight: matrix(read(`${layer}/weight`), width),
      bias: read(`${layer}/bias`),
      gain: read(`${layer}/gain`)[0] ?? 1,
      responseWeight: matrix(read(`${layer}/response-weight`), width),
      responseBias: read(`${layer}/response-bias`),
      map: matrix(read(`${layer}/response-map`), 2 * width),
    };
  });
}

/** Mean cross-entropy over all rows, one by one, by the equations. */
function plainLoss(layers: readonly PlainLayer[], rows: LabelledRows<'validation'>, h: readonly number[]): number {
  const x = new Float32Array(rows.count * smallInputs);
  const labels = new Int32Array(rows.count);
  rows.gather(Uint32Array.from(labels.keys()), x, labels);
  const losses = matrix(x, smallInputs).map(
    (example, row) => plainExample(layers, { x: example, label: labels[row] ?? Number.NaN, h }).loss,
  );
  return losses.reduce((total, loss) => total + loss, 0) / losses.length;
}

async function score(engine: Engine, response: 'centred' | 'published', rows: LabelledRows<'validation'>) {
  const config = configOf(response);
  const { specs, tensors } = lastCheckpoint(await drive({ engine, config })).latest;
  const learner = buildLearner(smallProblem(config));
  const evaluator = await createEvaluator({ engine, learner, rows, outputs: smallClasses, targetDeviation: 1 });
  const state = await engine.createState(specs, tensors);
  const scores = await evaluator.score(state);
  state.dispose();
  evaluator.dispose();
  // The published response is fed with the unperturbed vector itself, the centred one with its offset: none.
  const u = Array.from(tensors.u ?? []);
  const h = response === 'published' ? u : u.map(() => 0);
  return { scores, expected: plainLoss(layersOf(specs, tensors), rows, h) };
}

describe.each(['centred', 'published'] as const)('the score of a trained network of the %s form', (response) => {
  it.each([
    ['reference', reference],
    ['onnx', onnx],
  ] as const)(
    'is on %s a forward pass by hand at the unperturbed hyperparameters, nothing dropped',
    async (_name, engine) => {
      const { scores, expected } = await score(engine, response, smallRows.validation);
      expect(scores.loss).toBeCloseTo(expected, 5);
      expect(scores.rows).toBe(smallRows.validation.count);
    },
  );
});

it('padding of the last call does not count', async () => {
  // One row more than a call takes: the second call is padding but for one row.
  const { scores, expected } = await score(onnx, 'published', madeUpRows('validation', 513));
  expect(scores.rows).toBe(513);
  expect(scores.loss).toBeCloseTo(expected, 5);
  const correct = (scores.metrics.accuracy ?? Number.NaN) * 513;
  expect(correct).toBeCloseTo(Math.round(correct), 9);
});

it('a network with large layers is scored a few rows at a time, with the same result', async () => {
  const learner = buildLearner(smallProblem(smallConfig()));
  const state = await reference.createState(learner.state, learner.initialState(new CounterNoise(1)));
  const scoreWith = async (largestActivity: number) => {
    const asked: number[] = [];
    const evaluator = await createEvaluator({
      engine: reference,
      learner: {
        ...learner,
        model: { ...learner.model, largestActivity },
        evaluation: (rows) => {
          asked.push(rows);
          return learner.evaluation(rows);
        },
      },
      rows: smallRows.validation,
      outputs: smallClasses,
      targetDeviation: 1,
    });
    return { asked, scores: await evaluator.score(state) };
  };
  const [small, large] = [await scoreWith(8), await scoreWith(2 ** 20)];
  expect(small.asked).toEqual([smallRows.validation.count]);
  expect(large.asked).toEqual([4]);
  expect(large.scores.loss).toBeCloseTo(small.scores.loss, 6);
  expect(large.scores.rows).toBe(small.scores.rows);
  state.dispose();
});

it('the best weights are kept together with the hyperparameters they were scored with', async () => {
  const config = smallConfig({
    method: { name: 'stn', response: 'published', hyperparameterLearningRate: 0.1 },
    training: { epochs: 30, optimizer: { name: 'sgd', learningRate: 0.03, momentum: 0.9 } },
  });
  const run = await drive({ engine: onnx, config });
  expect(run.outcome.outcome).toBe('finished');
  const { best, latest } = lastCheckpoint(run);
  const record = latest.loop.best;
  if (best === null || record === null) throw new Error('The run had no best epoch.');
  expect(record.epoch).toBeLessThan(30);
  expect(best.loop.epochsDone).toBe(record.epoch);
  const { hyperparameters, read } = buildLearner(smallProblem(config));
  const values = read(best.tensors).values;
  expect(Object.fromEntries(hyperparameters.map(({ name }, index) => [name, values[index]]))).toEqual(
    record.hyperparameters,
  );
  expect(values).not.toEqual(read(latest.tensors).values);
  // Fed with the last hyperparameters instead, the best weights would score differently.
  const loss = (u: ArrayLike<number>) =>
    plainLoss(layersOf(best.specs, best.tensors), smallRows.validation, Array.from(u));
  expect(loss(best.tensors.u ?? [])).toBeCloseTo(record.validationLoss, 4);
  expect(Math.abs(loss(latest.tensors.u ?? []) - record.validationLoss)).toBeGreaterThan(1e-3);
});
