// What a line of a study has spent of its budget, and what the next of its trials may train. Pure.
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import type { Budget } from '../../src-shared/domain/study.ts';
import type { TrialRow } from '../store/queries/studies.ts';
import { isOver, type Line } from './line.ts';

/** What spending is counted with. */
export interface Counting {
  readonly budget: Budget;
  /** Training steps of one epoch; asked for where the budget counts steps. */
  readonly batchesPerEpoch: number;
}

/** What a trial may train at most. */
export interface Allowance {
  readonly epochs: number;
  /** Null: no limit. */
  readonly minutes: number | null;
}

/** Epochs of a run that is ended by the clock. */
const endlessEpochs = 1_000_000;
/** A rest of this share of the budget, or of a trial's epochs, is not worth a start. */
const leastOfBudget = 0.01;
const leastOfTrial = 0.1;

/** What a trial has spent so far, in the budget's unit. */
export function spentBy(trial: TrialRow, { budget, batchesPerEpoch }: Counting): number {
  switch (budget.unit) {
    case 'trials':
      return 1;
    case 'epochs':
      return trial.epochs;
    case 'steps':
      return trial.epochs * batchesPerEpoch;
    case 'seconds':
      return trial.seconds;
    default:
      return budget.unit satisfies never;
  }
}

/** What a trial has spent, and what it may still spend while it is not over. */
function committedTo(trial: TrialRow, counting: Counting): number {
  const spent = spentBy(trial, counting);
  if (isOver(trial)) return spent;
  const { budget, batchesPerEpoch } = counting;
  switch (budget.unit) {
    case 'trials':
      return spent;
    case 'epochs':
      return Math.max(spent, trial.plannedEpochs);
    case 'steps':
      return Math.max(spent, trial.plannedEpochs * batchesPerEpoch);
    case 'seconds':
      return Math.max(spent, 60 * (trial.plannedMinutes ?? 0));
    default:
      return budget.unit satisfies never;
  }
}

/** All that a line's trials have spent and may still spend. */
export function committed({ trials }: Line, counting: Counting): number {
  return trials.reduce((sum, trial) => sum + committedTo(trial, counting), 0);
}

/** Share of its budget that a line has used up, 0 to 1. A run that has the whole budget to itself has used it once it has ended. */
export function spentShare(line: Line, counting: Counting, isSearch: boolean): number {
  const { budget } = counting;
  if (isSearch) {
    const spent = line.trials.reduce(
      (sum, trial) => sum + (isOver(trial) ? spentBy(trial, counting) : liveSpent(trial)),
      0,
    );
    return Math.min(1, spent / budget.amount);
  }
  const [trial] = line.trials;
  if (trial === undefined) return 0;
  if (isOver(trial)) return 1;
  const share =
    budget.unit === 'trials' ? trial.epochs / trial.plannedEpochs : spentBy(trial, counting) / budget.amount;
  return Math.min(1, share);

  function liveSpent(live: TrialRow): number {
    return budget.unit === 'trials' ? 0 : spentBy(live, counting);
  }
}

/** The whole budget, for an arm that is no search. */
export function wholeAllowance(
  { budget, batchesPerEpoch }: Counting,
  { epochs, minutes }: RunConfig['training'],
): Allowance {
  switch (budget.unit) {
    case 'trials':
      return { epochs, minutes };
    case 'epochs':
      return { epochs: atLeastOne(budget.amount), minutes: null };
    case 'steps':
      return { epochs: atLeastOne(budget.amount / batchesPerEpoch), minutes: null };
    case 'seconds':
      return { epochs: endlessEpochs, minutes: budget.amount / 60 };
    default:
      return budget.unit satisfies never;
  }
}

const atLeastOne = (epochs: number) => Math.min(endlessEpochs, Math.max(1, Math.floor(epochs + 1e-9)));

export interface NextTrial {
  /** Epochs that the search asks for. */
  readonly epochs: number;
  /** Longest training that the config allows any run; null: no limit. */
  readonly minutes: number | null;
  /** Trials of the line that may train at the same time. */
  readonly atOnce: number;
}

/**
 * What the next trial of a search may train; null once the budget is used up. What others of its line still may train is theirs.
 */
export function nextAllowance(
  line: Line,
  counting: Counting,
  { epochs, minutes, atOnce }: NextTrial,
): Allowance | null {
  const { budget, batchesPerEpoch } = counting;
  const left = budget.amount - committed(line, counting);
  switch (budget.unit) {
    case 'trials':
      return left >= 1 ? { epochs, minutes } : null;
    case 'epochs':
    case 'steps': {
      const epochsLeft = Math.floor(left / (budget.unit === 'steps' ? batchesPerEpoch : 1) + 1e-9);
      // The first is begun however short it is: whoever asked for less than a trial shall have it.
      const isWorthwhile = line.trials.length === 0 || epochsLeft >= leastOfTrial * epochs;
      return epochsLeft >= 1 && isWorthwhile ? { epochs: Math.min(epochs, epochsLeft), minutes } : null;
    }
    case 'seconds': {
      if (left < leastOfBudget * budget.amount) return null;
      const underway = line.trials.filter((trial) => !isOver(trial)).length;
      const share = left / 60 / Math.max(1, atOnce - underway);
      return { epochs, minutes: minutes === null ? share : Math.min(minutes, share) };
    }
    default:
      return budget.unit satisfies never;
  }
}
