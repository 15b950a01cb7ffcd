// Whole steps of an LSTM over tokens: what is rewritten for a vocabulary, gathered and scattered, and left to ONNX Runtime as it is.
import { afterAll, describe, expect, it } from 'vitest';
import type { Engine, EngineState, Feeds, TensorData, TensorSpec } from '../../../src-main/engine/engine.ts';
import { createOnnxEngine } from '../../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../../src-main/engine/reference.ts';
import type { Learner, StepPlan } from '../../../src-main/methods/method.ts';
import { buildLearner } from '../../../src-main/methods/registry.ts';
import type { InputShape } from '../../../src-shared/domain/input-shape.ts';
import { stnConfigSchema } from '../../../src-shared/domain/method-config.ts';
import { modelConfigSchema, trainingConfigSchema } from '../../../src-shared/domain/run-config.ts';
import { settleHyperparameters } from '../../../src-shared/domain/settle-hyperparameters.ts';
import { CounterNoise } from '../../../src-shared/noise/counter-noise.ts';
import { distance } from '../agreement.ts';

const onnx = createOnnxEngine({ device: 'cpu', threads: 2 });
const reference = createReferenceEngine();
afterAll(() => onnx.dispose());

/** Above the number of classes from which labels are looked up instead of compared. */
const vocabulary = 300;
const rows = 8;

interface Net {
  readonly response: 'published' | 'centred';
  readonly isRunningText: boolean;
  readonly length: number;
}

function learnerOf({ response, isRunningText, length }: Net): Learner {
  const shape: InputShape = {
    inputs: isRunningText ? 1 : length,
    imageShape: null,
    tokens: { vocabulary, isRunningText },
  };
  const layers = { embedding: 6, lstm: [{ width: 5 }, { width: 6 }], length, isTied: isRunningText };
  const model = modelConfigSchema.parse({ kind: 'lstm', ...layers });
  const tuned = ['embedding.embeddingDropout', 'lstm1.dropout', 'recurrent.dropConnect', 'recurrent.activationPenalty'];
  const hyperparameters = settleHyperparameters(
    Object.fromEntries(tuned.map((name) => [name, { mode: 'tuned' as const }])),
    { model, data: shape },
  );
  return buildLearner({
    task: isRunningText ? 'language' : 'classification',
    ...shape,
    inputs: length,
    tokens: shape.tokens ?? null,
    pixelScale: null,
    outputs: isRunningText ? vocabulary : 3,
    featureOfInput: Array.from({ length }, (_, index) => index),
    model,
    hyperparameters,
    method: stnConfigSchema.parse({ name: 'stn', response }),
    training: trainingConfigSchema.parse({ optimizer: { name: 'sgd', learningRate: 1 }, clipNorm: 0.25 }),
    trainBatch: rows,
    validationBatch: rows,
  });
}

function feedOf(name: string, { shape, dtype }: TensorSpec, step: number, outputs: number): TensorData {
  const draws = new CounterNoise(3).uniform(name, step, new Float32Array(shape.reduce((a, b) => a * b, 1)));
  if (name === 'keep') return Float32Array.of(1);
  if (name === 'learningRate') return Float32Array.of(1);
  if (dtype === 'float32') return draws;
  // A third of the tokens is padding where there is padding.
  return Int32Array.from(draws, (draw) => Math.floor(Math.max(0, name === 'x' ? 1.5 * draw - 0.5 : draw) * outputs));
}

function feedsOf({ program }: StepPlan, step: number, outputs: number): Feeds {
  const limit = (name: string) => (name === 'x' ? vocabulary : outputs);
  return Object.fromEntries(
    Object.entries(program.inputs).map(([name, spec]) => [name, feedOf(name, spec, step, limit(name))]),
  );
}

/** State and losses after some steps of both kinds. */
async function course(engine: Engine, learner: Learner, outputs: number) {
  const plans = [learner.trainStep, learner.trainStep, learner.hyperStep].filter((plan) => plan !== null);
  const programs = new Map(
    await Promise.all(plans.map(async (plan) => [plan, await engine.compile(plan.program)] as const)),
  );
  const state: EngineState = await engine.createState(learner.state, learner.initialState(new CounterNoise(1)));
  const losses: number[] = [];
  for (let cycle = 0; cycle < 3; cycle++) {
    for (const [at, plan] of plans.entries()) {
      const results = await programs.get(plan)?.run(state, feedsOf(plan, 3 * cycle + at, outputs));
      losses.push(results?.loss?.[0] ?? Number.NaN);
    }
  }
  return { losses: Float32Array.from(losses), state: await state.read(), operations: [...programs.values()] };
}

const nets: readonly (readonly [string, Net])[] = [
  ['a running text, published form', { response: 'published', isRunningText: true, length: 4 }],
  ['a running text, centred form', { response: 'centred', isRunningText: true, length: 3 }],
  ['padded sequences', { response: 'centred', isRunningText: false, length: 4 }],
];

describe('steps of an LSTM on the processor', () => {
  it.each(nets)('move the whole state as the reference does: %s', async (_, net) => {
    const learner = learnerOf(net);
    const outputs = net.isRunningText ? vocabulary : 3;
    const expected = await course(reference, learner, outputs);
    const seen = await course(onnx, learner, outputs);
    expect(distance(seen.losses, expected.losses)).toBeLessThan(1e-5);
    for (const [name, values] of Object.entries(expected.state)) {
      expect(distance(seen.state[name], values), name).toBeLessThan(1e-3);
    }
  });

  it('come out the same where there are so many operations that they are taken as they are', async () => {
    const learner = learnerOf({ response: 'published', isRunningText: true, length: 30 });
    const seen = await course(onnx, learner, vocabulary);
    expect(Math.max(...seen.operations.map(({ operations = 0 }) => operations))).toBeGreaterThan(1_500);
    expect(distance(seen.losses, (await course(reference, learner, vocabulary)).losses)).toBeLessThan(1e-5);
  });
});
