import { expect, test } from 'vitest';
import { recoverRuns } from '../../src-main/runs/recover.ts';
import { listRuns } from '../../src-main/store/queries/list-runs.ts';
import { runDetails } from '../../src-main/store/queries/run-details.ts';
import { insertRun, updateRun } from '../../src-main/store/run-commands.ts';
import { liveStates, runStates } from '../../src-shared/domain/run-state.ts';
import { testConfig, testHome } from '../support/open-home.ts';
import { testTime } from '../support/temporary-home.ts';

test('every run that was left alive is interrupted, and no other is touched', () => {
  const { db } = testHome();
  for (const state of runStates) updateRun(db, insertRun(db, testConfig({ name: state }), testTime), { state });
  expect(recoverRuns(db, () => testTime)).toHaveLength(liveStates.length);
  for (const { name, state } of listRuns(db)) {
    expect(state).toBe(liveStates.some((live) => live === name) ? 'interrupted' : name);
  }
  expect(recoverRuns(db, () => testTime)).toEqual([]);
});

test('the reason names the last sign of life and the newest checkpoint', () => {
  const { db } = testHome();
  const run = insertRun(db, testConfig(), testTime);
  updateRun(db, run, {
    state: 'running',
    pid: 123,
    heartbeatAt: testTime,
    checkpointFile: 'step-40.safetensors',
    checkpointStep: 40,
  });
  recoverRuns(db, () => testTime + 60_000);
  expect(runDetails(db, run)).toMatchObject({
    state: 'interrupted',
    reason:
      'Selftune ended while this run was running (last heard of at 2026-01-02T03:04:05.000Z). Resuming continues from the checkpoint step-40.safetensors.',
    finishedAt: testTime,
    pid: 123,
  });
});
