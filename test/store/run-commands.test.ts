import { expect, test } from 'vitest';
import { listRuns, runsInStates } from '../../src-main/store/queries/list-runs.ts';
import { runDetails } from '../../src-main/store/queries/run-details.ts';
import { unsealings } from '../../src-main/store/queries/unsealings.ts';
import { insertRun, insertUnsealing, setUnsealingScores, updateRun } from '../../src-main/store/run-commands.ts';
import { runIdSchema } from '../../src-shared/domain/ids.ts';
import { homeWithRun, testConfig } from '../support/open-home.ts';
import { testTime } from '../support/temporary-home.ts';

test('a new run is queued with its config as it was', () => {
  const { home, run } = homeWithRun();
  expect(runDetails(home.db, run)).toMatchObject({ id: 1, state: 'queued', config: testConfig(), checkpoint: null });
});

test('the config of a run cannot be changed', () => {
  const { home, run } = homeWithRun();
  expect(() => home.db.prepare("UPDATE run SET config = '{}' WHERE id = ?").run(run)).toThrow('frozen');
});

test('a change writes what it names and leaves the rest', () => {
  const { home, run } = homeWithRun();
  const summary = {
    epochs: 2,
    steps: 20,
    trainSeconds: 1.5,
    best: null,
    final: { hyperparameters: { 'input.dropout': Number.NaN } },
    bestHyperparameters: { 'input.dropout': Infinity },
  };
  updateRun(home.db, run, { state: 'running', pid: 12, checkpointFile: 'a.safetensors', checkpointStep: 7 });
  updateRun(home.db, run, { state: 'failed', reason: 'It broke.', summary, pid: null });
  expect(runDetails(home.db, run)).toMatchObject({
    state: 'failed',
    reason: 'It broke.',
    summary,
    pid: null,
    checkpoint: { file: 'a.safetensors', step: 7 },
  });
});

test('a state that does not exist is refused by the table', () => {
  const { home, run } = homeWithRun();
  expect(() => home.db.prepare("UPDATE run SET state = 'lost' WHERE id = ?").run(run)).toThrow('CHECK');
});

test('runs are listed newest first, queued runs in their order', () => {
  const { home, run } = homeWithRun();
  const second = insertRun(home.db, testConfig({ name: 'second' }), testTime + 1);
  updateRun(home.db, run, { queuedAt: testTime + 2 });
  expect(listRuns(home.db).map((listing) => listing.id)).toEqual([second, run]);
  expect(runsInStates(home.db, ['queued'])).toEqual([second, run]);
});

test('an unknown run is refused in words', () => {
  const { home } = homeWithRun();
  expect(() => runDetails(home.db, runIdSchema.parse(99))).toThrow('There is no run 99');
});

test('an unsealing is on record before and after its scores', () => {
  const { home, run } = homeWithRun();
  const record = insertUnsealing(home.db, run, testTime);
  expect(unsealings(home.db, run)).toEqual([{ at: testTime, scores: null }]);
  const scores = { loss: Number.NaN, metrics: { accuracy: 0.5 }, rows: 10 };
  setUnsealingScores(home.db, record, scores);
  expect(unsealings(home.db, run)).toEqual([{ at: testTime, scores }]);
});
