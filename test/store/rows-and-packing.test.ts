import { expect, it, onTestFinished } from 'vitest';
import { toCanonicalJson } from '../../src-main/store/canonical-json.ts';
import { connectForWriting } from '../../src-main/store/database.ts';
import { experimentOf } from '../../src-main/store/experiment.ts';
import { databaseFile } from '../../src-main/store/home-files.ts';
import { bringUpToDate, migrations } from '../../src-main/store/migrate.ts';
import { openHomeForWriting } from '../../src-main/store/open.ts';
import { runTable } from '../../src-main/store/queries/run-table.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { testConfig } from '../support/open-home.ts';
import { temporaryHome, testTime } from '../support/temporary-home.ts';

const now = () => testTime;

/** A home as version 1 left it, with one run that has logged two epochs. */
function oldHome(config: RunConfig | { readonly unreadable: true }) {
  const home = temporaryHome();
  const db = connectForWriting(databaseFile(home));
  bringUpToDate(db, { home, now, steps: migrations.slice(0, 1) });
  db.prepare(
    `INSERT INTO run (name, state, method, dataset_id, config, created_at, queued_at)
     VALUES ('old', 'finished', 'stn', '0123456789abcdef', ?, 1, 1)`,
  ).run(toCanonicalJson(config));
  const logged = { 'loss/validation': [0.5, null], 'metric/accuracy': [0.8, 0.9], epoch: [1, 2], seconds: [3, 6] };
  for (const [name, values] of Object.entries(logged)) {
    const { lastInsertRowid } = db.prepare('INSERT INTO series (run_id, name) VALUES (1, ?)').run(name);
    for (const [index, value] of values.entries()) {
      db.prepare('INSERT INTO point VALUES (?, ?, ?)').run(lastInsertRowid, 6 * (index + 1), value);
    }
  }
  db.close();
  return home;
}

function openedRows(home: string) {
  const opened = openHomeForWriting({ directory: home, now });
  onTestFinished(() => opened.close());
  return runTable(opened.db);
}

it('runs of an older home get their seed, their experiment and where they stand', () => {
  const config = testConfig({ training: { seed: 4, epochs: 9 } });
  expect(openedRows(oldHome(config))).toMatchObject([
    {
      name: 'old',
      seed: 4,
      plannedEpochs: 9,
      experiment: experimentOf(config),
      seconds: 6,
      epochs: 2,
      metric: 'accuracy',
      best: { epoch: 1, loss: 0.5, metric: 0.8 },
      last: { epoch: 2, loss: Number.NaN, metric: 0.9 },
      tags: [],
      notes: '',
      isStarred: false,
      trashedAt: null,
    },
  ]);
});

it('a run of an older home whose config cannot be read is an experiment of its own', () => {
  expect(openedRows(oldHome({ unreadable: true }))).toMatchObject([{ experiment: 'run-1', seed: 0 }]);
});

it('runs are one experiment when they differ in seed and name alone', () => {
  const config = testConfig({ name: 'a', training: { seed: 1 } });
  expect(experimentOf(testConfig({ name: 'b', training: { seed: 2 } }))).toBe(experimentOf(config));
  expect(experimentOf(testConfig({ training: { seed: 1, epochs: 3 } }))).not.toBe(experimentOf(config));
  expect(experimentOf(testConfig({ logging: { everySteps: 3 } }))).not.toBe(experimentOf(config));
  expect(experimentOf(config)).toMatch(/^[0-9a-f]{12}$/);
});
