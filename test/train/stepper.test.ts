import { afterAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-main/engine/engine.ts';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import type { Checkpoint } from '../../src-main/train/events.ts';
import { createControl } from '../../src-main/trainer/control.ts';
import {
  batchSize,
  type Driven,
  drive,
  eventsOf,
  lastCheckpoint,
  madeUpRows,
  smallConfig,
  validationRows,
} from '../support/small-training.ts';
import { spyEngine } from '../support/spy-engine.ts';

const onnx = createOnnxEngine({ device: 'cpu', threads: 2 });
const reference = createReferenceEngine();
afterAll(() => Promise.all([onnx.dispose(), reference.dispose()]));

/** The same engine, for which no cycle is worth joining. */
const stepByStep: Engine = { ...onnx, handsStateOver: false };

/** Seven batches an epoch: of an epoch's cycles of two training steps, some are cut by its end and some are not. */
const rows = {
  train: madeUpRows('train', 7 * batchSize + 3),
  validation: madeUpRows('validation', validationRows),
};

/** Everything that is told and kept, without how often progress is. */
function told(run: Driven): unknown {
  return { events: run.events.filter(({ type }) => type !== 'progress'), outcome: run.outcome };
}

const settings = {
  'the default form': smallConfig({ method: { name: 'stn' } }),
  'the published form with tuned scales': smallConfig({
    method: { name: 'stn', response: 'published', tuneScales: true },
  }),
  'two steps of each kind': smallConfig({ method: { name: 'stn', tuneScales: true, validationSteps: 2 } }),
  'one training step, then three hyperparameter steps': smallConfig({
    method: { name: 'stn', trainSteps: 1, validationSteps: 3 },
  }),
  'layers large enough for two threads, with Adam': smallConfig({
    model: { kind: 'mlp', hidden: [{ width: 300 }, { width: 100 }] },
    hyperparameters: { 'input.dropout': { mode: 'tuned' }, 'dense2.l2': { mode: 'tuned' } },
    training: { optimizer: { name: 'adam', learningRate: 1e-3 } },
  }),
};

describe('a run whose cycles are one program each', () => {
  it.each(Object.entries(settings))(
    'tells and keeps what the same run step by step does: %s',
    async (_name, config) => {
      const spy = spyEngine(onnx);
      const joined = await drive({ engine: spy.engine, config, rows });
      expect(told(joined)).toEqual(told(await drive({ engine: stepByStep, config, rows })));
      const programs = new Set(spy.runs.map(({ program }) => program));
      expect([...programs].filter((name) => name.includes('+'))).toHaveLength(1);
      expect(programs).toContain('train');
    },
  );

  it('asked to stop in the middle of a cycle stops at its end, and goes on from there bit for bit', async () => {
    const config = smallConfig();
    const whole = await drive({ engine: onnx, config, rows });
    const control = createControl();
    const stopped = await drive({
      engine: onnx,
      config,
      rows,
      control,
      // Seven steps of warm-up; the first cycle is steps 8 to 10.
      onEvent: (event) => {
        if (event.type === 'points' && event.step === 8) control.ask('stop');
      },
    });
    expect(stopped.outcome).toMatchObject({ outcome: 'stopped', loop: { step: 10 } });
    const resumeFrom = lastCheckpoint(stopped).latest;
    const resumed = await drive({ engine: onnx, config, rows, resumeFrom });
    expect(eventsOf(resumed, 'points')).toEqual(eventsOf(whole, 'points').filter(({ step }) => step > 10));
    expect(lastCheckpoint(resumed).latest).toEqual(lastCheckpoint(whole).latest);
  });

  it('goes on bit for bit from the middle of a cycle, where a run step by step can stop', async () => {
    const config = smallConfig();
    const control = createControl();
    const checkpoints: Checkpoint[] = [];
    const whole = await drive({
      engine: stepByStep,
      config,
      rows,
      control,
      onEvent: (event) => {
        if (event.type === 'points' && event.step === 9) control.ask('pause');
        if (event.type !== 'checkpoint') return;
        checkpoints.push(event.latest);
        control.ask('none');
      },
    });
    expect(checkpoints[0]?.loop.step).toBe(9);
    const resumed = await drive({ engine: onnx, config, rows, resumeFrom: checkpoints[0] ?? null });
    expect(eventsOf(resumed, 'points')).toEqual(eventsOf(whole, 'points').filter(({ step }) => step > 9));
  });

  it('fails with the words of the run step by step when a loss in a cycle is not finite', async () => {
    const config = smallConfig({
      training: { epochs: 20, optimizer: { name: 'sgd', learningRate: 300 } },
      method: { name: 'stn', warmUpEpochs: 0 },
    });
    const joined = await drive({ engine: onnx, config, rows });
    expect(joined.outcome.outcome).toBe('failed');
    expect(told(joined)).toEqual(told(await drive({ engine: stepByStep, config, rows })));
  });
});

it('a cycle of more than four steps runs step by step', async () => {
  const spy = spyEngine(onnx);
  await drive({ engine: spy.engine, config: smallConfig({ method: { name: 'stn', trainSteps: 4 } }), rows });
  expect(new Set(spy.runs.map(({ program }) => program))).toEqual(new Set(['train', 'hyper', 'evaluate']));
});

it('a cycle of so many operations that it takes seconds to compile runs step by step', async () => {
  const compiled: string[] = [];
  const large: Engine = {
    ...onnx,
    compile: async (source) => {
      compiled.push(source.name);
      return { ...(await onnx.compile(source)), operations: 1_700 };
    },
  };
  await drive({ engine: large, config: smallConfig(), rows });
  expect(compiled).toEqual(['train', 'hyper', 'evaluate']);
});

it.each([
  ['epochs too short for a whole cycle', { ...rows, train: madeUpRows('train', 2 * batchSize) }, {}],
  ['a warm-up as long as the run', rows, { warmUpEpochs: 9 }],
])('with %s nothing is joined', async (_name, someRows, changes) => {
  const compiled: string[] = [];
  const noting: Engine = {
    ...onnx,
    compile: (source) => {
      compiled.push(source.name);
      return onnx.compile(source);
    },
  };
  await drive({ engine: noting, config: smallConfig({ method: { name: 'stn', ...changes } }), rows: someRows });
  expect(compiled).toEqual(['train', 'hyper', 'evaluate']);
});

it('an engine that keeps the state where it computes runs step by step', async () => {
  const spy = spyEngine(reference);
  await drive({ engine: spy.engine, config: smallConfig(), rows });
  expect(new Set(spy.runs.map(({ program }) => program))).toEqual(new Set(['train', 'hyper', 'evaluate']));
});
