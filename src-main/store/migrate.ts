// Brings a database to the current version: numbered steps, one transaction each, never edited once released.
import { AppError } from '../../src-shared/domain/app-error.ts';
import { inTransaction, type WriteDb } from './database.ts';
import { runs } from './migrations/0001-runs.ts';
import type { Migration } from './migrations/migration.ts';

/** Every migration there is, in order; append only. */
export const migrations: readonly Migration[] = [runs];

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
    `The database ${file} was written by a newer Selftune: its format is ${version}, this version reads up to ${currentVersion}. Install the newer Selftune, or choose another folder with --home.`,
  );
}

/**
 * Applies the steps that are missing; a failing one leaves the version before it.
 * @param steps all migrations, in order
 */
export function migrate(db: WriteDb, steps: readonly Migration[]): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  for (const step of steps.slice(version)) {
    inTransaction(db, () => {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.version}`);
    });
  }
}
