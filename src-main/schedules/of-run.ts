// What a run did to its hyperparameters, ready to be done again.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { ReplayedSchedule } from '../../src-shared/domain/method-config.ts';
import type { Schedule } from '../../src-shared/domain/schedule.ts';
import { assemble } from './assemble.ts';

/** Places that are kept of a run: it is written into the config of every run that replays it, and steps lie between any two of them. */
const keptPlaces = 2_000;

/**
 * The schedule of a run in epochs: a value logged after a training step is the one that the next training step uses.
 * @param source what it is called: "Run 12"
 * @throws AppError `schedules/empty` where the run has logged no values
 */
export function scheduleOfRun(schedule: Schedule, source: string, most = keptPlaces): ReplayedSchedule {
  const { hyperparameters } = schedule;
  const points = lastAtEach(schedule.points);
  const columns = hyperparameters.map(
    (name, index) => [name, points.map(({ values }) => values[index] ?? Number.NaN)] as const,
  );
  const given = columns.filter(([, values]) => values.some(Number.isFinite));
  if (given.length === 0) {
    throw new AppError(
      'schedules/empty',
      `${source} has logged no values of hyperparameters, so there is no schedule to replay. Wait until it has trained for some steps, or choose a run that tuned hyperparameters.`,
    );
  }
  return assemble(
    { unit: 'epochs', at: points.map(({ epoch }) => epoch), values: Object.fromEntries(given), source },
    most,
  );
}

/** Hyperparameter steps stand at the same epoch as the training step before them: what holds in the end counts. */
function lastAtEach(points: Schedule['points']): Schedule['points'] {
  return points.filter(({ epoch }, index) => {
    const next = points[index + 1];
    return next === undefined || next.epoch > epoch;
  });
}
