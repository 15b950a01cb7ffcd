import { readdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { connectForWriting, type WriteDb } from '../../src-main/store/database.ts';
import { backupDirectory, databaseFile } from '../../src-main/store/home-files.ts';
import { bringUpToDate, currentVersion, migrations } from '../../src-main/store/migrate.ts';
import { temporaryHome, testTime } from '../support/temporary-home.ts';

const first = { version: 1, sql: 'CREATE TABLE a (x INTEGER) STRICT' };
const second = { version: 2, sql: 'CREATE TABLE b (x INTEGER) STRICT' };
const broken = { version: 2, sql: 'CREATE TABLE b (x INTEGER) STRICT; CREATE TABLE a (x INTEGER) STRICT' };

function emptyDatabase() {
  const home = temporaryHome();
  const db = connectForWriting(databaseFile(home));
  onTestFinished(() => void db.close());
  return { home, db };
}
const version = (db: WriteDb) => db.pragma('user_version', { simple: true });
const now = () => testTime;

test('migrations are numbered from 1 without a gap', () => {
  expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, index) => index + 1));
  expect(currentVersion).toBe(migrations.length);
});

test('a new database needs no backup', () => {
  const { home, db } = emptyDatabase();
  expect(bringUpToDate(db, { home, now, steps: [first, second] })).toEqual([]);
  expect(version(db)).toBe(2);
  expect(readdirSync(home)).not.toContain('backups');
});

test('an old database is copied, then only the missing migrations run', () => {
  const { home, db } = emptyDatabase();
  bringUpToDate(db, { home, now, steps: [first] });
  db.exec('INSERT INTO a VALUES (42)');
  const notices = bringUpToDate(db, { home, now, steps: [first, second] });
  expect(version(db)).toBe(2);
  const [name] = readdirSync(backupDirectory(home));
  expect(name).toBe('selftune-v1-2026-01-02T03-04-05-000Z.db');
  expect(notices.join()).toContain(name);
  const copy = new Database(`${backupDirectory(home)}/${name}`, { readonly: true });
  expect(copy.prepare('SELECT x FROM a').pluck().get()).toBe(42);
  expect(copy.pragma('user_version', { simple: true })).toBe(1);
  copy.close();
});

test('a failing migration leaves the version and the tables before it', () => {
  const { home, db } = emptyDatabase();
  expect(() => bringUpToDate(db, { home, now, steps: [first, broken] })).toThrow('table a already exists');
  expect(version(db)).toBe(1);
  expect(db.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['a']);
});

test('a current database is left alone', () => {
  const { home, db } = emptyDatabase();
  bringUpToDate(db, { home, now, steps: [first] });
  expect(bringUpToDate(db, { home, now, steps: [first] })).toEqual([]);
});
