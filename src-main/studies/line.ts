// One line of a study: the trials of one arm with one seed. What of them is over, how they came out. Pure.
import { liveStates, type RunState } from '../../src-shared/domain/run-state.ts';
import type { StudyConfig } from '../../src-shared/domain/study.ts';
import type { Trial, TrialOutcome } from '../methods/search.ts';
import type { TrialRow } from '../store/queries/studies.ts';

/** The trials of one arm with one seed, by their numbers. */
export interface Line {
  /** Positions in the study's arms and seeds. */
  readonly arm: number;
  readonly seed: number;
  readonly trials: readonly TrialRow[];
}

/** Every line of a study, those without trials too: all arms of the first seed, then of the next. */
export function linesOf({ arms, seeds }: Pick<StudyConfig, 'arms' | 'seeds'>, trials: readonly TrialRow[]): Line[] {
  const key = (arm: number, seed: number) => `${arm}/${seed}`;
  const byLine = Map.groupBy(trials, ({ arm, seed }) => key(arm, seed));
  return seeds.flatMap((_, seed) => arms.map((_arm, arm) => ({ arm, seed, trials: byLine.get(key(arm, seed)) ?? [] })));
}

const ended: readonly RunState[] = ['finished', 'failed'];
const waitingOrLive: readonly RunState[] = ['queued', ...liveStates];

/** Whether nothing more will come of a trial. One that was cut off or stopped with its study is not over: it is resumed. */
export function isOver({ state, isSettled, isTrashed }: TrialRow): boolean {
  if (waitingOrLive.includes(state)) return false;
  return ended.includes(state) || isSettled || isTrashed;
}

/** Whether a trial waits or trains. */
export function isUnderway({ state }: Pick<TrialRow, 'state'>): boolean {
  return waitingOrLive.includes(state);
}

/** Whether a trial was cut off, or stopped with its study, and is to be taken up again. */
export function isCutOff(trial: TrialRow): boolean {
  return !isOver(trial) && !isUnderway(trial);
}

/** Whether a trial is over and has found nothing. */
export function hasFailed(trial: TrialRow): boolean {
  return isOver(trial) && (trial.state === 'failed' || !Number.isFinite(trial.best));
}

/** How a trial came out; null while it is not over. */
export function outcomeOf(trial: TrialRow): TrialOutcome | null {
  if (!isOver(trial)) return null;
  return hasFailed(trial) ? { best: Number.NaN, last: Number.NaN } : { best: trial.best, last: trial.last };
}

/** Where a search put a trial: the values held for the hyperparameters of that search. */
export function valuesOf({ hyperparameters }: TrialRow, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const setting = hyperparameters[name];
      return setting?.mode === 'fixed' ? [[name, setting.value] as const] : [];
    }),
  );
}

/** The trials of a line as its search sees them. */
export function searchTrials({ trials }: Line, names: readonly string[]): Trial[] {
  return trials.map((trial) => ({
    number: trial.trial,
    values: valuesOf(trial, names),
    outcome: outcomeOf(trial),
    parent: trial.parent,
  }));
}

/** The trial with the lowest validation loss, over or not; null where none has one. */
export function bestTrial(trials: readonly TrialRow[]): TrialRow | null {
  return trials.reduce<TrialRow | null>(
    (kept, trial) => (Number.isFinite(trial.best) && !(kept !== null && kept.best <= trial.best) ? trial : kept),
    null,
  );
}
