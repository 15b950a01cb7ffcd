import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { databaseFile, runDirectory } from '../../src-main/store/home-files.ts';
import { openHomeForReading, openHomeForWriting } from '../../src-main/store/open.ts';
import { listRuns } from '../../src-main/store/queries/list-runs.ts';
import { insertRun } from '../../src-main/store/run-commands.ts';
import { runIdSchema } from '../../src-shared/domain/ids.ts';
import { testConfig, testHome } from '../support/open-home.ts';
import { temporaryHome, testTime } from '../support/temporary-home.ts';

const now = () => testTime;
const codeOf = (action: () => unknown) => {
  try {
    action();
  } catch (thrown) {
    return (thrown as { code?: string }).code;
  }
  return 'nothing thrown';
};

test('a new home is created with its folders and has no runs', () => {
  const directory = join(temporaryHome(), 'deep', 'home');
  const home = openHomeForWriting({ directory, now });
  expect(listRuns(home.db)).toEqual([]);
  expect(home.notices).toEqual([]);
  home.close();
});

test('the database is in WAL mode, commits reach the disk, and foreign keys hold', () => {
  const { db } = testHome();
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
});

test('every table is strict', () => {
  const { db } = testHome();
  const loose = db
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
    .all();
  expect(loose).toEqual([]);
});

test('a second owner in this process is refused while readers still work', () => {
  const home = testHome();
  insertRun(home.db, testConfig(), testTime);
  expect(() => openHomeForWriting({ directory: home.directory, now })).toThrow(
    `in use by another Selftune (process ${process.pid}, since 2026-01-02T03:04:05.000Z)`,
  );
  const reader = openHomeForReading({ directory: home.directory });
  expect(listRuns(reader.db)).toHaveLength(1);
  reader.close();
});

test('another process owns the home until it is killed', async () => {
  const directory = temporaryHome();
  const owner = spawn(process.execPath, [join(import.meta.dirname, '../support/write-points.ts'), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void owner.kill('SIGKILL'));
  await once(owner.stdout, 'data');
  expect(codeOf(() => openHomeForWriting({ directory, now }))).toBe('store/home-in-use');
  const reader = openHomeForReading({ directory });
  expect(listRuns(reader.db)).toHaveLength(1);
  reader.close();
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  const home = openHomeForWriting({ directory, now });
  expect(listRuns(home.db)).toHaveLength(1);
  home.close();
});

test('a closed home can be opened again', () => {
  const directory = temporaryHome();
  openHomeForWriting({ directory, now }).close();
  const again = openHomeForWriting({ directory, now });
  again.close();
  expect(again.notices).toEqual([]);
});

test('a reader of a folder without a database is told so', () => {
  const directory = temporaryHome();
  expect(codeOf(() => openHomeForReading({ directory }))).toBe('store/no-home');
  expect(readdirSync(directory)).toEqual([]);
});

test('a home inside a file is refused in words', () => {
  const file = join(temporaryHome(), 'file');
  writeFileSync(file, '');
  expect(codeOf(() => openHomeForWriting({ directory: join(file, 'home'), now }))).toBe('store/no-home');
});

test('a newer file is refused by writers and readers and stays as it is', () => {
  const directory = temporaryHome();
  openHomeForWriting({ directory, now }).close();
  const newer = new Database(databaseFile(directory));
  newer.pragma('user_version = 99');
  newer.close();
  const before = readFileSync(databaseFile(directory));
  expect(codeOf(() => openHomeForWriting({ directory, now }))).toBe('store/newer-file');
  expect(codeOf(() => openHomeForReading({ directory }))).toBe('store/newer-file');
  expect(readFileSync(databaseFile(directory))).toEqual(before);
});

test('a file that is no database is kept under another name, byte for byte', () => {
  const directory = temporaryHome();
  const garbage = Buffer.alloc(8192, 'not a database ');
  writeFileSync(databaseFile(directory), garbage);
  const home = openHomeForWriting({ directory, now });
  expect(listRuns(home.db)).toEqual([]);
  const kept = `${databaseFile(directory)}.damaged-2026-01-02T03-04-05-000Z`;
  expect(home.notices.join()).toContain(kept);
  expect(readFileSync(kept)).toEqual(garbage);
  home.close();
});

test('a page overwritten inside the file is noticed and the file kept', () => {
  const directory = temporaryHome();
  const first = openHomeForWriting({ directory, now });
  for (let run = 0; run < 50; run++) insertRun(first.db, testConfig(), testTime);
  first.close();
  const bytes = readFileSync(databaseFile(directory));
  bytes.fill(0xff, 4096, bytes.length);
  writeFileSync(databaseFile(directory), bytes);
  const home = openHomeForWriting({ directory, now });
  expect(home.notices).toHaveLength(1);
  expect(readdirSync(directory).filter((name) => name.includes('.damaged-'))).not.toEqual([]);
  home.close();
});

test('a reader of a damaged file is told so and the file is not moved', () => {
  const directory = temporaryHome();
  writeFileSync(databaseFile(directory), Buffer.alloc(8192, 'x'));
  expect(codeOf(() => openHomeForReading({ directory }))).toBe('store/damaged');
  expect(existsSync(databaseFile(directory))).toBe(true);
});

test('a new database does not give out the numbers of run folders that exist', () => {
  const directory = temporaryHome();
  mkdirSync(runDirectory(directory, runIdSchema.parse(7)), { recursive: true });
  const home = openHomeForWriting({ directory, now });
  expect(insertRun(home.db, testConfig(), testTime)).toBe(8);
  home.close();
});
