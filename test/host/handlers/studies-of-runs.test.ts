import { describe, expect, it, vi } from 'vitest';
import { studyConfigSchema } from '../../../src-shared/domain/study.ts';
import { endTraining, type Script, ScriptedLauncher, trainsToItsEnd } from '../../support/scripted-launcher.ts';
import { configFor, testApplication } from '../../support/test-application.ts';

/** Moves dropout from 0.1 to 0.3 in two epochs where it is tuned; else trains to its end. */
const movesDropout: Script = (trainer, task) => {
  if (task.config.method.name !== 'stn') return trainsToItsEnd(trainer, task);
  trainer.say({
    type: 'points',
    series: [
      { series: 'hyperparameter/input.dropout', steps: [6, 12], values: [0.1, 0.3] },
      { series: 'epoch', steps: [6, 12], values: [1, 2] },
    ],
  });
  endTraining(trainer, { epochs: 2, loss: 0.4, hyperparameters: { 'input.dropout': 0.3 } });
};

async function homeWithRun() {
  const application = await testApplication({ launcher: new ScriptedLauncher(movesDropout) });
  const { client, dataset } = application;
  const config = configFor(dataset, { name: 'Iris', training: { epochs: 2, batchSize: 16, seed: 3 } });
  const { runs } = await client.call('runs.start', { config, seeds: [3] });
  const [run] = runs;
  if (run === undefined) throw new Error('No run was started.');
  const ended = async () => expect((await client.call('runs.get', { run })).row.state).toBe('finished');
  await vi.waitFor(ended, { timeout: 5_000 });
  return { ...application, run, config };
}

describe('a run that found a schedule', () => {
  it('gives it back, ready to be replayed', async () => {
    const { client, run } = await homeWithRun();
    expect(await client.call('schedules.ofRun', { run })).toEqual({
      unit: 'epochs',
      at: [1, 2],
      values: { 'input.dropout': [0.1, 0.3] },
      source: `Run ${run}`,
    });
  });

  it('is verified against where it started, until a study knows better values', async () => {
    const { client, run, config } = await homeWithRun();
    const before = await client.call('studies.forVerification', { run, seeds: 2 });
    expect(before.seeds).toEqual([4, 5]);
    expect(before.arms.map(({ label }) => label)).toEqual(['Schedule', 'Final values', 'Start values']);
    expect(before.arms[1]?.method).toMatchObject({ name: 'final', values: { 'input.dropout': 0.3 } });
    const { study } = await client.call('studies.start', {
      config: studyConfigSchema.parse({
        config,
        arms: [{ label: 'Random', method: { name: 'random' } }],
        seeds: [1],
        budget: { unit: 'trials', amount: 4 },
      }),
    });
    await vi.waitFor(async () => expect((await client.call('studies.get', { study })).row.state).toBe('finished'), {
      timeout: 10_000,
    });
    const { row, trials } = await client.call('studies.get', { study });
    const best = trials.find((trial) => trial.run === row.arms[0]?.bestRuns[0]);
    const after = await client.call('studies.forVerification', { run, seeds: 2 });
    expect(after.arms[2]).toMatchObject({
      label: `Best fixed, run ${best?.run}`,
      hyperparameters: { 'input.dropout': { mode: 'fixed', value: best?.values['input.dropout'] } },
    });
    // It can be started as it is.
    expect((await client.call('studies.check', { config: { ...after } })).problems).toEqual([]);
    const sensitivity = await client.call('studies.forSensitivity', { run, seeds: 1 });
    expect((await client.call('studies.check', { config: { ...sensitivity } })).problems).toEqual([]);
  });

  it('is refused where nothing was tuned', async () => {
    const { client, dataset } = await homeWithRun();
    const { runs } = await client.call('runs.start', {
      config: configFor(dataset, { method: { name: 'fixed' } }),
      seeds: [1],
    });
    const [run] = runs;
    if (run === undefined) return;
    await expect(client.call('studies.forVerification', { run, seeds: 1 })).rejects.toThrow('tunes nothing');
  });
});

describe('a network of population-based training', () => {
  it('has the schedule of all the rounds that it went through', async () => {
    const { client, dataset } = await testApplication({ launcher: new ScriptedLauncher(trainsToItsEnd) });
    const { study } = await client.call('studies.start', {
      config: studyConfigSchema.parse({
        config: configFor(dataset),
        arms: [{ label: 'PBT', method: { name: 'pbt', population: 2, epochsPerRound: 3 } }],
        seeds: [1],
        budget: { unit: 'epochs', amount: 18 },
      }),
    });
    await vi.waitFor(async () => expect((await client.call('studies.get', { study })).row.state).toBe('finished'), {
      timeout: 10_000,
    });
    const { trials } = await client.call('studies.get', { study });
    expect(trials).toHaveLength(6);
    const last = trials.at(-1);
    const chain = [last];
    for (let at = last; at?.parent != null; at = trials[at.parent]) chain.unshift(trials[at.parent]);
    expect(chain).toHaveLength(3);
    const schedule = await client.call('schedules.ofRun', { run: last?.run ?? (0 as never) });
    expect(schedule.at.map((place) => Math.round(place))).toEqual([0, 3, 3, 6, 6, 9]);
    const values = chain.map((trial) => trial?.values['input.dropout']);
    expect(schedule.values['input.dropout']).toEqual(values.flatMap((value) => [value, value]));
  });
});

describe('a schedule from a file', () => {
  it('is read, or refused in a sentence', async () => {
    const { client } = await testApplication();
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(
      await client.call('schedules.read', { name: 'own.csv', bytes: bytes('epoch,input.dropout\n0,0.1\n5,0.2\n') }),
    ).toMatchObject({ unit: 'epochs', at: [0, 5], values: { 'input.dropout': [0.1, 0.2] } });
    await expect(client.call('schedules.read', { name: 'own.csv', bytes: bytes('') })).rejects.toThrow(
      'own.csv is empty',
    );
  });
});

describe('the queue', () => {
  it('is paused, brought into another order and told', async () => {
    const { client, dataset, homeEvents } = await testApplication();
    const events = homeEvents();
    expect(await client.call('queue.set', { isPaused: true, atOnce: 2 })).toEqual({
      isPaused: true,
      atOnce: 2,
      pausesOnFailure: false,
      waiting: [],
    });
    const { runs } = await client.call('runs.start', { config: configFor(dataset), seeds: [1, 2, 3] });
    const turned = await client.call('queue.reorder', { runs: runs.toReversed() });
    expect(turned.waiting.map(({ run }) => run)).toEqual(runs.toReversed());
    const [first] = runs;
    if (first === undefined) return;
    const later = await client.call('queue.startLater', { runs: [first], notBefore: 4e12 });
    expect(later.waiting.at(-1)).toEqual({ run: first, notBefore: 4e12 });
    expect((await client.call('runs.get', { run: first })).row.notBefore).toBe(4e12);
    await events.until((event) => event.type === 'queue' && event.queue.waiting.at(-1)?.notBefore === 4e12);
    await events.until((event) => event.type === 'run' && event.row.notBefore === 4e12);
    expect(await client.call('queue.get', {})).toEqual(later);
    await expect(client.call('queue.startLater', { runs: [99 as never], notBefore: null })).rejects.toThrow(
      'no run 99',
    );
  });
});
