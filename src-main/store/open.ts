// Opens a home: for writing by its one owner, for reading by anyone, also while it is owned.
import { existsSync, mkdirSync } from 'node:fs';
import { AppError, messageOf } from '../../src-shared/domain/app-error.ts';
import { newestBackup } from './backup.ts';
import { completeRows } from './complete-rows.ts';
import { connectForReading, connectForWriting, type ReadDb, type WriteDb } from './database.ts';
import { databaseFile, highestRunFolder } from './home-files.ts';
import { inspectDatabase, setAside } from './integrity.ts';
import { bringUpToDate, currentVersion, migrations, refuseNewer } from './migrate.ts';
import { acquireOwnerLock } from './owner-lock.ts';
import { inWords } from './sqlite-failure.ts';

export interface ReadableHome {
  readonly directory: string;
  readonly db: ReadDb;
  close(): void;
}

export interface WritableHome {
  readonly directory: string;
  readonly db: WriteDb;
  /** Sentences the user should read: a damaged file that was put aside, a backup that was made. */
  readonly notices: readonly string[];
  /** Closes the database and gives the home free. */
  close(): void;
}

function createDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (thrown) {
    throw new AppError(
      'store/no-home',
      `The home ${directory} cannot be created (${messageOf(thrown)}). Choose a folder that you may write to as the home.`,
    );
  }
}

/** Refuses a newer file and puts a damaged one aside. @returns what the user should read about it */
function makeWayForDatabase(directory: string, wasAbandoned: boolean, now: () => number): string[] {
  const file = databaseFile(directory);
  if (!existsSync(file)) return [];
  const inspection = inspectDatabase(file, wasAbandoned);
  if (inspection.damage === null) {
    refuseNewer(file, inspection.version);
    return [];
  }
  const kept = setAside(file, now);
  const backup = newestBackup(directory);
  return [
    `The database ${file} was damaged (${inspection.damage}). It was kept as ${kept} and a new, empty one was begun; checkpoints in the runs folder are untouched.${backup === null ? '' : ` The newest backup is ${backup}.`}`,
  ];
}

/** Folders of runs may be older than a new database: their numbers are not given out again. */
function reserveRunNumbers(db: WriteDb, directory: string): void {
  const highest = highestRunFolder(directory);
  const taken = db.prepare("SELECT 1 FROM sqlite_sequence WHERE name = 'run'").get() !== undefined;
  if (!taken && highest > 0) db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('run', ?)").run(highest);
}

/**
 * Makes this process the owner of the home in `directory`, creating what is missing.
 * @param options.now milliseconds since 1970, UTC
 * @throws AppError `store/home-in-use`, `store/newer-file`, `store/no-home`, `store/no-access`, `store/disk-full`
 */
export function openHomeForWriting(options: { directory: string; now: () => number }): WritableHome {
  const { directory, now } = options;
  createDirectory(directory);
  const lock = acquireOwnerLock(directory, now);
  let db: WriteDb | null = null;
  try {
    const notices = makeWayForDatabase(directory, lock.wasAbandoned, now);
    const opened = connectForWriting(databaseFile(directory));
    db = opened;
    notices.push(...bringUpToDate(opened, { home: directory, now, steps: migrations }));
    completeRows(opened);
    reserveRunNumbers(opened, directory);
    return {
      directory,
      db: opened,
      notices,
      close: () => {
        opened.close();
        lock.release();
      },
    };
  } catch (thrown) {
    db?.close();
    lock.release();
    throw inWords(thrown, databaseFile(directory));
  }
}

/**
 * Opens the home in `directory` for queries only; it may be owned by another process meanwhile.
 * @throws AppError `store/no-home` when there is none yet, `store/newer-file`, `store/older-file`, `store/damaged`
 */
export function openHomeForReading(options: { directory: string }): ReadableHome {
  const { directory } = options;
  const file = databaseFile(directory);
  if (!existsSync(file)) {
    throw new AppError(
      'store/no-home',
      `There is no Selftune home in ${directory}: it has no database. Start a run there first, or choose the right folder as the home.`,
    );
  }
  const db = connectForReading(file);
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    refuseNewer(file, version);
    if (version < currentVersion) {
      throw new AppError(
        'store/older-file',
        `The database ${file} has format ${version}, this version reads format ${currentVersion}. Start a run in this home once: that brings it up to date and keeps a backup.`,
      );
    }
    return { directory, db, close: () => db.close() };
  } catch (thrown) {
    db.close();
    throw inWords(thrown, file);
  }
}
