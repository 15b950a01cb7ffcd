// Turns SQLite's error codes into sentences. Codes that only a bug can raise pass through unchanged.
import Database from 'better-sqlite3';
import { AppError } from '../../src-shared/domain/app-error.ts';

/** Whether SQLite says that the file itself is broken or is no database. */
export function isDamage(thrown: unknown): boolean {
  return (
    thrown instanceof Database.SqliteError &&
    (thrown.code === 'SQLITE_NOTADB' || thrown.code.startsWith('SQLITE_CORRUPT'))
  );
}

/** Whether SQLite says that another connection holds the lock. */
export function isBusy(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY');
}

/**
 * The error to throw instead of what SQLite threw about `file`.
 * @returns an AppError for what a user can do something about, else `thrown` itself
 */
export function inWords(thrown: unknown, file: string): unknown {
  if (!(thrown instanceof Database.SqliteError)) return thrown;
  if (isDamage(thrown)) {
    return new AppError(
      'store/damaged',
      `The database ${file} is damaged (${thrown.message}). Close Selftune and start it again: it keeps the damaged file under another name and begins a new one.`,
    );
  }
  if (isBusy(thrown)) {
    return new AppError('store/busy', `Another program holds the database ${file}. Close it and try again.`);
  }
  if (thrown.code === 'SQLITE_FULL') {
    return new AppError(
      'store/disk-full',
      `The disk is full: nothing more can be written to ${file}. Free some space, then resume the run.`,
    );
  }
  if (thrown.code.startsWith('SQLITE_IOERR')) {
    return new AppError(
      'store/disk-error',
      `The disk refused to read or write ${file} (${thrown.code}). Check its free space and its health, then resume the run.`,
    );
  }
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)/.test(thrown.code)) {
    return new AppError(
      'store/no-access',
      `The database ${file} cannot be opened for this (${thrown.message}). Check the permissions of its folder, or choose another folder as the home.`,
    );
  }
  return thrown;
}
