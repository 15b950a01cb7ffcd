import { describe, expect, it, vi } from 'vitest';
import { type StudyConfigInput, type StudyId, studyConfigSchema } from '../../../src-shared/domain/study.ts';
import { endTraining, type Script, ScriptedLauncher, trainsToItsEnd } from '../../support/scripted-launcher.ts';
import { configFor, testApplication } from '../../support/test-application.ts';

const random = { label: 'Random', method: { name: 'random' } } as const;
const stn = { label: 'STN', method: { name: 'stn' } } as const;

/** An application whose trainers play a script, and a study on its data. */
async function studyHome(script: Script = trainsToItsEnd) {
  const launcher = new ScriptedLauncher(script);
  const application = await testApplication({ launcher });
  const { client, dataset } = application;
  const study = (changes: Partial<StudyConfigInput> = {}) =>
    studyConfigSchema.parse({
      name: 'Study',
      config: configFor(dataset),
      arms: [stn, random],
      seeds: [1],
      budget: { unit: 'epochs', amount: 20 },
      ...changes,
    });
  const start = async (changes: Partial<StudyConfigInput> = {}) =>
    (await client.call('studies.start', { config: study(changes) })).study;
  const get = (id: StudyId) => client.call('studies.get', { study: id });
  const until = (id: StudyId, state: string) =>
    vi.waitFor(async () => expect((await get(id)).row.state).toBe(state), { timeout: 10_000, interval: 20 });
  return { ...application, launcher, study, start, get, until };
}

describe('a study', () => {
  it('trains each arm for its budget and says what it found', async () => {
    const { start, get, until, client } = await studyHome();
    const id = await start();
    await until(id, 'finished');
    const { row, trials } = await get(id);
    expect(row).toMatchObject({ name: 'Study', datasetName: 'iris', reason: 'Done.', source: null });
    const [tuned, searched] = row.arms;
    expect(tuned).toMatchObject({ label: 'STN', spent: 1, trials: { done: 1, failed: 0, live: 0 }, best: [0.5] });
    // 20 epochs are four trials of five.
    expect(searched).toMatchObject({ label: 'Random', spent: 1, trials: { done: 4, failed: 0, live: 0 } });
    const values = trials.filter(({ place }) => place.arm === 1).map((trial) => trial.values['input.dropout'] ?? 1);
    expect(searched?.best).toEqual([Math.min(...values)]);
    const best = trials.find(({ values: own }) => own['input.dropout'] === Math.min(...values));
    expect(searched?.bestRuns).toEqual([best?.run]);
    const rows = await client.call('runs.list', {});
    expect(rows.map(({ place }) => place?.study)).toEqual(Array(5).fill(id));
    expect(await client.call('studies.list', {})).toEqual([row]);
  });

  it('draws the best loss so far over what was spent', async () => {
    const { start, until, client } = await studyHome();
    const id = await start();
    await until(id, 'finished');
    const { curves } = await client.call('studies.progress', { study: id, axis: 'seconds' });
    expect(curves.map(({ arm, seed, end }) => [arm, seed, end])).toEqual([
      [0, 0, 20],
      [1, 0, 20],
    ]);
    const [, searched] = curves;
    expect([...(searched?.y ?? [])]).toEqual([...(searched?.y ?? [])].sort((left, right) => right - left));
    const { curves: byTrials } = await client.call('studies.progress', { study: id, axis: 'trials' });
    expect(byTrials[1]).toMatchObject({ end: 4 });
    // Iris has 105 training rows: six batches of 16.
    const { curves: bySteps } = await client.call('studies.progress', { study: id, axis: 'steps' });
    expect(bySteps[0]?.end).toBe(120);
  });

  it('is told to those who listen, with the queue', async () => {
    const { start, until, homeEvents } = await studyHome();
    const events = homeEvents();
    const id = await start();
    await until(id, 'finished');
    await events.until((event) => event.type === 'study' && event.row.state === 'finished');
    await events.until((event) => event.type === 'queue');
    expect(events.events.some((event) => event.type === 'run' && event.row.place?.study === id)).toBe(true);
  });

  it('counts trials that fail and goes on; with nothing but failures it fails, with the reason', async () => {
    let count = 0;
    const { start, until, get, launcher, client } = await studyHome((trainer, task) => {
      count += 1;
      if (count === 2) trainer.exit({ code: 1, lastOutput: ['Error: no memory'] });
      else trainsToItsEnd(trainer, task);
    });
    const mixed = await start({ arms: [random] });
    await until(mixed, 'finished');
    // What failed has spent nothing: the budget still buys four.
    expect((await get(mixed)).row.arms[0]?.trials).toEqual({ done: 4, failed: 1, live: 0 });
    launcher.script = (trainer) => trainer.exit({ code: 1, lastOutput: ['Error: no memory'] });
    const hopeless = await start({ arms: [random], budget: { unit: 'trials', amount: 8 } });
    await until(hopeless, 'failed');
    const { row } = await get(hopeless);
    expect(row.arms[0]?.trials).toEqual({ done: 0, failed: 5, live: 0 });
    expect(row.reason).toContain('no memory');
    // Once it is mended they are tried again.
    launcher.script = trainsToItsEnd;
    await client.call('studies.continue', { study: hopeless });
    await vi.waitFor(
      async () => expect((await get(hopeless)).row.arms[0]?.trials).toMatchObject({ failed: 0, done: 8 }),
      {
        timeout: 20_000,
      },
    );
  });

  it('takes up a trial whose trainer was killed, from its checkpoint, but not for ever', async () => {
    const { start, until, get, launcher } = await studyHome((trainer) => {
      trainer.say({ type: 'checkpoint', step: 6, epoch: 1, file: 'one.safetensors', bytes: 1, isBest: false });
      trainer.kill();
    });
    const id = await start({ arms: [stn] });
    await until(id, 'failed');
    expect(launcher.tasks.map(({ isResume }) => isResume)).toEqual([false, true, true, true]);
    expect((await get(id)).row.reason).toContain('SIGKILL');
  });

  it('that is paused begins nothing further, lets what trains end, and goes on', async () => {
    const { start, until, get, client, launcher } = await studyHome(() => undefined);
    const id = await start();
    await vi.waitFor(() => expect(launcher.tasks).toHaveLength(1));
    await client.call('studies.pause', { study: id });
    const [trainer] = launcher.started;
    const [task] = launcher.tasks;
    expect(trainer?.received.map(({ type }) => type)).toEqual(['train']);
    if (trainer !== undefined && task !== undefined) trainsToItsEnd(trainer, task);
    await vi.waitFor(async () => expect((await get(id)).row.arms[0]?.trials.done).toBe(1));
    expect(launcher.tasks).toHaveLength(1);
    launcher.script = trainsToItsEnd;
    await client.call('studies.continue', { study: id });
    await until(id, 'finished');
    await expect(client.call('studies.pause', { study: id })).rejects.toThrow('Only a running study can be paused');
  });

  it('that is stopped stops what trains, and takes it up again when it goes on', async () => {
    const { start, until, client, launcher } = await studyHome(() => undefined);
    const id = await start();
    await vi.waitFor(() => expect(launcher.tasks).toHaveLength(1));
    // One trains, and one waits behind it.
    await vi.waitFor(async () => expect(await client.call('runs.list', {})).toHaveLength(2));
    await client.call('studies.stop', { study: id });
    await vi.waitFor(async () =>
      expect((await client.call('runs.list', {})).map(({ state }) => state)).toEqual(['stopped', 'stopped']),
    );
    launcher.script = trainsToItsEnd;
    await client.call('studies.continue', { study: id });
    await until(id, 'finished');
    expect(launcher.tasks[1]).toMatchObject({ isResume: true });
    expect(launcher.tasks).toHaveLength(6);
  });

  it('counts a trial that a person stops as over', async () => {
    const { start, until, client, launcher } = await studyHome(() => undefined);
    const id = await start({ arms: [stn] });
    await vi.waitFor(() => expect(launcher.tasks).toHaveLength(1));
    const [run] = await client.call('runs.list', {});
    if (run !== undefined) await client.call('runs.stop', { run: run.id });
    await until(id, 'finished');
    expect(launcher.tasks).toHaveLength(1);
  });

  it('keeps the trials it needs out of the trash until it is over', async () => {
    const { start, until, client } = await studyHome((trainer, task) => {
      if (task.config.method.name === 'stn') trainsToItsEnd(trainer, task);
    });
    const id = await start();
    await vi.waitFor(async () =>
      expect((await client.call('runs.list', {})).some(({ state }) => state === 'finished')).toBe(true),
    );
    const finished = (await client.call('runs.list', {}))
      .filter(({ state }) => state === 'finished')
      .map((row) => row.id);
    await expect(client.call('runs.trash', { runs: finished })).rejects.toThrow(
      `a trial of study ${id}, which is running`,
    );
    await client.call('studies.stop', { study: id });
    await until(id, 'stopped');
    await client.call('runs.trash', { runs: finished });
    await expect(client.call('studies.continue', { study: id })).rejects.toThrow('are in the trash or were deleted');
  });

  it('ends trials early that are worse than the middle of those before', async () => {
    let count = 0;
    const { start, until, launcher } = await studyHome((trainer, { config }) => {
      const loss = count === 3 ? 9 : 1 + count / 10;
      count += 1;
      for (let epoch = 1; epoch <= 3; epoch += 1) {
        trainer.say({
          type: 'points',
          series: [
            { series: 'loss/validation', steps: [6 * epoch], values: [loss] },
            { series: 'epoch', steps: [6 * epoch], values: [epoch] },
          ],
        });
      }
      if (loss < 9) endTraining(trainer, { epochs: config.training.epochs, loss });
      else {
        const receive = trainer.send.bind(trainer);
        trainer.send = (message) => {
          receive(message);
          if (message.type === 'finish-epoch') endTraining(trainer, { epochs: 4, loss });
        };
      }
    });
    const id = await start({ arms: [random], budget: { unit: 'trials', amount: 5 }, earlyTermination: 'median' });
    await until(id, 'finished');
    expect(launcher.started.map((trainer) => trainer.received.some(({ type }) => type === 'finish-epoch'))).toEqual([
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  it('is renamed', async () => {
    const { start, get, client } = await studyHome();
    const id = await start();
    await client.call('studies.rename', { study: id, name: 'Another' });
    expect((await get(id)).row.name).toBe('Another');
  });
});

describe('a home that was left with a study', () => {
  it('goes on with it', async () => {
    const first = await studyHome(() => undefined);
    const id = await first.start();
    await vi.waitFor(() => expect(first.launcher.tasks).toHaveLength(1));
    await first.shutdown();
    const launcher = new ScriptedLauncher(trainsToItsEnd);
    const { client } = await testApplication({ home: first.home, launcher });
    await vi.waitFor(async () => expect((await client.call('studies.get', { study: id })).row.state).toBe('finished'), {
      timeout: 10_000,
      interval: 20,
    });
    // The one that was stopped goes on behind the one that waited.
    expect(launcher.tasks.map(({ isResume }) => isResume)).toEqual([false, true, false, false, false]);
    const { trials } = await client.call('studies.get', { study: id });
    expect(trials.map(({ place }) => [place.arm, place.trial])).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [1, 2],
      [1, 3],
    ]);
  });
});
