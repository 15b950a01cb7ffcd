// What a run logged as numbers, packed or not.
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { SeriesName, SeriesPoints } from '../../../src-shared/domain/metric.ts';
import type { ReadDb } from '../database.ts';
import { allPoints, chunkData, listChunks, loosePoints, seriesNumber } from '../packing/chunks.ts';
import { mergePoints, noPoints, type PointArrays } from '../packing/point-codec.ts';

export interface SeriesListing {
  readonly series: SeriesName;
  readonly points: number;
}

/** The series of a run in the order in which they were first logged. */
export function listSeries(db: ReadDb, run: RunId): SeriesListing[] {
  return db
    .prepare<[RunId], SeriesListing>(
      `SELECT name AS series, (SELECT count(*) FROM point WHERE series_id = series.id) +
         (SELECT coalesce(sum(points), 0) FROM chunk WHERE series_id = series.id) AS points
       FROM series WHERE run_id = ? ORDER BY id`,
    )
    .all(run);
}

function asSeries(series: SeriesName, { steps, values }: PointArrays): SeriesPoints {
  return { series, steps: Array.from(steps), values: Array.from(values) };
}

/** All points of one series by rising step; empty when the run never logged it. */
export function seriesPoints(db: ReadDb, run: RunId, series: SeriesName): SeriesPoints {
  const number = seriesNumber(db, run, series);
  return asSeries(series, number === null ? noPoints : allPoints(db, number));
}

/** The point of a series with the lowest step, alone. */
export function firstPoint(db: ReadDb, run: RunId, series: SeriesName): SeriesPoints {
  const number = seriesNumber(db, run, series);
  if (number === null) return asSeries(series, noPoints);
  const [first] = listChunks(db, number);
  const { steps, values } = mergePoints(
    first === undefined ? noPoints : chunkData(db, first.id),
    loosePoints(db, number, 1),
  );
  return asSeries(series, { steps: steps.slice(0, 1), values: values.slice(0, 1) });
}
