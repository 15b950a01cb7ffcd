// One slice of packing: so many points of one run, in the caller's transaction.
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { WriteDb } from '../database.ts';
import {
  type ChunkListing,
  chunkData,
  chunkPoints,
  deleteChunk,
  insertChunk,
  listChunks,
  loosePoints,
} from './chunks.ts';
import { concatenate, mergePoints, type PointArrays } from './point-codec.ts';

/** Points of one slice, over all series: 10 to 20 ms of work. */
const slicePoints = chunkPoints;
/** A last chunk that is smaller than this is packed together with what follows it. */
const smallChunk = chunkPoints / 2;
/** The step differences that a chunk can hold. */
const widestGap = 2 ** 32 - 1;

/** The chunks that have to be packed anew with `loose`: a small last one, and any that reach into it. */
function chunksToReopen(db: WriteDb, series: number, loose: PointArrays): ChunkListing[] {
  const first = loose.steps[0] ?? Number.POSITIVE_INFINITY;
  const chunks = listChunks(db, series);
  return chunks.filter((chunk) => chunk.lastStep >= first || (chunk === chunks.at(-1) && chunk.points < smallChunk));
}

/** How many of some points fit into one chunk. */
function fitting({ steps }: PointArrays): number {
  for (let at = 1; at < steps.length; at++) {
    if ((steps[at] as number) - (steps[at - 1] as number) > widestGap) return at;
  }
  return steps.length;
}

function packSome(db: WriteDb, series: number, limit: number): number {
  const loose = loosePoints(db, series, limit);
  const [first, last] = [loose.steps[0], loose.steps.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const reopened = chunksToReopen(db, series, loose);
  let rest = mergePoints(concatenate(reopened.map(({ id }) => chunkData(db, id))), loose);
  for (const { id } of reopened) deleteChunk(db, id);
  while (rest.steps.length > 0) {
    const count = fitting(rest);
    insertChunk(db, series, { steps: rest.steps.slice(0, count), values: rest.values.slice(0, count) });
    rest = { steps: rest.steps.slice(count), values: rest.values.slice(count) };
  }
  db.prepare('DELETE FROM point WHERE series_id = ? AND step BETWEEN ? AND ?').run(series, first, last);
  return loose.steps.length;
}

/** Packs some points of a run. @returns whether there is more to pack */
export function packSlice(db: WriteDb, run: RunId, isLive: boolean): boolean {
  // A live run is packed in whole chunks, and of each series as much again stays; what has ended, to the last point.
  const least = isLive ? 2 * chunkPoints : 1;
  const point = db.prepare<[number, number]>('SELECT 1 FROM point WHERE series_id = ? LIMIT 1 OFFSET ?');
  const hasEnough = (id: number) => point.get(id, least - 1) !== undefined;
  const series = db.prepare<[number], number>('SELECT id FROM series WHERE run_id = ? ORDER BY id').pluck().all(run);
  let left = slicePoints;
  for (const id of series) {
    if (!hasEnough(id)) continue;
    if (left <= 0) return true;
    left -= packSome(db, id, left);
  }
  return left <= 0 && series.some(hasEnough);
}
