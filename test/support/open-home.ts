// A writable home with a run in it, closed and removed when the test ends.
import { onTestFinished } from 'vitest';
import { openHomeForWriting } from '../../src-main/store/open.ts';
import { insertRun } from '../../src-main/store/run-commands.ts';
import { StoreWriter } from '../../src-main/store/writer.ts';
import { type RunConfigInput, runConfigSchema } from '../../src-shared/domain/run-config.ts';
import { temporaryHome, testTime } from './temporary-home.ts';

/** A valid config; `changes` replace whole parts of it. */
export function testConfig(changes: Partial<RunConfigInput> = {}) {
  return runConfigSchema.parse({
    data: { dataset: '0123456789abcdef' },
    model: { kind: 'mlp', hidden: [{ width: 8 }] },
    hyperparameters: { 'input.dropout': { mode: 'tuned' } },
    ...changes,
  });
}

/** An open home without runs. */
export function testHome() {
  const home = openHomeForWriting({ directory: temporaryHome(), now: () => testTime });
  onTestFinished(() => {
    if (home.db.open) home.close();
  });
  return home;
}

/** An open home with one queued run and a writer whose failures are collected. */
export function homeWithRun() {
  const home = testHome();
  const run = insertRun(home.db, testConfig(), testTime);
  const failures: string[] = [];
  const writer = new StoreWriter(home.db, { onFailure: (error) => failures.push(error.code) });
  onTestFinished(() => {
    if (home.db.open) writer.close();
  });
  return { home, run, writer, failures };
}
