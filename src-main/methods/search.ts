// The interface of the methods that search: asked for the next trial, told how earlier ones came out. Not here: who runs the trials.
// A search is a function of the space, its settings, the seed and the trials so far alone, so that a study that was cut off goes on as it
// would have.
import type { HyperparameterName } from '../../src-shared/domain/hyperparameter.ts';

/** Values in the unit people see; whole numbers for discrete hyperparameters. */
export type TrialValues = Readonly<Record<HyperparameterName, number>>;

/** How a trial came out. */
export interface TrialOutcome {
  /** Lowest validation loss of its epochs; NaN where it failed. */
  readonly best: number;
  /** Validation loss at its end; NaN where it failed. */
  readonly last: number;
}

/** A trial that was proposed. */
export interface Trial {
  /** Counted from 0 in the order of proposals. */
  readonly number: number;
  readonly values: TrialValues;
  /** Null while it waits or trains. */
  readonly outcome: TrialOutcome | null;
  /** The trial whose last weights it went on from; null: from new ones. */
  readonly parent: number | null;
}

export interface Proposal {
  readonly values: TrialValues;
  readonly parent: number | null;
  /** Epochs of this trial; null: as many as the study's config says. */
  readonly epochs: number | null;
}

export interface Search {
  /**
   * The next trial; `wait`: it depends on trials that have not ended; `exhausted`: there is nothing left to try.
   * @param trials all so far, in the order of their numbers
   */
  propose(trials: readonly Trial[]): Proposal | 'wait' | 'exhausted';
}
