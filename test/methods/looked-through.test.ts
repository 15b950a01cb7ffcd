// The hypergradient of the method `unrolled` on a perceptron that is not linear, against what its own training steps do: with plain SGD as
// the run's optimiser they are the steps that are looked through.
import { afterAll, describe, expect, it } from 'vitest';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import type { Learner } from '../../src-main/methods/method.ts';
import { buildLearner } from '../../src-main/methods/registry.ts';
import { activations, type RunConfigInput } from '../../src-shared/domain/run-config.ts';
import { type Batch, hyperStepOf, noiseFeeds, startOf } from '../support/hyper-step.ts';
import { batchSize, madeUpRows, smallConfig, smallInputs, smallProblem } from '../support/small-training.ts';

const engines = [createReferenceEngine(), createOnnxEngine({ device: 'cpu', threads: 1 })] as const;
afterAll(async () => {
  for (const engine of engines) await engine.dispose();
});

const steps = 3;
const learningRate = 0.3;

/** Batches of one part, one after the other. */
function batches(part: 'train' | 'validation', count: number): Batch[] {
  const rows = madeUpRows(part, batchSize * count);
  return Array.from({ length: count }, (_, batch) => {
    const [x, answers] = [new Float32Array(batchSize * smallInputs), new Int32Array(batchSize)];
    rows.gather(
      Uint32Array.from({ length: batchSize }, (_, row) => batch * batchSize + row),
      x,
      answers,
    );
    return { x, answers };
  });
}
const training = batches('train', steps);
const [validation = { x: new Float32Array(), answers: new Int32Array() }] = batches('validation', 1);

const hyperparameters = {
  'input.gaussianNoise': { mode: 'tuned', start: 0.7 },
  'dense1.l2': { mode: 'tuned', range: [0, null], start: 0.05 },
  'dense1.dropout': { mode: 'fixed', value: 0.3 },
  'output.l1': { mode: 'tuned', range: [0, 1], start: 0.02 },
} as const satisfies RunConfigInput['hyperparameters'];

function learnerWith(activation: (typeof activations)[number]): Learner {
  return buildLearner(
    smallProblem(
      smallConfig({
        model: { kind: 'mlp', hidden: [{ width: 8, activation }] },
        hyperparameters,
        method: { name: 'unrolled', unrolledSteps: steps },
        training: { optimizer: { name: 'sgd', learningRate, momentum: 0 } },
      }),
    ),
  );
}

/** The validation loss behind the training steps, with the noise that the hyperparameter step is fed. */
async function lossBehind(learner: Learner, u: Float32Array, engine: (typeof engines)[number]): Promise<number> {
  const [train, evaluate] = [
    await engine.compile(learner.trainStep.program),
    await engine.compile(learner.evaluation(batchSize)),
  ];
  const state = await engine.createState(learner.state, startOf(learner, { u }));
  const noise = learner.hyperStep === null ? {} : noiseFeeds(learner.hyperStep);
  for (const [step, batch] of training.entries()) {
    const ofStep = learner.trainStep.noise.map(({ input, size }) => [
      input,
      (noise[input] ?? new Float32Array()).slice(step * size, (step + 1) * size),
    ]);
    await train.run(state, { ...batch, ...Object.fromEntries(ofStep), learningRate: Float32Array.of(learningRate) });
  }
  const { loss } = await evaluate.run(state, { ...validation });
  for (const each of [train, evaluate, state]) each.dispose();
  return Array.from(loss ?? []).reduce((sum, value) => sum + value, 0) / batchSize;
}

describe.each(engines)('on the engine $name', (engine) => {
  it.each(activations)('the gradient through three steps under %s is what differences come to', async (activation) => {
    const learner = learnerWith(activation);
    const { u: found, loss } = await hyperStepOf({ engine, learner, validation, training, learningRate });
    // Relu has kinks, and a difference across one is no derivative.
    const by = activation === 'relu' ? 0.005 : 0.05;
    const u = Float32Array.from(startOf(learner).u ?? []);
    expect(loss).toBeCloseTo(await lossBehind(learner, u, engine), 5);
    for (const [index, slope] of found.entries()) {
      const at = (moved: number) => lossBehind(learner, u.with(index, (u[index] ?? Number.NaN) + moved), engine);
      const expected = ((await at(by)) - (await at(-by))) / (2 * by);
      expect(Math.abs(slope - expected)).toBeLessThan(0.02 * Math.abs(expected) + 1e-5);
    }
  });
});
