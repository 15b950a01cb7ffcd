// Which of a run's numbers stand in the table: at its best epoch or at its last. The choice is named wherever the numbers are.
import type { RunRow } from '../../../src-shared/contract/runs.ts';

export const scoreChoices = ['best', 'last'] as const;
export type ScoreAt = (typeof scoreChoices)[number];

/** Loss and metric on the validation rows. */
export function scoreOf(row: RunRow, at: ScoreAt): RunRow['best'] {
  return at === 'best' ? row.best : row.last;
}

/** Hyperparameters at that epoch, in the unit people see; what is known where the best epoch's are not. */
export function hyperparameterValues(row: RunRow, at: ScoreAt): Readonly<Record<string, number>> {
  if (at === 'last') return row.finalHyperparameters;
  for (const _ in row.bestHyperparameters) return row.bestHyperparameters;
  return row.finalHyperparameters;
}
