// The discovered schedule of a run, put together from its series.
import type { HyperparameterName } from '../../../src-shared/domain/hyperparameter.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { SeriesPoints } from '../../../src-shared/domain/metric.ts';
import type { Schedule } from '../../../src-shared/domain/schedule.ts';
import type { ReadDb } from '../database.ts';
import { listSeries, seriesPoints } from './series-points.ts';

const valuePrefix = 'hyperparameter/';

/** Reads a series at rising steps, holding its last value; `before` until the first point. */
function holdingLast(points: SeriesPoints, before: number): (step: number) => number {
  let next = 0;
  let held = before;
  return (step) => {
    while (next < points.steps.length && (points.steps[next] ?? 0) <= step) {
      held = points.values[next] ?? Number.NaN;
      next += 1;
    }
    return held;
  };
}

/** The series a schedule is made of; values and scales in the order of `hyperparameters`. */
interface ScheduleSeries {
  readonly hyperparameters: readonly HyperparameterName[];
  readonly values: readonly SeriesPoints[];
  readonly scales: readonly SeriesPoints[];
  readonly epoch: SeriesPoints;
  readonly seconds: SeriesPoints;
}

/**
 * A schedule with one point at every step at which a hyperparameter or a scale was logged.
 * A series without a point at a step holds its last value; before its first one it is NaN.
 */
function assembleSchedule(series: ScheduleSeries): Schedule {
  const logged = [...series.values, ...series.scales].flatMap((points) => points.steps);
  const steps = [...new Set(logged)].sort((left, right) => left - right);
  const values = series.values.map((points) => holdingLast(points, Number.NaN));
  const scales = series.scales.map((points) => holdingLast(points, Number.NaN));
  const epoch = holdingLast(series.epoch, 0);
  const seconds = holdingLast(series.seconds, 0);
  return {
    hyperparameters: series.hyperparameters,
    points: steps.map((step) => ({
      step,
      epoch: epoch(step),
      seconds: seconds(step),
      values: values.map((at) => at(step)),
      scales: scales.map((at) => at(step)),
    })),
  };
}

/** The schedule that `run` has discovered so far; no points when it logged no hyperparameters. */
export function schedule(db: ReadDb, run: RunId): Schedule {
  const hyperparameters = listSeries(db, run)
    .map((listing) => listing.series)
    .filter((name) => name.startsWith(valuePrefix))
    .map((name) => name.slice(valuePrefix.length) as HyperparameterName);
  return assembleSchedule({
    hyperparameters,
    values: hyperparameters.map((name) => seriesPoints(db, run, `hyperparameter/${name}`)),
    scales: hyperparameters.map((name) => seriesPoints(db, run, `scale/${name}`)),
    epoch: seriesPoints(db, run, 'epoch'),
    seconds: seriesPoints(db, run, 'seconds'),
  });
}
