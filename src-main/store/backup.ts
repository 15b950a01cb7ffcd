// Copies of the database, made before a migration touches it.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { WriteDb } from './database.ts';
import { backupDirectory } from './home-files.ts';
import { inWords } from './sqlite-failure.ts';

/**
 * Writes a complete, compact copy of the database into the home's backup folder.
 * SQLite does the copying: copying the file by hand would miss the log and drop this process's locks.
 * @returns the copy's file name
 */
export function backUp(db: WriteDb, home: string, now: () => number): string {
  const version = Number(db.pragma('user_version', { simple: true }));
  const stamp = new Date(now()).toISOString().replaceAll(/[:.]/g, '-');
  const copy = join(backupDirectory(home), `selftune-v${version}-${stamp}.db`);
  try {
    mkdirSync(backupDirectory(home), { recursive: true });
    db.prepare('VACUUM INTO ?').run(copy);
    return copy;
  } catch (thrown) {
    throw inWords(thrown, copy);
  }
}

/** The newest copy in the home's backup folder, or null. */
export function newestBackup(home: string): string | null {
  const folder = backupDirectory(home);
  if (!existsSync(folder)) return null;
  const stampOf = (name: string) => name.replace(/^selftune-v\d+-/, '');
  const copies = readdirSync(folder).filter((name) => name.endsWith('.db'));
  const newest = copies.sort((left, right) => stampOf(left).localeCompare(stampOf(right))).at(-1);
  return newest === undefined ? null : join(folder, newest);
}
