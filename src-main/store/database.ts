// Handles on the database: what may read, what may write, and the one way to write. Not here: which file, which version.
import Database from 'better-sqlite3';
import { inWords } from './sqlite-failure.ts';

declare const readable: unique symbol;
declare const writable: unique symbol;

/** A connection to a database of the current version; several processes may hold one. */
export type ReadDb = Database.Database & { readonly [readable]: true };

/** The connection of the process that owns the home; there is never a second. */
export type WriteDb = ReadDb & { readonly [writable]: true };

const busyTimeoutMs = 5_000;

/** Opens `file` read-only. @throws AppError in words */
export function connectForReading(file: string): ReadDb {
  try {
    return new Database(file, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs }) as unknown as ReadDb;
  } catch (thrown) {
    throw inWords(thrown, file);
  }
}

/** Opens or creates `file`. `synchronous=FULL`: what was committed survives a power cut. @throws AppError in words */
export function connectForWriting(file: string): WriteDb {
  try {
    const db = new Database(file, { timeout: busyTimeoutMs });
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    return db as unknown as WriteDb;
  } catch (thrown) {
    throw inWords(thrown, file);
  }
}

const statements = new WeakMap<ReadDb, Map<string, Database.Statement>>();

/** A statement that is asked hundreds of times in a row: prepared once a connection. `shape` is applied once too. */
export function prepared<Parameters extends unknown[], Row>(
  db: ReadDb,
  sql: string,
  shape: (statement: Database.Statement<Parameters, Row>) => unknown = () => undefined,
): Database.Statement<Parameters, Row> {
  let known = statements.get(db);
  if (known === undefined) {
    known = new Map();
    statements.set(db, known);
  }
  let found = known.get(sql) as Database.Statement<Parameters, Row> | undefined;
  if (found === undefined) {
    found = db.prepare<Parameters, Row>(sql);
    shape(found);
    known.set(sql, found as Database.Statement);
  }
  return found;
}

/**
 * Runs `action` as one transaction: all of it or nothing.
 * @throws AppError `store/disk-full`, `store/disk-error` and their like, in words
 */
export function inTransaction<Result>(db: WriteDb, action: () => Result): Result {
  try {
    return db.transaction(action).immediate();
  } catch (thrown) {
    throw inWords(thrown, db.name);
  }
}

/**
 * Runs `action` as one transaction that a power cut may undo, all of it: for what can be done again. Nobody waits for the disk.
 * @throws as {@link inTransaction}
 */
export function inRepeatableTransaction<Result>(db: WriteDb, action: () => Result): Result {
  db.pragma('synchronous = NORMAL');
  try {
    return inTransaction(db, action);
  } finally {
    db.pragma('synchronous = FULL');
  }
}
