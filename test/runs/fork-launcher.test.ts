import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { forkLauncher } from '../../src-main/runs/fork-launcher.ts';
import { Queue } from '../../src-main/runs/queue.ts';
import { runDetails } from '../../src-main/store/queries/run-details.ts';
import { seriesPoints } from '../../src-main/store/queries/series-points.ts';
import { testConfig, testHome } from '../support/open-home.ts';

/** Runs a config in a real process. */
async function runInProcess(name: string, entry = 'tiny-trainer.ts') {
  const home = testHome();
  const queue = new Queue({
    home,
    launcher: forkLauncher(join(import.meta.dirname, '../support', entry)),
    observer: () => {},
    now: Date.now,
    datasetDirectory: () => home.directory,
  });
  onTestFinished(() => queue.close());
  const run = queue.submit(testConfig({ name, training: { seed: 7 } }));
  await queue.idle();
  return { details: runDetails(home.db, run), values: seriesPoints(home.db, run, 'loss/train').values };
}

test('a forked trainer finishes its run, and NaN and infinities arrive', async () => {
  const { details, values } = await runInProcess('finish');
  expect(details).toMatchObject({ state: 'finished', reason: 'Done.', pid: null });
  expect(values).toEqual([Number.NaN, -Infinity, 7]);
});

test('the last words of a trainer that exits by itself are the reason, and its last points are kept', async () => {
  const { details } = await runInProcess('crash');
  expect(details.state).toBe('failed');
  expect(details.reason).toContain('exit code 3');
  expect(details.reason).toContain('about to end');
});

test('a trainer killed by the system leaves an interrupted run', async () => {
  const { details, values } = await runInProcess('kill');
  expect(details.state).toBe('interrupted');
  expect(details.reason).toContain('SIGKILL');
  expect(values).toEqual([Number.NaN, -Infinity, 7]);
});

test('an entry that does not exist fails the run in words', async () => {
  const { details } = await runInProcess('missing', 'no-such-trainer.ts');
  expect(details.state).toBe('failed');
  expect(details.reason).toContain('Cannot find module');
});
