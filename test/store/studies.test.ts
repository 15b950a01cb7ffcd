import { expect, onTestFinished, test } from 'vitest';
import { connectForWriting } from '../../src-main/store/database.ts';
import { databaseFile } from '../../src-main/store/home-files.ts';
import { bringUpToDate, migrations } from '../../src-main/store/migrate.ts';
import { openHomeForWriting } from '../../src-main/store/open.ts';
import { runRowQuery, runTable } from '../../src-main/store/queries/run-table.ts';
import { listStudies, storedStudy, studyOfRun, studyTrials } from '../../src-main/store/queries/studies.ts';
import { queueSettings, setNotBefore, setQueueSettings } from '../../src-main/store/queue-order.ts';
import { insertRun, insertUnsealing, setUnsealingScores, updateRun } from '../../src-main/store/run-commands.ts';
import { insertStudy, renameStudy, settleTrials, updateStudy } from '../../src-main/store/study-commands.ts';
import { testStudy } from '../studies/study-fixtures.ts';
import { testConfig, testHome } from '../support/open-home.ts';
import { temporaryHome, testTime } from '../support/temporary-home.ts';

test('a study is kept as it was frozen, and its state and name change beside it', () => {
  const { db } = testHome();
  const config = testStudy({ source: 3 as never });
  const study = insertStudy(db, config, testTime);
  expect(storedStudy(db, study)).toMatchObject({ id: 1, name: 'Study', state: 'running', config, createdAt: testTime });
  updateStudy(db, study, { state: 'failed', reason: 'Why.', finishedAt: testTime + 1 });
  renameStudy(db, study, 'Other');
  expect(listStudies(db)).toMatchObject([{ name: 'Other', state: 'failed', reason: 'Why.', finishedAt: testTime + 1 }]);
  expect(() => db.prepare("UPDATE study SET config = '{}'").run()).toThrow('The config of a study is frozen');
  expect(() => storedStudy(db, 9 as never)).toThrow('There is no study 9');
});

test('a trial has its place, once', () => {
  const { db } = testHome();
  const study = insertStudy(db, testStudy(), testTime);
  const place = { study, arm: 1, seed: 0, trial: 2, parent: 1 };
  const training = { epochs: 7, minutes: 2 };
  const run = insertRun(db, testConfig({ training }), testTime, place);
  const alone = insertRun(db, testConfig(), testTime);
  expect(studyTrials(db, study)).toMatchObject([
    {
      run,
      arm: 1,
      seed: 0,
      trial: 2,
      parent: 1,
      state: 'queued',
      plannedEpochs: 7,
      plannedMinutes: 2,
      best: Number.NaN,
    },
  ]);
  expect([run, alone].map((one) => studyOfRun(db, one))).toEqual([study, null]);
  expect(runTable(db).map((row) => row.place)).toEqual([null, { study, arm: 1, seed: 0, trial: 2 }]);
  expect(() => insertRun(db, testConfig(), testTime, place)).toThrow();
  settleTrials(db, [run], true);
  expect(studyTrials(db, study)[0]?.isSettled).toBe(true);
});

test('a row tells when a waiting run may begin, and what the sealed test said of the model as it is', () => {
  const { db } = testHome();
  const run = insertRun(db, testConfig(), testTime);
  const row = runRowQuery(db);
  setNotBefore(db, [run], testTime + 5);
  expect(row(run)).toMatchObject({ notBefore: testTime + 5, test: null });
  updateRun(db, run, { state: 'finished', finishedAt: testTime });
  db.prepare("UPDATE run SET metric = 'accuracy'").run();
  expect(row(run).notBefore).toBeNull();
  const scored = (at: number, loss: number) =>
    setUnsealingScores(db, insertUnsealing(db, run, at), { loss, metrics: { accuracy: 0.9 }, rows: 10 });
  insertUnsealing(db, run, testTime + 1);
  expect(row(run).test).toBeNull();
  scored(testTime + 2, 0.4);
  scored(testTime + 3, 0.3);
  insertUnsealing(db, run, testTime + 4);
  expect(row(run).test).toEqual({ loss: 0.3, metric: 0.9, at: testTime + 3 });
  expect(runTable(db)[0]?.test).toEqual(row(run).test);
  // Resumed since: another model.
  updateRun(db, run, { finishedAt: testTime + 9 });
  expect(row(run).test).toBeNull();
});

test('the settings of the queue are one row of the home', () => {
  const { db } = testHome();
  expect(queueSettings(db)).toEqual({ isPaused: false, atOnce: 1, pausesOnFailure: false });
  setQueueSettings(db, { isPaused: true, atOnce: 3, pausesOnFailure: true });
  expect(queueSettings(db)).toEqual({ isPaused: true, atOnce: 3, pausesOnFailure: true });
});

test('a home of format 3 is brought up to date with its runs', () => {
  const directory = temporaryHome();
  const old = connectForWriting(databaseFile(directory));
  bringUpToDate(old, { home: directory, now: () => testTime, steps: migrations.slice(0, 3) });
  old
    .prepare(
      `INSERT INTO run (name, state, method, dataset_id, config, created_at, queued_at, experiment)
       VALUES ('old', 'queued', 'stn', '0123456789abcdef', '{}', 1, 1, 'e')`,
    )
    .run();
  old.close();
  const home = openHomeForWriting({ directory, now: () => testTime });
  onTestFinished(() => home.close());
  expect(runTable(home.db)).toMatchObject([{ name: 'old', place: null, notBefore: null, test: null }]);
  expect(home.notices.join()).toContain('brought up to date');
});
