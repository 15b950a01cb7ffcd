import { afterAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-main/engine/engine.ts';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { layCourse } from '../../src-main/train/course.ts';
import type { Checkpoint } from '../../src-main/train/events.ts';
import { loopStateSchema } from '../../src-main/train/loop-state.ts';
import { createControl } from '../../src-main/trainer/control.ts';
import { drive, eventsOf, lastCheckpoint, seriesOf, smallConfig } from '../support/small-training.ts';

const engines: Readonly<Record<string, Engine>> = {
  reference: createReferenceEngine(),
  onnx: createOnnxEngine({ device: 'cpu', threads: 1 }),
};
const reference = engines.reference as Engine;
const onnx = engines.onnx as Engine;
afterAll(() => Promise.all(Object.values(engines).map((engine) => engine.dispose())));

/** One warm-up epoch of 3 steps, then 132 training steps with a hyperparameter step after each second but the last. */
const twoHundredSteps = 45;

describe.each(['reference', 'onnx'])('on %s', (name) => {
  const engine = engines[name] as Engine;

  it('the same seed gives the same events, another seed gives others', async () => {
    const first = await drive({ engine, config: smallConfig() });
    expect(await drive({ engine, config: smallConfig() })).toEqual(first);
    const other = await drive({ engine, config: smallConfig({ training: { seed: 2 } }) });
    expect(seriesOf(other, 'loss/train-step')).not.toEqual(seriesOf(first, 'loss/train-step'));
  });

  it.each([6, 7, 9, 12])('a run resumed from its checkpoint after step %i goes on bit for bit', async (stopAfter) => {
    const config = smallConfig();
    const whole = await drive({ engine, config });
    const control = createControl();
    let middle: Checkpoint | null = null;
    const paused = await drive({
      engine,
      config,
      control,
      onEvent: (event) => {
        if (event.type === 'points' && event.step === stopAfter) control.ask('pause');
        if (event.type === 'checkpoint') middle ??= event.latest;
        if (event.type === 'checkpoint') control.ask('none');
      },
    });
    expect(seriesOf(paused, 'loss/train-step')).toEqual(seriesOf(whole, 'loss/train-step'));
    if (middle === null) throw new Error('The pause wrote no checkpoint.');
    const { specs, tensors, loop } = middle as Checkpoint;
    expect(loop.step).toBe(stopAfter);

    // Through JSON, as a checkpoint's file does.
    const stored = { specs, tensors, loop: loopStateSchema.parse(JSON.parse(JSON.stringify(loop))) };
    const resumed = await drive({ engine, config, resumeFrom: stored });
    const rest = eventsOf(whole, 'points').filter(({ step }) => step > stopAfter);
    expect(eventsOf(resumed, 'points')).toEqual(rest);
    expect(lastCheckpoint(resumed).latest).toEqual(lastCheckpoint(whole).latest);
    expect(resumed.outcome).toEqual(whole.outcome);
  });
});

it('200 steps on onnx and on the reference agree to 1e-3', async () => {
  const config = smallConfig({ training: { epochs: twoHundredSteps } });
  const [left, right] = [await drive({ engine: reference, config }), await drive({ engine: onnx, config })];
  const points = eventsOf(left, 'points').flatMap(({ values }) => values);
  const others = eventsOf(right, 'points').flatMap(({ values }) => values);
  expect(eventsOf(left, 'points').at(-1)?.step).toBe(200);
  expect(others.map(([series]) => series)).toEqual(points.map(([series]) => series));
  const differences = points.map(([, value], index) => Math.abs(value - (others[index]?.[1] ?? Number.NaN)));
  expect(Math.max(...differences)).toBeLessThan(1e-3);
});

it('epochs end, and are scored, with the steps of the course', async () => {
  const config = smallConfig({ training: { epochs: 4 } });
  const run = await drive({ engine: reference, config });
  // Three warm-up steps, then T T H T / T H T T / H T T H T: epochs end at training steps 3, 6, 9, 12.
  expect(seriesOf(run, 'loss/validation').map(([step]) => step)).toEqual([3, 7, 11, 16]);
  expect(seriesOf(run, 'metric/accuracy')).toHaveLength(4);
  const course = layCourse({ warmUpEpochs: 1, alternation: { trainSteps: 2, hyperSteps: 1 } }, 3, 4);
  expect(eventsOf(run, 'progress').at(-1)).toMatchObject({ step: 16, totalSteps: course.totalSteps, epoch: 4 });
  expect(run.outcome).toMatchObject({ outcome: 'finished', reason: 'All 4 epochs are done.', loop: { epochsDone: 4 } });
});

it('the mean training loss of an epoch is the mean of its training steps', async () => {
  const run = await drive({ engine: reference, config: smallConfig() });
  const at = new Map(seriesOf(run, 'loss/train-step'));
  // The second epoch: training steps 4, 5 and 7; step 6 moves the hyperparameters.
  const mean = [4, 5, 7].reduce((total, step) => total + (at.get(step) ?? Number.NaN), 0) / 3;
  expect(new Map(seriesOf(run, 'loss/train')).get(7)).toBeCloseTo(mean, 12);
});

it('steps are logged as often as asked, epochs always', async () => {
  const config = smallConfig({ logging: { everySteps: 5, checkpointSeconds: 1e9 } });
  const run = await drive({ engine: reference, config });
  expect(seriesOf(run, 'loss/train-step').map(([step]) => step)).toEqual([5, 10, 15]);
  expect(seriesOf(run, 'loss/train').map(([step]) => step)).toEqual([3, 7, 11, 16]);
});

it('a run without patience for a rising validation loss ends early', async () => {
  const config = smallConfig({
    training: { epochs: 200, patience: 3, optimizer: { name: 'sgd', learningRate: 1, momentum: 0.9 } },
  });
  const { outcome } = await drive({ engine: onnx, config });
  expect(outcome.outcome).toBe('finished');
  expect(outcome.reason).toContain('has not fallen for 3 epochs');
  expect(outcome.loop.epochsDone).toBe((outcome.loop.best?.epoch ?? Number.NaN) + 3);
});

describe('a budget in minutes', () => {
  /** A clock that is a quarter of a minute later whenever it is asked: at least that long takes every step. */
  const slowClock = () => {
    let asked = 0;
    return () => 15_000 * asked++;
  };
  const config = smallConfig({ training: { epochs: 4, minutes: 1.5 } });

  it('ends the run after the epoch in which it is used up', async () => {
    const { outcome } = await drive({ engine: reference, config, now: slowClock() });
    // Three steps of the first epoch take 45 s; the second has four, and 90 s are over before its end.
    expect(outcome).toMatchObject({ outcome: 'finished', loop: { epochsDone: 2, seconds: 105 } });
    expect(outcome.reason).toBe('The budget of 1.5 minutes is used up after epoch 2.');
  });

  it('counts the time before a resume', async () => {
    const short = smallConfig({ training: { epochs: 1 } });
    const first = await drive({ engine: reference, config: short, now: slowClock() });
    const { latest } = lastCheckpoint(first);
    const { outcome } = await drive({ engine: reference, config, resumeFrom: latest, now: slowClock() });
    expect(outcome).toMatchObject({ loop: { epochsDone: 2, seconds: 105 } });
  });
});
