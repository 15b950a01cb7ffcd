// What a run logged as numbers.
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { SeriesName, SeriesPoints } from '../../../src-shared/domain/metric.ts';
import type { ReadDb } from '../database.ts';

export interface SeriesListing {
  readonly series: SeriesName;
  readonly points: number;
}

/** The series of a run in the order in which they were first logged. */
export function listSeries(db: ReadDb, run: RunId): SeriesListing[] {
  return db
    .prepare<[RunId], SeriesListing>(
      `SELECT name AS series, (SELECT count(*) FROM point WHERE series_id = series.id) AS points
       FROM series WHERE run_id = ? ORDER BY id`,
    )
    .all(run);
}

/** All points of one series by rising step; empty when the run never logged it. */
export function seriesPoints(db: ReadDb, run: RunId, series: SeriesName): SeriesPoints {
  const rows = db
    .prepare<[RunId, string]>(
      `SELECT step, value FROM point
       WHERE series_id = (SELECT id FROM series WHERE run_id = ? AND name = ?) ORDER BY step`,
    )
    .raw()
    .all(run, series) as [number, number | null][];
  return {
    series,
    steps: rows.map(([step]) => step),
    values: rows.map(([, value]) => value ?? Number.NaN),
  };
}
