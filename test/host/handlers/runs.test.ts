import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runDirectory } from '../../../src-main/store/home-files.ts';
import { openHomeForReading, openHomeForWriting } from '../../../src-main/store/open.ts';
import { unsealings } from '../../../src-main/store/queries/unsealings.ts';
import { updateRun } from '../../../src-main/store/run-commands.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import { runIdSchema } from '../../../src-shared/domain/ids.ts';
import type { Checkpoint } from '../../support/test-application.ts';
import { checkpointAt, configFor, epochEnd, testApplication } from '../../support/test-application.ts';
import { done } from '../../support/test-queue.ts';

type World = Awaited<ReturnType<typeof testApplication>>;

async function startOne(world: World, seeds: readonly number[] = [1]): Promise<RunId[]> {
  const { runs } = await world.client.call('runs.start', { config: configFor(world.dataset), seeds: [...seeds] });
  return runs;
}

const rowOf = async ({ client }: World, run: RunId) => (await client.call('runs.get', { run })).row;
const one = (runs: readonly RunId[]): RunId => {
  const [run] = runs;
  if (run === undefined) throw new Error('No run was started.');
  return run;
};

/** Ends the run whose trainer was started last. */
async function finishLast(world: World, run: RunId, checkpoint: Checkpoint = checkpointAt(30)): Promise<void> {
  const home = world.homeEvents();
  const trainer = world.launcher.last;
  trainer.hello();
  trainer.say(epochEnd(6, { epoch: 1, loss: 0.5, metric: 0.8 }), checkpoint, done);
  trainer.exit();
  await home.until((event) => event.type === 'run' && event.row.id === run && event.row.state === 'finished');
}

describe('runs', () => {
  it('of several seeds are one experiment, run one after the other', async () => {
    const world = await testApplication();
    const runs = await startOne(world, [3, 1, 3, 2]);
    expect(runs).toEqual([1, 2, 3]);
    const rows = await world.client.call('runs.list', {});
    expect(rows.map(({ id, seed, state }) => ({ id, seed, state }))).toEqual([
      { id: 3, seed: 2, state: 'queued' },
      { id: 2, seed: 1, state: 'queued' },
      { id: 1, seed: 3, state: 'starting' },
    ]);
    expect(new Set(rows.map(({ experiment }) => experiment)).size).toBe(1);
    expect(rows[0]).toMatchObject({ datasetName: 'iris', plannedEpochs: 5, last: null, best: null, bytes: 0 });
    expect((await world.client.call('runs.get', { run: runIdSchema.parse(3) })).progress?.phase).toBe('queued');
    expect(world.application.liveRuns()).toBe(3);
  });

  it('are refused before they exist when there is nothing to tune or no such data', async () => {
    const world = await testApplication();
    const nothing = configFor(world.dataset, { hyperparameters: {} });
    await expect(world.client.call('runs.start', { config: nothing, seeds: [1] })).rejects.toMatchObject({
      code: 'config/nothing-to-tune',
    });
    const elsewhere = configFor('0123456789abcdef');
    await expect(world.client.call('runs.start', { config: elsewhere, seeds: [1] })).rejects.toMatchObject({
      code: 'data/no-such-dataset',
    });
    expect(await world.client.call('runs.list', {})).toEqual([]);
  });

  it('show where they stand while they train, and what came of them', async () => {
    const world = await testApplication();
    const home = world.homeEvents();
    const run = one(await startOne(world));
    const trainer = world.launcher.last;
    trainer.hello();
    trainer.say(
      { type: 'phase', phase: 'training' },
      epochEnd(6, { epoch: 1, loss: 0.5, metric: 0.8 }),
      epochEnd(12, { epoch: 2, loss: 0.7, metric: 0.7 }),
      epochEnd(18, { epoch: 3, loss: Number.NaN, metric: 0.1 }),
      { type: 'progress', step: 18, epoch: 3, epochs: 5, loss: 0.6, stepsPerSecond: 100, secondsLeft: 2 },
    );
    await home.until((event) => event.type === 'run' && event.row.last?.epoch === 3);
    const live = await world.client.call('runs.get', { run });
    expect(live.row).toMatchObject({
      state: 'running',
      metric: 'accuracy',
      epochs: 3,
      seconds: 3,
      best: { epoch: 1, loss: 0.5, metric: 0.8 },
      last: { epoch: 3, loss: Number.NaN, metric: 0.1 },
    });
    expect(live.progress).toMatchObject({ phase: 'training', step: 18, secondsLeft: 2 });
    expect(live.warmUpSteps).toBe(6);
    trainer.say(checkpointAt(30), done);
    trainer.exit();
    await home.until((event) => event.type === 'run' && event.row.state === 'finished');
    const ended = await world.client.call('runs.get', { run });
    expect(ended).toMatchObject({
      row: { finalHyperparameters: { 'input.dropout': 0.2 }, hasCheckpoint: true },
      checkpoint: { file: 'step-30.safetensors', step: 30 },
      progress: null,
    });
    expect(ended.series.find(({ series }) => series === 'loss/validation')?.points).toBe(3);
    expect(world.ended).toEqual([{ id: run, name: '', state: 'finished', reason: done.reason }]);
  });

  it('are paused, taken up and ended with their epoch, and say so when it is not the time', async () => {
    const world = await testApplication();
    const { client, launcher } = world;
    const run = one(await startOne(world));
    await expect(client.call('runs.pause', { run })).rejects.toMatchObject({ code: 'runs/wrong-state' });
    launcher.last.hello();
    await client.call('runs.pause', { run });
    expect((await rowOf(world, run)).state).toBe('paused');
    await expect(client.call('runs.pause', { run })).rejects.toThrow(
      'Run 1 is paused. Only a running run can be paused.',
    );
    await client.call('runs.continue', { run });
    expect((await rowOf(world, run)).state).toBe('running');
    await client.call('runs.finishEpoch', { run });
    expect(launcher.last.received.map(({ type }) => type)).toEqual(['train', 'pause', 'continue', 'finish-epoch']);
  });

  it('that wait are taken out of the queue, and what was killed is resumed', async () => {
    const world = await testApplication();
    const { client, launcher } = world;
    const home = world.homeEvents();
    const [first, second] = await startOne(world, [1, 2]);
    if (first === undefined || second === undefined) throw new Error('Two runs were wanted.');
    await expect(client.call('runs.kill', { run: second })).rejects.toMatchObject({ code: 'runs/wrong-state' });
    await client.call('runs.stop', { run: second });
    expect((await rowOf(world, second)).state).toBe('stopped');
    launcher.last.hello();
    launcher.last.say(checkpointAt(6));
    await client.call('runs.kill', { run: first });
    await home.until((event) => event.type === 'run' && event.row.state === 'interrupted');
    await client.call('runs.resume', { run: first });
    expect(launcher.started).toHaveLength(2);
    expect(launcher.last.received).toEqual([]);
    launcher.last.hello();
    expect(launcher.last.received[0]).toMatchObject({ isResume: true, checkpoint: 'step-6.safetensors' });
  });

  it('whose trainer dies tell why, and the next one goes on', async () => {
    const world = await testApplication();
    const home = world.homeEvents();
    const [first, second] = await startOne(world, [1, 2]);
    world.launcher.last.hello();
    world.launcher.last.exit({ code: null, signal: 'SIGSEGV' });
    await home.until((event) => event.type === 'run' && event.row.id === second && event.row.state === 'starting');
    if (first === undefined) throw new Error('A run was wanted.');
    const row = await rowOf(world, first);
    expect(row.state).toBe('interrupted');
    expect(row.reason).toContain('SIGSEGV');
    expect(home.events).toContainEqual({ type: 'run', row });
  });

  it('are started again from their own config with other seeds', async () => {
    const world = await testApplication();
    const run = one(await startOne(world));
    await finishLast(world, run);
    const { runs } = await world.client.call('runs.again', { run, seeds: [8] });
    const [before, after] = [await rowOf(world, run), await rowOf(world, one(runs))];
    expect(after).toMatchObject({ seed: 8, experiment: before.experiment });
  });

  it('are told anew to a window that was away', async () => {
    const world = await testApplication();
    const run = one(await startOne(world));
    const { events, until } = world.runEvents(run);
    world.launcher.last.hello();
    // Answered after the subscription stands.
    await rowOf(world, run);
    world.launcher.last.say(epochEnd(6, { epoch: 1, loss: 0.5, metric: 0.8 }));
    await until((event) => event.type === 'points');
    world.cut();
    world.launcher.last.say(epochEnd(12, { epoch: 2, loss: 0.4, metric: 0.8 }));
    await until((event) => event.type === 'points' && event.series.some(({ steps }) => steps.includes(12)));
    expect(events.filter(({ type }) => type === 'points')).toHaveLength(2);
  });
});

describe('the end of a run', () => {
  it('is told when it is no longer counted, while its trainer is still leaving', async () => {
    const world = await testApplication();
    const counted: number[] = [];
    world.application.onRunEnded(() => counted.push(world.application.liveRuns()));
    await startOne(world, [1, 2]);
    const trainer = world.launcher.last;
    trainer.hello();
    trainer.say(epochEnd(6, { epoch: 1, loss: 0.5, metric: 0.8 }), checkpointAt(6), done);
    await expect.poll(() => counted).toEqual([1]);
    expect(world.launcher.started).toHaveLength(1);
    trainer.exit();
    await expect.poll(() => world.launcher.started.length).toBe(2);
    expect(world.application.liveRuns()).toBe(1);
    world.launcher.last.exit({ code: 1 });
    await expect.poll(() => counted).toEqual([1, 0]);
  });

  it('that comes before its start is told when it is no longer counted', async () => {
    const world = await testApplication();
    const counted: number[] = [];
    world.application.onRunEnded(() => counted.push(world.application.liveRuns()));
    writeFileSync(join(world.home, 'runs'), 'in the way');
    await startOne(world);
    await expect.poll(() => counted).toEqual([0]);
  });

  it('counts a run that is resumed while its trainer is still leaving', async () => {
    const world = await testApplication();
    const run = one(await startOne(world));
    const trainer = world.launcher.last;
    trainer.hello();
    trainer.say(checkpointAt(6), { ...done, outcome: 'stopped' });
    await expect.poll(() => world.ended.length).toBe(1);
    expect(world.application.liveRuns()).toBe(0);
    await world.client.call('runs.resume', { run });
    expect(world.application.liveRuns()).toBe(1);
    trainer.exit();
    await expect.poll(() => world.launcher.started.length).toBe(2);
    expect(world.application.liveRuns()).toBe(1);
  });
});

describe('the data sets of runs', () => {
  it('are told of anew when runs are started and when they are deleted', async () => {
    const world = await testApplication();
    const home = world.homeEvents();
    const told = () => home.events.filter(({ type }) => type === 'datasets').length;
    const run = one(await startOne(world));
    await expect.poll(told).toBe(1);
    await finishLast(world, run);
    await world.client.call('runs.trash', { runs: [run] });
    await world.client.call('runs.emptyTrash', {});
    await expect.poll(told).toBe(2);
    expect((await world.client.call('data.list', {})).datasets[0]?.runs).toBe(0);
  });
});

describe('labels', () => {
  it('are changed for many runs at once, each with its own, and changed back', async () => {
    const world = await testApplication();
    const runs = await startOne(world, [1, 2]);
    const before = await world.client.call('runs.list', {});
    const change = (name: string) => ({ name, tags: ['a', 'b', 'a'], notes: '=1+1', isStarred: true });
    await world.client.call('runs.edit', { changes: runs.map((run) => ({ run, change: change(`r${run}`) })) });
    expect(await rowOf(world, one(runs))).toMatchObject({
      name: 'r1',
      tags: ['a', 'b'],
      notes: '=1+1',
      isStarred: true,
    });
    await world.client.call('runs.edit', {
      changes: before.map(({ id, name, tags, notes, isStarred }) => ({
        run: id,
        change: { name, tags, notes, isStarred },
      })),
    });
    expect(await world.client.call('runs.list', {})).toEqual(before);
  });

  it('of a run that does not exist change nothing anywhere', async () => {
    const world = await testApplication();
    const run = one(await startOne(world));
    const changes = [run, runIdSchema.parse(99)].map((its) => ({ run: its, change: { isStarred: true } }));
    await expect(world.client.call('runs.edit', { changes })).rejects.toMatchObject({ code: 'store/unknown-run' });
    expect((await rowOf(world, run)).isStarred).toBe(false);
  });
});

describe('the trash', () => {
  it('takes no run that trains, takes waiting ones out of the queue, and gives back', async () => {
    const world = await testApplication();
    const [first, second] = await startOne(world, [1, 2]);
    if (first === undefined || second === undefined) throw new Error('Two runs were wanted.');
    await expect(world.client.call('runs.trash', { runs: [first, second] })).rejects.toThrow(
      'Run 1 is still training. Stop what trains, then move it to the trash.',
    );
    expect((await rowOf(world, second)).trashedAt).toBeNull();
    await world.client.call('runs.trash', { runs: [second] });
    const trashed = await rowOf(world, second);
    expect(trashed.state).toBe('stopped');
    expect(trashed.trashedAt).not.toBeNull();
    await expect(world.client.call('runs.resume', { run: second })).rejects.toMatchObject({ code: 'runs/in-trash' });
    await expect(world.client.call('runs.test', { run: second })).rejects.toThrow(
      'Run 2 is in the trash. Restore it first, then test it.',
    );
    await world.client.call('runs.restore', { runs: [second] });
    expect((await rowOf(world, second)).trashedAt).toBeNull();
  });

  it('emptied, leaves nothing of its runs and everything of the others', async () => {
    const world = await testApplication();
    const home = world.homeEvents();
    const first = one(await startOne(world));
    await finishLast(world, first);
    const folder = runDirectory(world.home, first);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'step-30.safetensors'), 'weights');
    const second = one(await startOne(world));
    await finishLast(world, second);
    await world.client.call('runs.trash', { runs: [first] });
    expect(await world.client.call('runs.emptyTrash', {})).toMatchObject({ runs: 1 });
    await home.until((event) => event.type === 'run-removed' && event.run === first);
    expect(existsSync(folder)).toBe(false);
    await expect(world.client.call('runs.get', { run: first })).rejects.toMatchObject({ code: 'store/unknown-run' });
    expect((await world.client.call('runs.get', { run: second })).series.length).toBeGreaterThan(0);
    expect(await world.client.call('runs.emptyTrash', {})).toEqual({ runs: 0, bytes: 0 });
  });
});

describe('the test rows', () => {
  it('are opened once; asked again, the answer is repeated', async () => {
    const world = await testApplication();
    const run = one(await startOne(world));
    await finishLast(world, run);
    const scores = { loss: 0.3, metrics: { accuracy: 0.9 }, rows: 23 };
    const asked = world.client.call('runs.test', { run });
    await expect.poll(() => world.launcher.started.length).toBe(2);
    const twice = world.client.call('runs.test', { run });
    await expect(twice).rejects.toMatchObject({ code: 'runs/being-tested' });
    await expect(world.client.call('runs.resume', { run })).rejects.toMatchObject({ code: 'runs/being-tested' });
    await expect(world.client.call('runs.trash', { runs: [run] })).rejects.toThrow(
      'Run 1 is being tested. Move it to the trash when its scores are there.',
    );
    expect(await world.client.call('runs.emptyTrash', {})).toEqual({ runs: 0, bytes: 0 });
    world.launcher.last.hello();
    world.launcher.last.say({ type: 'tested', scores });
    world.launcher.last.exit();
    const report = await asked;
    expect(report).toMatchObject({ scores, openings: 1 });
    expect(await world.client.call('runs.test', { run })).toEqual(report);
    expect((await world.client.call('runs.get', { run })).test).toEqual(report);
  });
});

describe('an application that is closed during a test', () => {
  it('gives the test up, in words, and leaves its opening on record', async () => {
    const world = await testApplication();
    const run = one(await startOne(world));
    await finishLast(world, run);
    const asked = world.application.handlers['runs.test']({ run });
    await expect.poll(() => world.launcher.started.length).toBe(2);
    world.launcher.last.hello();
    const refused = expect(asked).rejects.toMatchObject({
      code: 'runs/test-failed',
      message: 'The test did not come to its end. Selftune was closed meanwhile.',
    });
    await world.application.shutdown();
    await refused;
    expect(world.launcher.last.isKilled).toBe(true);
    const { db, close } = openHomeForReading({ directory: world.home });
    expect(unsealings(db, run)).toMatchObject([{ scores: null }]);
    close();
  });
});

describe('a home that was left', () => {
  it('has its live runs interrupted and told, and goes on with those that waited', async () => {
    const before = await testApplication();
    await startOne(before, [1, 2]);
    before.launcher.last.hello();
    // As a crash leaves it: the rows say what was last.
    await before.shutdown();
    const left = openHomeForWriting({ directory: before.home, now: () => 0 });
    updateRun(left.db, runIdSchema.parse(1), { state: 'running' });
    left.close();

    const after = await testApplication({ home: before.home });
    const { recovered } = await after.client.call('app.info', {});
    expect(recovered).toMatchObject([{ run: 1 }]);
    const rows = await after.client.call('runs.list', {});
    expect(rows.map(({ id, state }) => ({ id, state }))).toEqual([
      { id: 2, state: 'starting' },
      { id: 1, state: 'interrupted' },
    ]);
  });
});
