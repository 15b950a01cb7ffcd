import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { WriteDb } from '../../src-main/store/database.ts';
import { currentVersion, migrate, migrations } from '../../src-main/store/migrate.ts';

const version = (db: WriteDb) => db.pragma('user_version', { simple: true });

test('migrations are numbered from 1 without a gap', () => {
  expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, index) => index + 1));
  expect(currentVersion).toBe(migrations.length);
});

test('a failing migration leaves the version and the tables before it', () => {
  const db = new Database(':memory:') as unknown as WriteDb;
  const steps = [
    { version: 1, sql: 'CREATE TABLE a (x INTEGER) STRICT' },
    { version: 2, sql: 'CREATE TABLE b (x INTEGER) STRICT; CREATE TABLE a (x INTEGER) STRICT' },
  ];
  expect(() => migrate(db, steps)).toThrow('table a already exists');
  expect(version(db)).toBe(1);
  expect(db.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['a']);
});

test('only the missing migrations run', () => {
  const db = new Database(':memory:') as unknown as WriteDb;
  const first = { version: 1, sql: 'CREATE TABLE a (x INTEGER) STRICT' };
  migrate(db, [first]);
  migrate(db, [first, { version: 2, sql: 'CREATE TABLE b (x INTEGER) STRICT' }]);
  expect(version(db)).toBe(2);
});
