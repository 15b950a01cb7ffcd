import { afterAll, describe, expect, it } from 'vitest';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { createControl } from '../../src-main/trainer/control.ts';
import { drive, lastCheckpoint, smallConfig } from '../support/small-training.ts';

const engine = createReferenceEngine();
afterAll(() => engine.dispose());

/** A run of which something is asked as soon as step 5, in the middle of the second epoch, is logged. */
function askedAtStepFive(request: 'stop' | 'finish-epoch') {
  const control = createControl();
  return drive({
    engine,
    config: smallConfig(),
    control,
    onEvent: (event) => {
      if (event.type === 'points' && event.step === 5) control.ask(request);
    },
  });
}

it('a run asked to stop stops after the step with a checkpoint of it', async () => {
  const run = await askedAtStepFive('stop');
  expect(run.outcome).toMatchObject({ outcome: 'stopped', reason: 'Stopped at once, as asked.', loop: { step: 5 } });
  expect(lastCheckpoint(run).latest.loop).toEqual(run.outcome.loop);
  expect(lastCheckpoint(run).best?.loop.epochsDone).toBe(1);
});

it('a run asked to finish the epoch scores it and stops', async () => {
  const run = await askedAtStepFive('finish-epoch');
  expect(run.outcome).toMatchObject({
    outcome: 'stopped',
    reason: 'Stopped at the end of an epoch, as asked.',
    loop: { step: 7, epochsDone: 2 },
  });
  expect(run.outcome.loop.history).toHaveLength(2);
  expect(lastCheckpoint(run).latest.loop.step).toBe(7);
});

describe('a pause', () => {
  /** A run paused after step 5; `then` is asked once it waits. */
  async function pausedAtStepFive(then: 'none' | 'stop') {
    const control = createControl();
    const seen: string[] = [];
    const run = await drive({
      engine,
      config: smallConfig(),
      control,
      onEvent: (event) => {
        if (event.type === 'points') seen.push(`points ${event.step}`);
        if (event.type === 'points' && event.step === 5) control.ask('pause');
        if (event.type !== 'checkpoint') return;
        seen.push(`checkpoint ${event.latest.loop.step}`);
        // After all that the loop does before it waits.
        setImmediate(() => {
          seen.push(then);
          control.ask(then);
        });
      },
    });
    return { run, around: seen.slice(seen.indexOf('points 5'), seen.indexOf('points 5') + 4) };
  }

  it('writes a checkpoint and waits until it is over', async () => {
    const { run, around } = await pausedAtStepFive('none');
    expect(around).toEqual(['points 5', 'checkpoint 5', 'none', 'points 6']);
    expect(run.outcome).toMatchObject({ outcome: 'finished', loop: { step: 16 } });
  });

  it('can end in a stop', async () => {
    const { run, around } = await pausedAtStepFive('stop');
    expect(around.slice(0, 3)).toEqual(['points 5', 'checkpoint 5', 'stop']);
    expect(run.outcome.outcome).toBe('stopped');
  });
});
