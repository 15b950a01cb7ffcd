// Chunks: consecutive points of one series in one row, packed, with their outlines for plots. What the rest of the store knows of them.
import { outline } from '../../../src-shared/plot/decimate.ts';
import { prepared, type ReadDb, type WriteDb } from '../database.ts';
import {
  concatenate,
  decodePoints,
  encodePoints,
  mergePoints,
  noPoints,
  type PointArrays,
  pick,
} from './point-codec.ts';

/** Points of a chunk at most. */
export const chunkPoints = 4_096;
/** Points that one bucket of an outline stands for. */
export const outlineSizes = { fine: 64, coarse: 1_024 } as const;
export type OutlineName = keyof typeof outlineSizes;

export interface ChunkListing {
  readonly id: number;
  readonly firstStep: number;
  readonly lastStep: number;
  readonly points: number;
}

/** The number of a series; null when the run never logged it. */
export function seriesNumber(db: ReadDb, run: number, series: string): number | null {
  const sql = 'SELECT id FROM series WHERE run_id = ? AND name = ?';
  return prepared<[number, string], number>(db, sql, (row) => row.pluck()).get(run, series) ?? null;
}

/** The chunks of a series by rising step. */
export function listChunks(db: ReadDb, series: number): ChunkListing[] {
  return prepared<[number], ChunkListing>(
    db,
    `SELECT id, first_step AS firstStep, last_step AS lastStep, points FROM chunk
     WHERE series_id = ? ORDER BY first_step`,
  ).all(series);
}

/** All points of a chunk. */
export function chunkData(db: ReadDb, chunk: number): PointArrays {
  const data = db.prepare<[number], Uint8Array>('SELECT data FROM chunk WHERE id = ?').pluck().get(chunk);
  return data === undefined ? noPoints : decodePoints(data);
}

/** The points of a chunk's outline. */
export function chunkOutline(db: ReadDb, chunk: number, name: OutlineName): PointArrays {
  const column = name === 'fine' ? 'outline_fine' : 'outline_coarse';
  const data = db.prepare<[number], Uint8Array>(`SELECT ${column} FROM chunk WHERE id = ?`).pluck().get(chunk);
  return data === undefined ? noPoints : decodePoints(data);
}

/** The points of a series that are not packed, by rising step. */
export function loosePoints(db: ReadDb, series: number, limit = Number.MAX_SAFE_INTEGER): PointArrays {
  const sql = 'SELECT step, value FROM point WHERE series_id = ? ORDER BY step LIMIT ?';
  const rows = prepared<[number, number], [number, number | null]>(db, sql, (row) => row.raw()).all(series, limit);
  return {
    steps: Float64Array.from(rows, ([step]) => step),
    values: Float64Array.from(rows, ([, value]) => value ?? Number.NaN),
  };
}

/** Every point of a series, packed or not. */
export function allPoints(db: ReadDb, series: number): PointArrays {
  const packed = listChunks(db, series).map(({ id }) => chunkData(db, id));
  return mergePoints(concatenate(packed), loosePoints(db, series));
}

export interface Point {
  readonly step: number;
  readonly value: number;
}

/** The last point of a series at a step or before it; null without any. */
export function pointUpTo(db: ReadDb, series: number, step: number): Point | null {
  const chunk = db
    .prepare<[number, number], number>(
      'SELECT id FROM chunk WHERE series_id = ? AND first_step <= ? ORDER BY first_step DESC LIMIT 1',
    )
    .pluck()
    .get(series, step);
  const packed = pointsUpTo(chunk === undefined ? noPoints : chunkData(db, chunk), step);
  const loose = db
    .prepare<[number, number], { step: number; value: number | null }>(
      'SELECT step, value FROM point WHERE series_id = ? AND step <= ? ORDER BY step DESC LIMIT 1',
    )
    .get(series, step);
  const last = packed.steps.at(-1);
  if (loose !== undefined && !(last !== undefined && last > loose.step)) {
    return { step: loose.step, value: loose.value ?? Number.NaN };
  }
  return last === undefined ? null : { step: last, value: packed.values.at(-1) ?? Number.NaN };
}

/** Adds points as one chunk, inside the caller's transaction. */
export function insertChunk(db: WriteDb, series: number, points: PointArrays): void {
  const { steps, values } = points;
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return;
  const [fine, coarse] = [outlineSizes.fine, outlineSizes.coarse].map((size) =>
    encodePoints(pick(points, outline(values, size))),
  );
  db.prepare(
    `INSERT INTO chunk (series_id, first_step, last_step, points, data, outline_fine, outline_coarse)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(series, first, last, steps.length, encodePoints(points), fine, coarse);
}

/** Removes a chunk, inside the caller's transaction. */
export function deleteChunk(db: WriteDb, chunk: number): void {
  db.prepare('DELETE FROM chunk WHERE id = ?').run(chunk);
}

/** Removes what is packed of a run after `step`, inside the caller's transaction. */
export function truncateChunks(db: WriteDb, run: number, step: number): void {
  const later = db
    .prepare<[number, number], ChunkListing & { readonly series: number }>(
      `SELECT id, first_step AS firstStep, last_step AS lastStep, points, series_id AS series FROM chunk
       WHERE series_id IN (SELECT id FROM series WHERE run_id = ?) AND last_step > ?`,
    )
    .all(run, step);
  for (const { id, firstStep, series } of later) {
    const kept = firstStep <= step ? pointsUpTo(chunkData(db, id), step) : noPoints;
    deleteChunk(db, id);
    insertChunk(db, series, kept);
  }
}

function pointsUpTo({ steps, values }: PointArrays, step: number): PointArrays {
  const end = steps.findIndex((its) => its > step);
  return end < 0 ? { steps, values } : { steps: steps.slice(0, end), values: values.slice(0, end) };
}
