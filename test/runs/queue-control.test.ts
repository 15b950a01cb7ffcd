// What a person changes about a queue: its order, pauses, times, how many train at once.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runEvents } from '../../src-main/store/queries/events.ts';
import { waitingRuns } from '../../src-main/store/queries/list-runs.ts';
import { runDetails } from '../../src-main/store/queries/run-details.ts';
import { insertStudy } from '../../src-main/store/study-commands.ts';
import type { TrainerMessage } from '../../src-shared/trainer-protocol/messages.ts';
import { testStudy } from '../studies/study-fixtures.ts';
import { testConfig, testHome } from '../support/open-home.ts';
import { testTime } from '../support/temporary-home.ts';
import { testQueue } from '../support/test-queue.ts';

const checkpoint: TrainerMessage = { type: 'checkpoint', step: 2, epoch: 1, file: '2.st', bytes: 1, isBest: false };

test('what waits is brought into another order, which the next process keeps', async () => {
  const { home, queue } = testQueue();
  const [first, second, third] = [1, 2, 3].map(() => queue.submit(testConfig()));
  const fourth = queue.submit(testConfig());
  queue.reorder([fourth, third].flatMap((run) => run ?? []));
  const order = [fourth, third, second];
  expect(queue.state.waiting.map(({ run }) => run)).toEqual(order);
  // One that does not wait any more is passed over.
  queue.reorder([first, second, fourth].flatMap((run) => run ?? []));
  expect(queue.state.waiting.map(({ run }) => run)).toEqual([second, fourth, third]);
  expect(waitingRuns(home.db).map(({ run }) => run)).toEqual([second, fourth, third]);
});

test('a queue that is paused begins nothing, also in the next process, until it is told to', async () => {
  const home = testHome();
  const { queue, launcher } = testQueue({ home });
  queue.set({ isPaused: true });
  queue.submit(testConfig());
  expect(launcher.started).toEqual([]);
  await queue.close();
  const next = testQueue({ home });
  expect(next.queue.state.isPaused).toBe(true);
  next.queue.takeUpWaiting();
  expect(next.launcher.started).toEqual([]);
  next.queue.set({ isPaused: false });
  expect(next.launcher.started).toHaveLength(1);
});

test('two may train at once from now on, and share the threads', () => {
  const { queue, launcher, home } = testQueue();
  const first = queue.submit(testConfig());
  const second = queue.submit(testConfig());
  expect(launcher.started).toHaveLength(1);
  queue.set({ atOnce: 2 });
  expect(launcher.started).toHaveLength(2);
  for (const trainer of launcher.started) trainer.hello();
  const threads = launcher.started.map(({ received }) =>
    received.map((message) => (message.type === 'train' ? message.config.engine.threads : 0)),
  );
  const share = Math.max(1, Math.floor(availableParallelism() / 2));
  expect(threads).toEqual([[null], [share]]);
  expect([first, second].map((run) => runDetails(home.db, run).threads)).toEqual([null, share]);
  queue.flush();
  expect(runEvents(home.db, second).map(({ kind }) => kind)).toEqual(['threads']);
});

test('a resumed run keeps the threads it began with', async () => {
  const { queue, launcher } = testQueue({ atOnce: 2 });
  const run = queue.submit(testConfig());
  launcher.last.hello();
  launcher.last.say(checkpoint);
  launcher.last.exit({ code: null, signal: 'SIGKILL' });
  await queue.ended(run);
  queue.set({ atOnce: 1 });
  queue.resume(run);
  await vi.waitFor(() => expect(launcher.started).toHaveLength(2));
  launcher.last.hello();
  const share = Math.max(1, Math.floor(availableParallelism() / 2));
  expect(launcher.last.received[0]).toMatchObject({ config: { engine: { threads: share } } });
});

test('a run that is not to begin before a time lets others pass, and begins then', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { queue, launcher, clock, home } = testQueue();
  queue.set({ isPaused: true });
  const later = queue.submit(testConfig({ name: 'later' }));
  const other = queue.submit(testConfig({ name: 'other' }));
  queue.startLater([later], clock.now + 90_000);
  queue.set({ isPaused: false });
  expect(launcher.started).toHaveLength(1);
  expect(queue.state.waiting).toEqual([{ run: later, notBefore: clock.now + 90_000 }]);
  expect(runDetails(home.db, other).state).toBe('starting');
  queue.set({ atOnce: 2 });
  expect(launcher.started).toHaveLength(1);
  clock.now += 90_000;
  vi.advanceTimersByTime(90_000);
  expect(launcher.started).toHaveLength(2);
  expect(runDetails(home.db, later).state).toBe('starting');
});

test('a run of its own that fails pauses the queue where that was asked for, a trial does not', async () => {
  const { queue, launcher, home } = testQueue();
  queue.set({ pausesOnFailure: true });
  const study = insertStudy(home.db, testStudy(), testTime);
  const trial = queue.submit(testConfig(), { study, arm: 0, seed: 0, trial: 0, parent: null });
  launcher.last.hello();
  launcher.last.exit({ code: 1 });
  expect(await queue.ended(trial)).toBe('failed');
  expect(queue.state.isPaused).toBe(false);
  const run = queue.submit(testConfig());
  launcher.last.hello();
  launcher.last.exit({ code: 1 });
  expect(await queue.ended(run)).toBe('failed');
  expect(queue.state.isPaused).toBe(true);
});

test('what holds for one process alone is not kept for the next', async () => {
  const home = testHome();
  const { queue } = testQueue({ home, atOnce: 3 });
  queue.set({ pausesOnFailure: true });
  expect(queue.state).toMatchObject({ atOnce: 3, pausesOnFailure: true });
  expect(testQueue({ home }).queue.state).toMatchObject({ atOnce: 1, pausesOnFailure: true });
});

test('a trial that goes on from another is given that one’s folder', () => {
  const { queue, launcher, home } = testQueue();
  const first = queue.submit(testConfig());
  launcher.last.exit({ code: 1 });
  const second = queue.submit(testConfig({ origin: first }));
  return vi.waitFor(() => {
    launcher.last.hello();
    expect(launcher.last.received[0]).toMatchObject({ originDirectory: join(home.directory, 'runs', String(first)) });
    expect(runDetails(home.db, second).config.origin).toBe(first);
  });
});
