// Brings a database to the current version: numbered steps, one transaction each, never edited once released.
import { AppError } from '../../src-shared/domain/app-error.ts';
import { backUp } from './backup.ts';
import { inTransaction, type WriteDb } from './database.ts';
import { runs } from './migrations/0001-runs.ts';
import { rowsAndPacking } from './migrations/0002-rows-and-packing.ts';
import { loggedHyperparameters } from './migrations/0003-logged-hyperparameters.ts';
import { studiesAndQueue } from './migrations/0004-studies-and-queue.ts';
import type { Migration } from './migrations/migration.ts';

/** Every migration there is, in order; append only. */
export const migrations: readonly Migration[] = [runs, rowsAndPacking, loggedHyperparameters, studiesAndQueue];

/** The version that this program reads and writes. */
export const currentVersion = migrations.length;

/**
 * Refuses a file that this program is too old for.
 * @throws AppError `store/newer-file`
 */
export function refuseNewer(file: string, version: number): void {
  if (version <= currentVersion) return;
  throw new AppError(
    'store/newer-file',
    `The database ${file} was written by a newer Selftune: its format is ${version}, this version reads up to ${currentVersion}. Install the newer Selftune, or choose another folder as the home.`,
  );
}

export interface MigrationOptions {
  readonly home: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** All migrations, in order. */
  readonly steps: readonly Migration[];
}

/**
 * Applies the steps that are missing, after a backup of what is there; a failing step leaves the version before it.
 * @returns what the user should read about it
 */
export function bringUpToDate(db: WriteDb, { home, now, steps }: MigrationOptions): string[] {
  const version = Number(db.pragma('user_version', { simple: true }));
  const missing = steps.slice(version);
  const isOld = version > 0 && missing.length > 0;
  const backup = isOld ? backUp(db, home, now) : null;
  for (const step of missing) {
    inTransaction(db, () => {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.version}`);
    });
  }
  return backup === null ? [] : [`The database was brought up to date. A copy of the old one is ${backup}.`];
}
