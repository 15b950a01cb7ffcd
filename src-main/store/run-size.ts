// How much room a run takes on disk. Measured when it has changed, not whenever someone looks.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { ReadDb } from './database.ts';
import { runDirectory } from './home-files.ts';

/** Bytes of a point that is not packed: its number of series, step and value, and their share of a page. */
const loosePointBytes = 20;

function folderBytes(folder: string): number {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  } catch {
    // No folder yet, or a checkpoint that is being replaced at this moment: the next measurement has it.
    return 0;
  }
}

/** Bytes of a run's checkpoints and points. */
export function runBytes(db: ReadDb, home: string, run: RunId): number {
  const packed = db
    .prepare<[RunId], number>(
      `SELECT coalesce(sum(length(data) + length(outline_fine) + length(outline_coarse)), 0) FROM chunk
       WHERE series_id IN (SELECT id FROM series WHERE run_id = ?)`,
    )
    .pluck()
    .get(run);
  const loose = db
    .prepare<[RunId], number>('SELECT count(*) FROM point WHERE series_id IN (SELECT id FROM series WHERE run_id = ?)')
    .pluck()
    .get(run);
  return folderBytes(runDirectory(home, run)) + (packed ?? 0) + (loose ?? 0) * loosePointBytes;
}
