// Finds out whether a database file can be trusted, and puts a damaged one aside without losing a byte of it.
import { existsSync, renameSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { messageOf } from '../../src-shared/domain/app-error.ts';
import { inWords, isDamage } from './sqlite-failure.ts';

/** Above this size a file is checked only when its last owner did not close it: the check reads every page. */
const alwaysCheckedBytes = 100 * 2 ** 20;

/** What an existing file is: `damage` in SQLite's words, or its schema version. */
export type Inspection = { readonly damage: string } | { readonly damage: null; readonly version: number };

/**
 * Looks at an existing database without changing what it holds.
 * @param wasAbandoned whether the last owner died
 */
export function inspectDatabase(file: string, wasAbandoned: boolean): Inspection {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    const version = Number(db.pragma('user_version', { simple: true }));
    if (wasAbandoned || statSync(file).size <= alwaysCheckedBytes) {
      const verdict = String(db.pragma('quick_check(1)', { simple: true }));
      if (verdict !== 'ok') return { damage: verdict };
    }
    return { damage: null, version };
  } catch (thrown) {
    if (isDamage(thrown)) return { damage: messageOf(thrown) };
    throw inWords(thrown, file);
  } finally {
    db?.close();
  }
}

/**
 * Renames a damaged database together with its log.
 * @returns the file's new name
 */
export function setAside(file: string, now: () => number): string {
  const stamp = new Date(now()).toISOString().replaceAll(/[:.]/g, '-');
  const kept = `${file}.damaged-${stamp}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix);
  }
  return kept;
}
