import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { backUp, newestBackup } from '../../src-main/store/backup.ts';
import { currentVersion } from '../../src-main/store/migrate.ts';
import { homeWithRun } from '../support/open-home.ts';
import { testTime } from '../support/temporary-home.ts';

test('a backup holds what is committed, also what is still in the log', () => {
  const { home } = homeWithRun();
  const copy = new Database(
    backUp(home.db, home.directory, () => testTime),
    { readonly: true },
  );
  expect(copy.prepare('SELECT count(*) FROM run').pluck().get()).toBe(1);
  expect(copy.pragma('user_version', { simple: true })).toBe(currentVersion);
  copy.close();
});

test('the newest backup is the one with the latest time', () => {
  const { home } = homeWithRun();
  expect(newestBackup(home.directory)).toBeNull();
  const later = backUp(home.db, home.directory, () => testTime + 1000);
  backUp(home.db, home.directory, () => testTime);
  expect(newestBackup(home.directory)).toBe(later);
});
