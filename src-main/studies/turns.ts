// Whose turn it is among the lines of a study: the one that has used least of its budget, so that all grow side by side. Pure.
import type { StoredStudy, TrialRow } from '../store/queries/studies.ts';
import { type Counting, committed } from './budget.ts';
import { isUnderway, type Line, linesOf } from './line.ts';
import { type Next, nextTrial } from './next-trial.ts';

export interface Turns {
  /** The trial to begin now; null: there is no room, or nothing to begin. */
  readonly next: Extract<Next, { kind: 'trial' }> | null;
  /** Nothing is underway and nothing more will begin. */
  readonly isOver: boolean;
}

export interface Room {
  readonly counting: Counting;
  /** Runs of the home that may train at the same time. */
  readonly atOnce: number;
}

/** Trials that wait behind those that can train, so that no place stands empty; more would only keep others waiting. */
const waitingBehind = 1;

/** The share of its budget that a line has committed itself to. */
function turnOf(line: Line, { config }: Pick<StoredStudy, 'config'>, counting: Counting): number {
  const share = committed(line, counting) / config.budget.amount;
  // A run that trains for the whole budget stands behind every line that has not begun.
  return line.trials.length === 0 ? -1 : share;
}

/** @throws AppError where a search cannot be built */
export function takeTurns(
  study: Pick<StoredStudy, 'config'>,
  trials: readonly TrialRow[],
  { counting, atOnce }: Room,
): Turns {
  const underway = trials.filter(isUnderway).length;
  if (underway >= atOnce + waitingBehind) return { next: null, isOver: false };
  const lines = linesOf(study.config, trials)
    .map((line, place) => ({ line, place, turn: turnOf(line, study, counting) }))
    .sort((left, right) => left.turn - right.turn || left.place - right.place);
  let isOver = underway === 0;
  for (const { line } of lines) {
    const next = nextTrial(study.config, line, counting);
    if (next.kind === 'trial') return { next, isOver: false };
    if (next.kind === 'wait') isOver = false;
  }
  return { next: null, isOver };
}
