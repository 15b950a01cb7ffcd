// What a person writes on a run, and the trash. Not here: what the run itself writes (run-commands).
import { rmSync } from 'node:fs';
import type { RunChange } from '../../src-shared/contract/runs.ts';
import type { DatasetId, RunId } from '../../src-shared/domain/ids.ts';
import { inTransaction, type WriteDb } from './database.ts';
import { runDirectory } from './home-files.ts';

/** A change of labels for one run. */
export interface LabelChange {
  readonly run: RunId;
  readonly change: RunChange;
}

/** Writes all changes or none; what a change leaves out stays. */
export function labelRuns(db: WriteDb, changes: readonly LabelChange[]): void {
  const update = db.prepare(
    `UPDATE run SET name = coalesce(?, name), notes = coalesce(?, notes), is_starred = coalesce(?, is_starred),
       tags = coalesce(?, tags) WHERE id = ?`,
  );
  inTransaction(db, () => {
    for (const { run, change } of changes) {
      const { name, notes, isStarred, tags } = change;
      update.run(
        name ?? null,
        notes ?? null,
        isStarred === undefined ? null : Number(isStarred),
        tags === undefined ? null : JSON.stringify([...new Set(tags)]),
        run,
      );
    }
  });
}

/** Moves runs into the trash, or out of it with `null`. @param at milliseconds since 1970 */
export function setTrashed(db: WriteDb, runs: readonly RunId[], at: number | null): void {
  const update = db.prepare('UPDATE run SET trashed_at = ? WHERE id = ?');
  inTransaction(db, () => {
    for (const run of runs) update.run(at, run);
  });
}

/** Notes how much room a run takes. */
export function setBytes(db: WriteDb, run: RunId, bytes: number): void {
  inTransaction(db, () => db.prepare('UPDATE run SET bytes = ? WHERE id = ?').run(Math.round(bytes), run));
}

/** Notes what the data set of some runs is called. */
export function setDatasetName(db: WriteDb, dataset: DatasetId, name: string): void {
  inTransaction(db, () => db.prepare('UPDATE run SET dataset_name = ? WHERE dataset_id = ?').run(name, dataset));
}

/** Removes runs for good: their rows, all that they logged, their folders. */
export function deleteRuns(db: WriteDb, home: string, runs: readonly RunId[]): void {
  // The folders first: should that fail, the runs are still there to be deleted again.
  for (const run of runs) rmSync(runDirectory(home, run), { recursive: true, force: true });
  const remove = db.prepare('DELETE FROM run WHERE id = ?');
  inTransaction(db, () => {
    for (const run of runs) remove.run(run);
  });
}
