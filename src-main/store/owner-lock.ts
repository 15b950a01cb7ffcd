// Only one process may own a home. The lock is SQLite's own write lock on a tiny database, so it dies with its process,
// however that process dies. Readers of the home never touch it.
import Database from 'better-sqlite3';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { ownerFile } from './home-files.ts';
import { inWords, isBusy } from './sqlite-failure.ts';

export interface OwnerLock {
  /** Whether the owner before this one ended without releasing the home. */
  readonly wasAbandoned: boolean;
  release(): void;
}

interface OwnerRow {
  readonly pid: number;
  readonly since: number;
}

/** Long enough for the moment in which an owner renews its lock, short enough for an answer at once. */
const patienceMs = 250;

const readOwner = 'SELECT pid, since FROM owner';

function describeOwner(file: string): string {
  const db = new Database(file, { readonly: true, timeout: patienceMs });
  try {
    const owner = db.prepare<[], OwnerRow>(readOwner).get();
    return owner === undefined ? '' : ` (process ${owner.pid}, since ${new Date(owner.since).toISOString()})`;
  } catch {
    // The refusal stands without the name of the owner.
    return '';
  } finally {
    db.close();
  }
}

/**
 * Makes this process the owner of `home` until `release` or its death.
 * @throws AppError `store/home-in-use` when another process owns it
 */
export function acquireOwnerLock(home: string, now: () => number): OwnerLock {
  const file = ownerFile(home);
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { timeout: patienceMs });
    db.exec('BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS owner (pid INTEGER NOT NULL, since INTEGER NOT NULL) STRICT');
    const previous = db.prepare<[], OwnerRow>(readOwner).get();
    db.exec('DELETE FROM owner');
    db.prepare('INSERT INTO owner (pid, since) VALUES (?, ?)').run(process.pid, now());
    // Committed, so that a refused process can name this one; then held open for as long as the home is owned.
    db.exec('COMMIT; BEGIN IMMEDIATE');
    const held = db;
    return {
      wasAbandoned: previous !== undefined,
      release: () => {
        try {
          held.exec('DELETE FROM owner; COMMIT');
        } catch (thrown) {
          // A disk that takes nothing more keeps the row: the next owner finds the home abandoned and checks it. No reason to fail.
          if (inWords(thrown, file) === thrown) throw thrown;
        } finally {
          held.close();
        }
      },
    };
  } catch (thrown) {
    db?.close();
    if (!isBusy(thrown)) throw inWords(thrown, file);
    throw new AppError(
      'store/home-in-use',
      `The home ${home} is in use by another Selftune${describeOwner(file)}. Close that one, or choose another folder as the home.`,
    );
  }
}
