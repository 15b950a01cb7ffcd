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

/** Folder of the copies that are made before a migration. */
export function backupDirectory(home: string): string {
  return join(home, 'backups');
}

/** Folder of one run: its checkpoints. */
export function runDirectory(home: string, run: RunId): string {
  return join(home, 'runs', String(run));
}

/** The highest number that a run's folder in this home carries; 0 without any. */
export function highestRunFolder(home: string): number {
  const folder = join(home, 'runs');
  if (!existsSync(folder)) return 0;
  const numbers = readdirSync(folder).filter((name) => /^[1-9]\d{0,14}$/.test(name));
  return Math.max(0, ...numbers.map(Number));
}
