// Names of what the store keeps inside a home. Data sets and logs are named by host/paths.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunId } from '../../src-shared/domain/ids.ts';

/** The database of a home. */
export function databaseFile(home: string): string {
  return join(home, 'selftune.db');
}

/** The tiny database whose lock says which process owns the home. */
export function ownerFile(home: string): string {
  return join(home, 'owner.db');
}

/** Folder of the copies of the database. */
export function backupDirectory(home: string): string {
  return join(home, 'backups');
}

/** Folder of the folders of runs. */
export function runsDirectory(home: string): string {
  return join(home, 'runs');
}

/** Folder of one run: its checkpoints. */
export function runDirectory(home: string, run: RunId): string {
  return join(runsDirectory(home), String(run));
}

/** The highest number that a run's folder in this home carries; 0 without any. */
export function highestRunFolder(home: string): number {
  const folder = runsDirectory(home);
  if (!existsSync(folder)) return 0;
  const numbers = readdirSync(folder).filter((name) => /^[1-9]\d{0,14}$/.test(name));
  return Math.max(0, ...numbers.map(Number));
}
