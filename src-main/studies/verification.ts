// The study that verifies what a run found: does its schedule help without being tuned, and more than its final values, or the best
// values held? Pure.
import { AppError } from '../../src-shared/domain/app-error.ts';
import { settingsHolding } from '../../src-shared/domain/held-values.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { isTuning, type ReplayedSchedule } from '../../src-shared/domain/method-config.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import { type Arm, type StudyConfig, studyConfigSchema } from '../../src-shared/domain/study.ts';
import { seedsAfter } from './seeds.ts';

/** Values held all along, and who found them. */
export interface KnownValues {
  readonly run: RunId;
  readonly values: Readonly<Record<string, number>>;
}

export interface VerifiedRun {
  readonly run: RunId;
  readonly name: string;
  readonly config: RunConfig;
  /** Epochs that it trained. */
  readonly epochs: number;
  readonly schedule: ReplayedSchedule;
  readonly finalValues: Readonly<Record<string, number>>;
  /** The best trial of the studies on the same network and data; null where there is none. */
  readonly best: KnownValues | null;
}

/** What a run tuned, by name, where it started. @throws AppError where the config cannot be settled */
function startsOf({ hyperparameters, model }: RunConfig): Record<string, number> {
  const { tuned } = settleHyperparameters(hyperparameters, { model, data: null });
  return Object.fromEntries(tuned.map(({ name, start }) => [name, start]));
}

function heldArm(label: string, values: Readonly<Record<string, number>>): Arm {
  return { label, method: { name: 'fixed' }, hyperparameters: settingsHolding(values) };
}

/** Training of a run that is held to its epochs, whatever its losses are. */
function fullTraining({ training }: RunConfig, epochs: number): RunConfig['training'] {
  return { ...training, epochs, minutes: null, patience: null };
}

/** Refuses a run that has tuned nothing. @throws AppError `studies/nothing-found` */
export function refuseUntuned(run: RunId, { method }: Pick<RunConfig, 'method'>, what: string): void {
  if (isTuning(method)) return;
  throw new AppError(
    'studies/nothing-found',
    `Run ${run} was trained with the method "${method.name}", which tunes nothing. ${what}`,
    { run },
  );
}

/** @param seeds how many; others than the run's own */
export function verificationStudy(verified: VerifiedRun, seeds: number): StudyConfig {
  const { run, name, config, epochs, schedule, finalValues, best } = verified;
  refuseUntuned(run, config, 'Only a schedule that was found can be verified.');
  const starts = startsOf(config);
  const final = Object.fromEntries(Object.keys(starts).map((key) => [key, finalValues[key] ?? Number.NaN]));
  const isFinal = Object.values(final).every(Number.isFinite);
  const reference =
    best === null
      ? heldArm('Start values', starts)
      : heldArm(
          `Best fixed, run ${best.run}`,
          Object.fromEntries(Object.keys(starts).map((key) => [key, best.values[key] ?? 0])),
        );
  return studyConfigSchema.parse({
    name: `Verification of ${name === '' ? `run ${run}` : name}`.slice(0, 200),
    purpose: 'verification',
    config: { ...config, origin: undefined, training: fullTraining(config, epochs) },
    arms: [
      { label: 'Schedule', method: { name: 'replay', schedule } },
      ...(isFinal ? [{ label: 'Final values', method: { name: 'final', values: final, source: `Run ${run}` } }] : []),
      reference,
    ],
    seeds: seedsAfter(config.training.seed, seeds),
    budget: { unit: 'epochs', amount: epochs },
    source: run,
  });
}
