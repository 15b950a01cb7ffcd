import { afterAll, describe, expect, it } from 'vitest';
import type { Engine, EngineState, Feeds } from '../../src-main/engine/engine.ts';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import type { Learner, LearningProblem, StepPlan } from '../../src-main/methods/method.ts';
import { buildLearner } from '../../src-main/methods/registry.ts';
import { type RunConfigInput, runConfigSchema } from '../../src-shared/domain/run-config.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';

const [vocabulary, length, streams] = [5, 6, 4];
const engine: Engine = createOnnxEngine({ device: 'cpu', threads: 1 });
afterAll(() => engine.dispose());

const published = { name: 'stn', response: 'published' } as const;
const centred = { name: 'stn', response: 'centred' } as const;
const delta = { name: 'delta-stn' } as const;
const deltaPublished = { name: 'delta-stn', response: 'published' } as const;
const methods = { fixed: { name: 'fixed' } as const, published, centred, delta, deltaPublished };

/** What an LSTM on a running text of five tokens learns; `change` replaces whole parts of its config. */
function textProblem(method: RunConfigInput['method'], change: Partial<RunConfigInput> = {}): LearningProblem {
  const config = runConfigSchema.parse({
    data: { dataset: '0'.repeat(16) },
    model: { kind: 'lstm', embedding: 6, lstm: [{ width: 7 }, { width: 6 }], isTied: true, length },
    hyperparameters: {
      'embedding.embeddingDropout': { mode: 'tuned' },
      'lstm1.dropout': { mode: 'tuned' },
      'recurrent.dropConnect': { mode: 'tuned' },
      'recurrent.temporalPenalty': { mode: 'tuned' },
    },
    method,
    training: { optimizer: { name: 'sgd', learningRate: 4 }, clipNorm: 0.25, batchSize: streams },
    ...change,
  });
  return {
    task: 'language',
    inputs: length,
    imageShape: null,
    tokens: { vocabulary, isRunningText: true },
    pixelScale: null,
    outputs: vocabulary,
    featureOfInput: [],
    model: config.model,
    hyperparameters: settleHyperparameters(config.hyperparameters, { model: config.model, data: null }),
    method: config.method,
    training: config.training,
    trainBatch: streams,
    validationBatch: streams,
  };
}

/** A text that says 0 1 2 3 4 over and over; each stream begins elsewhere. */
function cyclicText(step: number): { readonly x: Int32Array; readonly answers: Int32Array } {
  const token = (at: number): number => (Math.floor(at / length) * 2 + step * length + (at % length)) % vocabulary;
  return {
    x: Int32Array.from({ length: streams * length }, (_, at) => token(at)),
    answers: Int32Array.from({ length: streams * length }, (_, at) => (token(at) + 1) % vocabulary),
  };
}

function feedsFor({ program, noise }: StepPlan, step: number, keep: number): Feeds {
  const source = new CounterNoise(9);
  return {
    ...cyclicText(step),
    keep: Float32Array.of(keep),
    ...('learningRate' in program.inputs ? { learningRate: Float32Array.of(4) } : {}),
    ...Object.fromEntries(
      noise.map(({ input, stream, kind, size }) => [input, source[kind](stream, step, new Float32Array(size))]),
    ),
  };
}

async function started(learner: Learner): Promise<EngineState> {
  return engine.createState(learner.state, learner.initialState(new CounterNoise(1)));
}

const memoryOf = (learner: Learner, part: 'train' | 'validation'): string[] =>
  Object.keys(learner.state).filter((name) => name.startsWith(`carried-${part}/`));

describe.each(Object.entries(methods))('the method %s on a running text', (name, method) => {
  const learner = buildLearner(textProblem(method));
  const plans = [learner.trainStep, ...(learner.hyperStep === null ? [] : [learner.hyperStep])];

  it('each kind of step hands its own memory on, unless the streams begin', async () => {
    expect(memoryOf(learner, 'train')).toHaveLength(4);
    expect(memoryOf(learner, 'validation')).toHaveLength(name === 'fixed' ? 0 : 4);
    for (const [index, plan] of plans.entries()) {
      const own = memoryOf(learner, index === 0 ? 'train' : 'validation');
      const other = memoryOf(learner, index === 0 ? 'validation' : 'train');
      const program = await engine.compile(plan.program);
      const lossAfter = async (memory: number, keep: number): Promise<number> => {
        const state = await started(learner);
        await state.write(
          Object.fromEntries(
            own.map((tensor) => [
              tensor,
              new Float32Array(streams * (learner.state[tensor]?.shape[1] ?? 0)).fill(memory),
            ]),
          ),
        );
        const { loss } = await program.run(state, feedsFor(plan, 0, keep));
        const after = await state.read([...own, ...other]);
        for (const tensor of own)
          expect(
            after[tensor]?.some((value) => value !== memory),
            tensor,
          ).toBe(true);
        for (const tensor of other)
          expect(
            after[tensor]?.every((value) => value === 0),
            tensor,
          ).toBe(true);
        state.dispose();
        return loss?.[0] ?? Number.NaN;
      };
      const begun = await lossAfter(0.5, 0);
      expect(begun).toBe(await lossAfter(-0.3, 0));
      expect(await lossAfter(0.5, 1)).not.toBe(begun);
      program.dispose();
    }
  });

  it('writes token by token what its evaluation foretells', async () => {
    const { generation } = learner;
    if (generation === null) throw new Error('The learner does not write.');
    const state = await started(learner);
    const evaluation = await engine.compile(learner.evaluation(1));
    const writing = await engine.compile(generation);
    const start = (): Feeds =>
      Object.fromEntries(
        Object.entries(learner.model.carried).map(([tensor, [width = 0]]) => [
          `carried/${tensor}`,
          new Float32Array(width).fill(0.1),
        ]),
      );
    const x = Int32Array.of(0, 3, 1, 4, 2, 2);
    const answers = Int32Array.of(3, 1, 4, 2, 2, 0);
    const whole = await evaluation.run(state, { x, answers, ...start() });
    expect(Object.keys(whole).sort()).toEqual(['loss', ...Object.keys(start())].sort());
    let carried = start();
    for (const [time, token] of x.entries()) {
      const { output = [], ...handedOn } = await writing.run(state, { x: Int32Array.of(token), ...carried });
      const total = Math.log(Array.from(output).reduce((sum, logit) => sum + Math.exp(logit), 0));
      expect(total - (output[answers[time] ?? 0] ?? Number.NaN)).toBeCloseTo(whole.loss?.[time] ?? Number.NaN, 4);
      carried = handedOn;
    }
    for (const tensor of Object.keys(carried)) {
      expect(carried[tensor]?.[0]).toBeCloseTo(whole[tensor]?.[0] ?? Number.NaN, 5);
    }
    state.dispose();
  });

  it('learns a text that repeats', async () => {
    const state = await started(learner);
    const programs = await Promise.all(plans.map(({ program }) => engine.compile(program)));
    const losses: number[] = [];
    for (let step = 0; step < 800; step++) {
      for (const [index, plan] of plans.entries()) {
        if (index === 1 && step % 4 !== 0) continue;
        const { loss } = (await programs[index]?.run(state, feedsFor(plan, step, step === 0 ? 0 : 1))) ?? {};
        if (index === 0) losses.push(loss?.[0] ?? Number.NaN);
      }
    }
    expect(losses[0]).toBeGreaterThan(1.4);
    const evaluation = await engine.compile(learner.evaluation(streams));
    const silence = Object.fromEntries(
      Object.entries(learner.model.carried).map(([tensor, [width = 0]]) => [
        `carried/${tensor}`,
        new Float32Array(streams * width),
      ]),
    );
    const { loss = [] } = await evaluation.run(state, { ...cyclicText(0), ...silence });
    expect(Array.from(loss).reduce((sum, value) => sum + value, 0) / loss.length).toBeLessThan(0.3);
    state.dispose();
  });
});

it.each([published, centred])('the response learns at a rate of 1 at most ($response)', async (method) => {
  const moved = async (rate: number): Promise<{ readonly general: number; readonly response: number }> => {
    const learner = buildLearner(
      textProblem(method, {
        training: { optimizer: { name: 'sgd', learningRate: 30 }, clipNorm: 0.25, batchSize: streams },
      }),
    );
    const state = await started(learner);
    const program = await engine.compile(learner.trainStep.program);
    const names = [...learner.model.general, ...learner.model.response];
    const before = await state.read(names);
    await program.run(state, { ...feedsFor(learner.trainStep, 0, 0), learningRate: Float32Array.of(rate) });
    const after = await state.read(names);
    state.dispose();
    const distance = (of: readonly string[]): number =>
      Math.hypot(
        ...of.flatMap((tensor) => Array.from(after[tensor] ?? [], (value, at) => value - (before[tensor]?.[at] ?? 0))),
      );
    return { general: distance(learner.model.general), response: distance(learner.model.response) };
  };
  const [slow, fast] = [await moved(1), await moved(30)];
  expect(fast.general / slow.general).toBeCloseTo(30, 1);
  expect(fast.response / slow.response).toBeCloseTo(1, 4);
  expect(slow.response).toBeGreaterThan(0);
});
