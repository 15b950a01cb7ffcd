// What steps are fed with beside their own batch: training batches ahead, and values by a rule.
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { type Learner, type StepPlan, type TrainingPlace, trainingBatchInput } from '../../src-main/methods/method.ts';
import { buildLearner } from '../../src-main/methods/registry.ts';
import { createControl } from '../../src-main/trainer/control.ts';
import { batchSize, drive, lastCheckpoint, smallConfig, smallInputs, smallProblem } from '../support/small-training.ts';
import { type NotedRun, spyEngine } from '../support/spy-engine.ts';

const engines = { reference: createReferenceEngine(), onnx: createOnnxEngine({ device: 'cpu', threads: 1 }) };
afterAll(() => Promise.all(Object.values(engines).map((engine) => engine.dispose())));

/** Three batches an epoch, four epochs: 12 training steps. */
const config = smallConfig({ method: { name: 'fixed' } });

const float = (...shape: readonly number[]) => ({ shape, dtype: 'float32' }) as const;

/** A step that reads its own batch and two training batches, and changes nothing that matters. */
function lookingAhead(rows: number): StepPlan {
  const state = { 'held/input.dropout': float() };
  const x = float(batchSize, smallInputs);
  return {
    rows: batchSize,
    noise: [],
    trainingBatches: { count: 2, rows },
    program: {
      name: 'hyper',
      state,
      inputs: {
        x,
        answers: { shape: [batchSize], dtype: 'int32' },
        ...Object.fromEntries(
          [0, 1].flatMap((ahead) => [
            [trainingBatchInput(ahead, 'x'), x],
            [trainingBatchInput(ahead, 'answers'), { shape: [batchSize], dtype: 'int32' } as const],
          ]),
        ),
      },
      body: (tensors, inputs) => ({
        state: { 'held/input.dropout': tf.mul(tensors['held/input.dropout'] as tf.Tensor, 1) },
        results: {
          loss: tf.addN(Object.values(inputs).map((input) => tf.mean(tf.cast(input, 'float32')))),
        },
      }),
    },
  };
}

function learnerLookingAhead(rows = batchSize): Learner {
  const plain = buildLearner(smallProblem(config));
  return { ...plain, hyperStep: lookingAhead(rows), alternation: { trainSteps: 2, hyperSteps: 1 } };
}

interface Read {
  readonly kind: 'train' | 'hyper';
  readonly own: unknown;
  readonly ahead: readonly unknown[];
}

/** The batches that each step read, in the order of steps, joined or not. */
function readsOf(runs: readonly NotedRun[]): readonly Read[] {
  const batch = (feeds: NotedRun['feeds'], prefix: string) => [feeds[`${prefix}x`], feeds[`${prefix}answers`]];
  return runs
    .filter(({ program }) => program !== 'evaluate')
    .flatMap(({ program, feeds }) =>
      program.split('+').map((kind, position, all): Read => {
        const prefix = all.length === 1 ? '' : `${position}/`;
        return {
          kind: kind as Read['kind'],
          own: batch(feeds, prefix),
          ahead: kind === 'hyper' ? [batch(feeds, `${prefix}training-0/`), batch(feeds, `${prefix}training-1/`)] : [],
        };
      }),
    );
}

describe.each(['reference', 'onnx'] as const)('on %s, a step that looks ahead', (name) => {
  it('reads the batches of the training steps that follow it, past the ends of epochs too', async () => {
    const spy = spyEngine(engines[name]);
    await drive({ engine: spy.engine, config, learner: learnerLookingAhead() });
    const reads = readsOf(spy.runs);
    const trained = reads.filter(({ kind }) => kind === 'train').map(({ own }) => own);
    expect(trained).toHaveLength(12);
    const hyper = reads.flatMap((read, index) =>
      read.kind === 'hyper'
        ? [{ read, before: reads.slice(0, index).filter(({ kind }) => kind === 'train').length }]
        : [],
    );
    expect(hyper.map(({ before }) => before)).toEqual([2, 4, 6, 8, 10]);
    for (const { read, before } of hyper) expect(read.ahead).toEqual(trained.slice(before, before + 2));
    expect(spy.runs.some(({ program }) => program.includes('+'))).toBe(name === 'onnx');
  });

  it('reads the same after a stop in the middle', async () => {
    const whole = spyEngine(engines[name]);
    await drive({ engine: whole.engine, config, learner: learnerLookingAhead() });
    const first = spyEngine(engines[name]);
    const control = createControl();
    const stopped = await drive({
      engine: first.engine,
      config,
      learner: learnerLookingAhead(),
      control,
      onEvent: (event) => {
        if (event.type === 'points' && event.step === 7) control.ask('stop');
      },
    });
    const second = spyEngine(engines[name]);
    const { latest } = lastCheckpoint(stopped);
    await drive({ engine: second.engine, config, learner: learnerLookingAhead(), resumeFrom: latest });
    expect([...readsOf(first.runs), ...readsOf(second.runs)]).toEqual(readsOf(whole.runs));
  });
});

it('a step cannot read training batches of another size than training steps do', async () => {
  const run = drive({ engine: engines.reference, config, learner: learnerLookingAhead(batchSize - 1) });
  await expect(run).rejects.toThrow('16');
});

it('a rule is asked at the place of each training step, and what it says is that step’s input', async () => {
  const places: TrainingPlace[] = [];
  const plain = buildLearner(smallProblem(config));
  const { trainStep } = plain;
  const learner: Learner = {
    ...plain,
    trainStep: {
      ...trainStep,
      program: {
        ...trainStep.program,
        inputs: { ...trainStep.program.inputs, 'scheduled/a': float(), 'scheduled/b': float() },
      },
      scheduled: {
        inputs: ['scheduled/a', 'scheduled/b'],
        at: (place) => {
          places.push(place);
          return [place.step, place.epoch / 4];
        },
      },
    },
  };
  const spy = spyEngine(engines.reference);
  await drive({ engine: spy.engine, config, learner });
  expect(places).toEqual(Array.from({ length: 12 }, (_, step) => ({ step, epoch: step / 3 })));
  const fed = spy.runs
    .filter(({ program }) => program === 'train')
    .map(({ feeds }) => [feeds['scheduled/a'], feeds['scheduled/b']]);
  expect(fed).toEqual(places.map(({ step, epoch }) => [[step], [Math.fround(epoch / 4)]]));
});
