// Studies that are made from what a run found, and schedules taken from runs: what the pure parts need is read from the home here.
import { heldValues } from '../../src-shared/domain/held-values.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { ReplayedSchedule } from '../../src-shared/domain/method-config.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import type { StudyConfig } from '../../src-shared/domain/study.ts';
import { joinSchedules, type Segment } from '../schedules/join.ts';
import { scheduleOfRun } from '../schedules/of-run.ts';
import { toCanonicalJson } from '../store/canonical-json.ts';
import type { ReadDb } from '../store/database.ts';
import { runDetails } from '../store/queries/run-details.ts';
import { runRowQuery } from '../store/queries/run-table.ts';
import { schedule } from '../store/queries/schedule.ts';
import { bestHeldTrial } from '../store/queries/studies.ts';
import { sensitivityStudy } from '../studies/sensitivity.ts';
import { refuseUntuned, verificationStudy } from '../studies/verification.ts';

/** The runs that a run went on from, first to last, itself among them. */
function chainOf(db: ReadDb, run: RunId): RunId[] {
  const { origin } = runDetails(db, run).config;
  return origin === undefined ? [run] : [...chainOf(db, origin), run];
}

/**
 * A run's schedule, ready to be replayed: what it logged, or of population-based training the values of the rounds one after the other.
 * @throws AppError `schedules/empty`, `store/unknown-run`
 */
export function replayableSchedule(db: ReadDb, run: RunId): ReplayedSchedule {
  const chain = chainOf(db, run);
  if (chain.length === 1) return scheduleOfRun(schedule(db, run), `Run ${run}`);
  const rowOf = runRowQuery(db);
  const segments = chain.map(
    (one): Segment => ({
      epochs: rowOf(one).epochs ?? 0,
      values: heldValues(runDetails(db, one).config.hyperparameters),
    }),
  );
  return joinSchedules(segments, `Run ${run}`);
}

/** Epochs that a run trained, or will. */
function epochsOf(db: ReadDb, run: RunId): number {
  const { epochs, plannedEpochs } = runRowQuery(db)(run);
  return Math.max(1, epochs ?? plannedEpochs);
}

/** The best values held that studies know of for the network and the data of a config; null where they know none. */
function bestKnown(db: ReadDb, config: RunConfig) {
  const tuned = settleHyperparameters(config.hyperparameters, { model: config.model, data: null }).tuned;
  const sameness = ({ model, data }: RunConfig) => toCanonicalJson({ model, data });
  const wanted = sameness(config);
  const found = bestHeldTrial(db, config.data.dataset, (other) => {
    const held = heldValues(other.hyperparameters);
    return other.origin === undefined && sameness(other) === wanted && tuned.every(({ name }) => name in held);
  });
  return found === null ? null : { run: found.run, values: heldValues(found.config.hyperparameters) };
}

/** @throws AppError `studies/nothing-found`, `schedules/empty`, `store/unknown-run` */
export function studyForVerification(db: ReadDb, run: RunId, seeds: number): StudyConfig {
  const { config, name } = runDetails(db, run);
  refuseUntuned(run, config, 'Only a schedule that was found can be verified.');
  return verificationStudy(
    {
      run,
      name,
      config,
      epochs: epochsOf(db, run),
      schedule: replayableSchedule(db, run),
      finalValues: runRowQuery(db)(run).finalHyperparameters,
      best: bestKnown(db, config),
    },
    seeds,
  );
}

/** @throws AppError `studies/nothing-found`, `store/unknown-run` */
export function studyForSensitivity(db: ReadDb, run: RunId, seeds: number): StudyConfig {
  const { config, name } = runDetails(db, run);
  return sensitivityStudy({ run, name, config, epochs: epochsOf(db, run) }, seeds);
}
