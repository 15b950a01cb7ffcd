// Lists of runs.
import { type RunId, runIdSchema } from '../../../src-shared/domain/ids.ts';
import type { RunState } from '../../../src-shared/domain/run-state.ts';
import type { ReadDb } from '../database.ts';
import { type ListingRow, listingColumns, type RunListing, toListing } from './run-row.ts';

/** Every run of the home, newest first, those in the trash too. */
export function listRuns(db: ReadDb): RunListing[] {
  return db.prepare<[], ListingRow>(`SELECT ${listingColumns} FROM run ORDER BY id DESC`).all().map(toListing);
}

/** The runs in any of `states`, in the order in which they were queued. */
export function runsInStates(db: ReadDb, states: readonly RunState[]): RunId[] {
  const places = states.map(() => '?').join(', ');
  return db
    .prepare<string[], { id: number }>(`SELECT id FROM run WHERE state IN (${places}) ORDER BY queued_at, id`)
    .all(...states)
    .map((row) => runIdSchema.parse(row.id));
}

/** A run that waits; `notBefore` in milliseconds since 1970. */
export interface WaitingRun {
  readonly run: RunId;
  readonly notBefore: number | null;
}

/** The runs that wait, in their order. */
export function waitingRuns(db: ReadDb): WaitingRun[] {
  return db
    .prepare<[], { id: number; not_before: number | null }>(
      `SELECT id, not_before FROM run WHERE state = 'queued' ORDER BY queue_position IS NULL DESC, queue_position, queued_at, id`,
    )
    .all()
    .map(({ id, not_before }) => ({ run: runIdSchema.parse(id), notBefore: not_before }));
}
