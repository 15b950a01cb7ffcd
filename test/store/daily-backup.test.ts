import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { newestBackup } from '../../src-main/store/backup.ts';
import { keepDailyBackup } from '../../src-main/store/daily-backup.ts';
import { backupDirectory } from '../../src-main/store/home-files.ts';
import { homeWithRun } from '../support/open-home.ts';
import { testTime } from '../support/temporary-home.ts';

const day = 24 * 60 * 60 * 1_000;

it('a day has one copy, which holds what is committed', async () => {
  const { home } = homeWithRun();
  const copy = await keepDailyBackup(home, () => testTime);
  expect(await keepDailyBackup(home, () => testTime + day / 2)).toBeNull();
  expect(readdirSync(backupDirectory(home.directory))).toHaveLength(1);
  expect(newestBackup(home.directory)).toBe(copy);
  const db = new Database(copy ?? '', { readonly: true });
  expect(db.prepare('SELECT count(*) FROM run').pluck().get()).toBe(1);
  db.close();
});

it('the newest seven copies stay, and all that were made before a migration', async () => {
  const { home } = homeWithRun();
  mkdirSync(backupDirectory(home.directory), { recursive: true });
  const migration = 'selftune-v1-2020-01-01T00-00-00-000Z.db';
  writeFileSync(join(backupDirectory(home.directory), migration), '');
  const copies: (string | null)[] = [];
  for (let index = 0; index < 9; index++) copies.push(await keepDailyBackup(home, () => testTime + index * day));
  const left = readdirSync(backupDirectory(home.directory)).map((name) => join(backupDirectory(home.directory), name));
  expect(left.sort()).toEqual([join(backupDirectory(home.directory), migration), ...copies.slice(2)].sort());
});
