import { expect, test } from 'vitest';
import { unsealTest } from '../../src-main/runs/unseal.ts';
import { unsealings } from '../../src-main/store/queries/unsealings.ts';
import { updateRun } from '../../src-main/store/run-commands.ts';
import { setTrashed } from '../../src-main/store/run-labels.ts';
import { FakeLauncher } from '../support/fake-launcher.ts';
import { homeWithRun } from '../support/open-home.ts';
import { testTime } from '../support/temporary-home.ts';

function finishedRun() {
  const { home, run } = homeWithRun();
  updateRun(home.db, run, { state: 'finished', checkpointFile: 'best.st', checkpointStep: 3 });
  const launcher = new FakeLauncher();
  const unseal = () =>
    unsealTest({ home, launcher, now: () => testTime, datasetDirectory: (dataset) => `/datasets/${dataset}`, run });
  return { home, run, launcher, unseal };
}

test('the unsealing is on record before the trainer is asked, the scores afterwards', async () => {
  const { home, run, launcher, unseal } = finishedRun();
  const asked = unseal();
  expect(unsealings(home.db, run)).toEqual([{ at: testTime, scores: null }]);
  launcher.last.hello();
  expect(launcher.last.received[0]).toMatchObject({ type: 'test', unsealedAt: '2026-01-02T03:04:05.000Z' });
  const scores = { loss: 0.3, metrics: { accuracy: 0.9 }, rows: 100 };
  launcher.last.say({ type: 'tested', scores });
  launcher.last.exit();
  expect(await asked).toEqual(scores);
  expect(unsealings(home.db, run)).toEqual([{ at: testTime, scores }]);
});

test('a run in the trash is not tested, and nothing comes on record', async () => {
  const { home, run, launcher, unseal } = finishedRun();
  setTrashed(home.db, [run], testTime);
  await expect(unseal()).rejects.toMatchObject({ code: 'runs/in-trash' });
  expect(unsealings(home.db, run)).toEqual([]);
  expect(launcher.started).toEqual([]);
});

test('a test that fails says why and stays on record', async () => {
  const { home, run, launcher, unseal } = finishedRun();
  const asked = unseal();
  launcher.last.hello();
  launcher.last.say({ type: 'failed', code: 'data/gone', message: 'The data set is gone.', summary: null });
  launcher.last.exit({ code: 1 });
  await expect(asked).rejects.toThrow('The test did not come to its end. The data set is gone.');
  expect(unsealings(home.db, run)).toHaveLength(1);
});

test('a trainer that dies says how', async () => {
  const { launcher, unseal } = finishedRun();
  const asked = unseal();
  launcher.last.exit({ code: 9, lastOutput: ['boom'] });
  await expect(asked).rejects.toThrow('exit code 9 and without a reason. Its last output: boom');
});

test('a run that has not ended or has no checkpoint stays sealed', async () => {
  const { home, run, launcher, unseal } = finishedRun();
  updateRun(home.db, run, { state: 'running' });
  await expect(unseal()).rejects.toThrow('Its test rows stay sealed');
  expect(unsealings(home.db, run)).toEqual([]);
  expect(launcher.started).toEqual([]);
});
