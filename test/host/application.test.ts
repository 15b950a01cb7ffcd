import { expect, it } from 'vitest';
import { trainerEntry } from '../../src-main/host/paths.ts';
import { forkLauncher } from '../../src-main/runs/fork-launcher.ts';
import { newestBackup } from '../../src-main/store/backup.ts';
import type { RunTopicEvent } from '../../src-shared/contract/events.ts';
import { configFor, testApplication } from '../support/test-application.ts';

const stepsOf = (events: readonly RunTopicEvent[], series: string) =>
  events.flatMap((event) =>
    event.type === 'points' ? event.series.filter((its) => its.series === series).flatMap((its) => [...its.steps]) : [],
  );

it('a window starts a run, sees its points, loses its connection, catches up, stops the run and resumes it', {
  timeout: 20_000,
}, async () => {
  const { client, dataset, homeEvents, runEvents, cut, ended } = await testApplication({
    launcher: forkLauncher(trainerEntry),
  });
  const home = homeEvents();
  const config = configFor(dataset, {
    training: { epochs: 1_000_000, batchSize: 16 },
    engine: { name: 'reference' },
    logging: { everySteps: 1 },
  });
  const { runs } = await client.call('runs.start', { config, seeds: [7] });
  const [run] = runs;
  if (run === undefined) throw new Error('No run was started.');
  const { events, until } = runEvents(run);
  await until(() => stepsOf(events, 'loss/train-step').length > 20);
  cut();
  const before = stepsOf(events, 'loss/train-step').length;
  await until(() => stepsOf(events, 'loss/train-step').length > before + 50);
  const seen = stepsOf(events, 'loss/train-step');
  // Whatever was logged while the connection was gone has come afterwards: no step of the schedule is missing or comes twice.
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual([...seen].sort((left, right) => left - right));
  const { curves } = await client.call('plot.curves', {
    curves: [{ run, series: 'loss/train-step' }],
    axis: 'step',
    from: seen[0] ?? 0,
    to: seen.at(-1) ?? 0,
    points: 20_000,
  });
  expect([...(curves[0]?.steps ?? [])]).toEqual(seen);

  await client.call('runs.stop', { run });
  await home.until((event) => event.type === 'run' && event.row.id === run && event.row.state === 'stopped');
  expect(ended.map(({ id, state }) => ({ id, state }))).toEqual([{ id: run, state: 'stopped' }]);
  const stopped = await client.call('runs.get', { run });
  expect(stopped.row).toMatchObject({ state: 'stopped', hasCheckpoint: true, seed: 7, datasetName: 'iris' });
  expect(stopped.row.bytes).toBeGreaterThan(0);
  // 105 rows for training in batches of 16, one epoch of warm-up.
  expect(stopped.warmUpSteps).toBe(6);
  const steps = stopped.summary?.steps ?? 0;

  await client.call('runs.resume', { run });
  await until((event) => event.type === 'truncated' && event.step > 0);
  await until(() => (stepsOf(events, 'loss/train-step').at(-1) ?? 0) > steps);
  await client.call('runs.kill', { run });
  await home.until((event) => event.type === 'run' && event.row.id === run && event.row.state === 'interrupted');
  const { row } = await client.call('runs.get', { run });
  expect(row).toMatchObject({ state: 'interrupted' });
  expect(row.reason).not.toBe('');
});

it('an application that has been shut down says so, and its home can be opened again', async () => {
  const { application, home, shutdown, dataset } = await testApplication();
  await application.handlers['runs.start']({ config: configFor(dataset), seeds: [1, 2] });
  await shutdown();
  await application.shutdown();
  expect(() => application.handlers['runs.list']({})).toThrow('Selftune has been closed.');
  const again = await testApplication({ home });
  const rows = await again.client.call('runs.list', {});
  // The first was killed by the test while it started; the second waited and is taken up.
  expect(rows.map(({ id, state }) => [id, state])).toEqual([
    [2, 'starting'],
    [1, 'stopped'],
  ]);
});

it('a home has one application at a time', async () => {
  const { home } = await testApplication();
  await expect(testApplication({ home })).rejects.toMatchObject({ code: 'store/home-in-use' });
});

it('the day of a home has a copy of its database', async () => {
  const { home } = await testApplication();
  await expect.poll(() => newestBackup(home)).toMatch(/-daily\.db$/);
});
