// What the queue keeps from one process to the next: the order of the runs that wait, when they may begin, and its own settings.
// Not here: which run begins when (runs/queue).
import type { RunId } from '../../src-shared/domain/ids.ts';
import { inTransaction, type ReadDb, type WriteDb } from './database.ts';

/** What a person has chosen for the queue of a home. */
export interface QueueSettings {
  /** Nothing further begins. */
  readonly isPaused: boolean;
  /** Runs that train at the same time. */
  readonly atOnce: number;
  /** Whether a run that fails pauses the queue. */
  readonly pausesOnFailure: boolean;
}

interface SettingsRow {
  readonly is_paused: number;
  readonly at_once: number;
  readonly pauses_on_failure: number;
}

/** The settings of the home's queue. */
export function queueSettings(db: ReadDb): QueueSettings {
  const row = db.prepare<[], SettingsRow>('SELECT is_paused, at_once, pauses_on_failure FROM queue').get();
  return {
    isPaused: row?.is_paused === 1,
    atOnce: row?.at_once ?? 1,
    pausesOnFailure: row?.pauses_on_failure === 1,
  };
}

/** Keeps the settings of the home's queue. */
export function setQueueSettings(db: WriteDb, { isPaused, atOnce, pausesOnFailure }: QueueSettings): void {
  inTransaction(db, () =>
    db
      .prepare('UPDATE queue SET is_paused = ?, at_once = ?, pauses_on_failure = ?')
      .run(Number(isPaused), atOnce, Number(pausesOnFailure)),
  );
}

/** The position behind all runs that wait. */
export function nextQueuePosition(db: ReadDb): number {
  const query = db.prepare<[], number>("SELECT coalesce(max(queue_position), 0) + 1 FROM run WHERE state = 'queued'");
  return query.pluck().get() ?? 1;
}

/** Gives the runs that wait the order in which they are named. */
export function setQueueOrder(db: WriteDb, runs: readonly RunId[]): void {
  const update = db.prepare('UPDATE run SET queue_position = ? WHERE id = ?');
  inTransaction(db, () => {
    for (const [place, run] of runs.entries()) update.run(place + 1, run);
  });
}

/** Lets runs begin at a time at the earliest, or with `null` as soon as there is room. @param at milliseconds since 1970 */
export function setNotBefore(db: WriteDb, runs: readonly RunId[], at: number | null): void {
  const update = db.prepare('UPDATE run SET not_before = ? WHERE id = ?');
  inTransaction(db, () => {
    for (const run of runs) update.run(at, run);
  });
}
