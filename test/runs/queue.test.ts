import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { runEvents } from '../../src-main/store/queries/events.ts';
import { runDetails } from '../../src-main/store/queries/run-details.ts';
import { seriesPoints } from '../../src-main/store/queries/series-points.ts';
import { insertRun, updateRun } from '../../src-main/store/run-commands.ts';
import { setTrashed } from '../../src-main/store/run-labels.ts';
import { runIdSchema } from '../../src-shared/domain/ids.ts';
import type { TrainerMessage } from '../../src-shared/trainer-protocol/messages.ts';
import { homeWithRun, testConfig, testHome } from '../support/open-home.ts';
import { testTime } from '../support/temporary-home.ts';
import { done, testQueue } from '../support/test-queue.ts';

const points = (steps: number[], values: number[]): TrainerMessage => ({
  type: 'points',
  series: [{ series: 'loss/train', steps, values }],
});
const checkpoint: TrainerMessage = { type: 'checkpoint', step: 2, epoch: 1, file: '2.st', bytes: 1, isBest: false };

test('runs start in their order, one at a time', async () => {
  const { queue, launcher, home } = testQueue();
  const first = queue.submit(testConfig());
  const second = queue.submit(testConfig());
  expect(launcher.started).toHaveLength(1);
  expect(runDetails(home.db, second).state).toBe('queued');
  launcher.last.hello();
  launcher.last.say(done);
  expect(launcher.started).toHaveLength(1);
  launcher.last.exit();
  await queue.ended(first);
  await vi.waitFor(() => expect(launcher.started).toHaveLength(2));
});

test('two run at once when two may', () => {
  const { queue, launcher } = testQueue({ atOnce: 2 });
  for (let count = 0; count < 3; count++) queue.submit(testConfig());
  expect(launcher.started).toHaveLength(2);
});

test('a run that fails does not hold up the next', async () => {
  const { queue, launcher, home } = testQueue();
  const first = queue.submit(testConfig());
  const second = queue.submit(testConfig());
  launcher.last.exit({ code: 1 });
  expect(await queue.ended(first)).toBe('failed');
  await vi.waitFor(() => expect(launcher.started).toHaveLength(2));
  launcher.last.hello();
  launcher.last.say(done);
  launcher.last.exit();
  await queue.idle();
  expect(runDetails(home.db, second).state).toBe('finished');
});

test('a run whose folder cannot be made fails in words', async () => {
  const { queue, home, launcher } = testQueue();
  writeFileSync(join(home.directory, 'runs'), 'in the way');
  const run = queue.submit(testConfig());
  expect(await queue.ended(run)).toBe('failed');
  expect(runDetails(home.db, run).reason).toContain('checkpoints cannot be created');
  expect(launcher.started).toEqual([]);
});

test('a run in the trash is not resumed, by whichever door', () => {
  const { queue, home, launcher } = testQueue();
  const run = insertRun(home.db, testConfig(), testTime);
  updateRun(home.db, run, { state: 'stopped' });
  setTrashed(home.db, [run], testTime);
  expect(() => queue.resume(run)).toThrow('Run 1 is in the trash. Restore it first, then resume it.');
  expect(runDetails(home.db, run).state).toBe('stopped');
  setTrashed(home.db, [run], null);
  queue.resume(run);
  expect(launcher.started).toHaveLength(1);
});

test('a waiting run can be taken out', async () => {
  const { queue, launcher, home } = testQueue();
  queue.submit(testConfig());
  const second = queue.submit(testConfig());
  queue.stop(second);
  expect(await queue.ended(second)).toBe('stopped');
  expect(runDetails(home.db, second)).toMatchObject({ state: 'stopped', reason: 'Stopped before it began.' });
  expect(launcher.started).toHaveLength(1);
});

test('closing stops what runs, and leaves what waits for the next queue', async () => {
  const home = testHome();
  const { queue, launcher } = testQueue({ home });
  const first = queue.submit(testConfig());
  const second = queue.submit(testConfig());
  launcher.last.hello();
  const closing = queue.close();
  expect(launcher.last.received.at(-1)).toEqual({ type: 'stop' });
  launcher.last.say({ ...done, outcome: 'stopped' });
  launcher.last.exit();
  await closing;
  expect(runDetails(home.db, first).state).toBe('stopped');
  expect(runDetails(home.db, second).state).toBe('queued');
  const next = testQueue({ home });
  expect(next.launcher.started).toEqual([]);
  expect(next.queue.takeUpWaiting()).toEqual([second]);
  expect(next.launcher.started).toHaveLength(1);
});

test('a resumed run continues from its checkpoint and what it had logged after it is gone', async () => {
  const { queue, launcher, home } = testQueue();
  const run = queue.submit(testConfig());
  launcher.last.hello();
  launcher.last.say(points([1, 2], [1, 2]), checkpoint, points([3, 4], [3, 4]));
  launcher.last.say({ type: 'event', step: 4, epoch: 1, kind: 'best', text: 'A new best.' });
  launcher.last.say({ type: 'progress', step: 4, epoch: 1, epochs: 2, loss: 1, stepsPerSecond: 1, secondsLeft: 1 });
  launcher.last.exit({ code: null, signal: 'SIGKILL' });
  expect(await queue.ended(run)).toBe('interrupted');

  queue.resume(run);
  await vi.waitFor(() => expect(launcher.started).toHaveLength(2));
  launcher.last.hello();
  expect(launcher.last.received[0]).toMatchObject({ type: 'train', isResume: true, checkpoint: '2.st' });
  launcher.last.say({ type: 'event', step: 2, epoch: 1, kind: 'resumed', text: 'Resumed after step 2.' });
  launcher.last.say(points([3], [30]), done);
  launcher.last.exit();
  expect(await queue.ended(run)).toBe('finished');
  expect(seriesPoints(home.db, run, 'loss/train')).toMatchObject({ steps: [1, 2, 3], values: [1, 2, 30] });
  expect(runEvents(home.db, run).map((event) => event.kind)).toEqual(['resumed']);
  expect(runEvents(home.db, run)[0]?.text).toContain('Before that: The trainer was ended by SIGKILL');
});

test('a run without a checkpoint is resumed from the beginning, with nothing of its first try', async () => {
  const { queue, launcher, home } = testQueue();
  const run = queue.submit(testConfig());
  launcher.last.hello();
  launcher.last.say(points([1], [1]));
  launcher.last.exit({ code: 1 });
  await queue.ended(run);
  queue.resume(run);
  await vi.waitFor(() => expect(launcher.started).toHaveLength(2));
  launcher.last.hello();
  expect(launcher.last.received[0]).toMatchObject({ isResume: false });
  expect(seriesPoints(home.db, run, 'loss/train').steps).toEqual([]);
});

test('a resume waits until the trainer of an earlier host is gone', async () => {
  const { home, run } = homeWithRun();
  updateRun(home.db, run, { state: 'interrupted', pid: 123, checkpointFile: '2.st', checkpointStep: 2 });
  let isAlive = true;
  const { queue, launcher } = testQueue({ home, isAlive: (pid) => pid === 123 && isAlive });
  queue.resume(run);
  expect(launcher.started).toEqual([]);
  isAlive = false;
  await vi.waitFor(() => expect(launcher.started).toHaveLength(1));
});

test.each(['finished', 'queued', 'running'] as const)('a run that is %s cannot be resumed', (state) => {
  const { home, run } = homeWithRun();
  updateRun(home.db, run, { state });
  const { queue } = testQueue({ home });
  expect(() => queue.resume(run)).toThrow(`Run ${run} is ${state}. Only a run that is stopped, failed, interrupted`);
});

test('what is not in the queue cannot be stopped', () => {
  const { queue } = testQueue();
  expect(() => queue.stop(runIdSchema.parse(5))).toThrow('Run 5 is neither running nor waiting here');
});

test('a full disk stops the trainers and is told to whoever waits', async () => {
  const { queue, launcher, home } = testQueue();
  const run = queue.submit(testConfig());
  launcher.last.hello();
  home.db.pragma(`max_page_count = ${home.db.pragma('page_count', { simple: true })}`);
  const steps = Array.from({ length: 5_000 }, (_, index) => index);
  launcher.last.say(points(steps, steps));
  expect(launcher.last.received.at(-1)).toEqual({ type: 'stop' });
  launcher.last.say({ ...done, outcome: 'stopped' });
  launcher.last.exit();
  await expect(queue.idle()).rejects.toThrow('The disk is full');
  home.db.pragma('max_page_count = 1000000');
  expect(await queue.ended(run)).toBe('stopped');
});

test('after a full disk the next run is taken once there is room again, and so are those that waited', async () => {
  const { queue, launcher, home } = testQueue();
  const first = queue.submit(testConfig());
  const second = queue.submit(testConfig());
  launcher.last.hello();
  home.db.pragma(`max_page_count = ${home.db.pragma('page_count', { simple: true })}`);
  const steps = Array.from({ length: 5_000 }, (_, index) => index);
  launcher.last.say(points(steps, steps), { ...done, outcome: 'stopped' });
  launcher.last.exit();
  await queue.ended(first);
  expect(() => queue.submit(testConfig())).toThrow('The disk is full');
  home.db.pragma('max_page_count = 1000000');
  const third = queue.submit(testConfig());
  expect(seriesPoints(home.db, first, 'loss/train').steps).toHaveLength(5_000);
  for (const run of [second, third]) {
    launcher.last.hello();
    launcher.last.say(done);
    launcher.last.exit();
    expect(await queue.ended(run)).toBe('finished');
    await Promise.resolve();
  }
  await queue.idle();
});

test('a run is resumed while its last trainer is still leaving, and starts once that is gone', async () => {
  const { queue, launcher, home } = testQueue();
  const run = queue.submit(testConfig());
  const [leaving] = launcher.started;
  leaving?.hello();
  leaving?.say(checkpoint, { ...done, outcome: 'stopped' });
  queue.resume(run);
  expect(runDetails(home.db, run).state).toBe('queued');
  expect(launcher.started).toHaveLength(1);
  leaving?.exit();
  await vi.waitFor(() => expect(launcher.started).toHaveLength(2));
  launcher.last.hello();
  expect(launcher.last.received[0]).toMatchObject({ isResume: true });
});

test('a run that was resumed while its last trainer was leaving is taken out again', async () => {
  const { queue, launcher, home } = testQueue();
  const run = queue.submit(testConfig());
  launcher.last.hello();
  launcher.last.say({ ...done, outcome: 'stopped' });
  queue.resume(run);
  queue.stop(run);
  launcher.last.exit();
  await queue.idle();
  expect(runDetails(home.db, run).state).toBe('stopped');
  expect(launcher.started).toHaveLength(1);
});

test('a run that comes while the queue is closing waits for next time', async () => {
  const { queue, launcher, home } = testQueue();
  queue.submit(testConfig());
  launcher.last.hello();
  const closed = queue.close();
  const late = queue.submit(testConfig());
  launcher.last.say({ ...done, outcome: 'stopped' });
  launcher.last.exit();
  await closed;
  expect(await queue.ended(late)).toBe('queued');
  expect(runDetails(home.db, late).state).toBe('queued');
});

test('a queue knows how many runs it has and which trainers', () => {
  const { queue, launcher } = testQueue();
  queue.submit(testConfig());
  queue.submit(testConfig());
  expect(queue.size).toBe(2);
  expect(queue.pids).toEqual([launcher.last.pid]);
  expect(queue.takeUpWaiting()).toEqual([]);
});

test('the config of a run is what was submitted, whatever its writer does later', () => {
  const { queue, home } = testQueue();
  const config = testConfig({ name: 'frozen' });
  const run = queue.submit(config);
  config.name = 'changed';
  expect(runDetails(home.db, run).config.name).toBe('frozen');
});

test('runs queued by an earlier process are taken up in the order they had', () => {
  const { home, run } = homeWithRun();
  const second = insertRun(home.db, testConfig(), testTime + 1);
  updateRun(home.db, run, { queuePosition: 3 });
  const { queue } = testQueue({ home });
  expect(queue.takeUpWaiting()).toEqual([second, run]);
});
