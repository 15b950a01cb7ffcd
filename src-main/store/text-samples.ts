// Keeps what a run has written for show within bounds: a run of days would write thousands of samples, and a few hundred show it all.
import { textSampleKind } from '../../src-shared/domain/event-kinds.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { WriteDb } from './database.ts';

/** Samples that a run keeps. */
const mostTextSamples = 200;

/**
 * Removes every other sample of a run that has too many, but never the first or the newest: what is left is spread over the whole run.
 * Inside the caller's transaction.
 */
export function thinTextSamples(db: WriteDb, run: RunId): void {
  const kept = db
    .prepare<[RunId, string], number>('SELECT id FROM event WHERE run_id = ? AND kind = ? ORDER BY id')
    .pluck()
    .all(run, textSampleKind);
  if (kept.length <= mostTextSamples) return;
  const remove = db.prepare<[number]>('DELETE FROM event WHERE id = ?');
  for (const [place, id] of kept.entries()) if (place % 2 === 1 && place < kept.length - 1) remove.run(id);
}
