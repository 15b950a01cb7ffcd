// What happened in a run, in words.
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { ReadDb } from '../database.ts';
import type { LoggedEvent } from '../writer.ts';

/** The events of a run in the order in which they were logged. */
export function runEvents(db: ReadDb, run: RunId): LoggedEvent[] {
  return db
    .prepare<[RunId], LoggedEvent>('SELECT step, epoch, kind, text, at FROM event WHERE run_id = ? ORDER BY id')
    .all(run);
}
