// The order of the rows: by one column, up or down, with what has no value always last and the newest first among equals.
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { runStates } from '../../../src-shared/domain/run-state.ts';
import { methodWords, runTitle } from '../../words/run-words.ts';
import { hyperparameterValues, type ScoreAt, scoreOf } from './run-scores.ts';

export interface SortOrder {
  /** A column's id. */
  readonly by: string;
  readonly isDescending: boolean;
}

export type SortValue = number | string | null | undefined;

/** The column of one hyperparameter. */
export const hyperparameterPrefix = 'hyperparameter:';

/** What a row is sorted by in a column. */
export function sortValue(row: RunRow, by: string, at: ScoreAt): SortValue {
  switch (by) {
    case 'star':
      return row.isStarred ? 1 : 0;
    case 'state':
      return runStates.indexOf(row.state);
    case 'name':
      return runTitle(row).toLowerCase();
    case 'data':
      return row.datasetName.toLowerCase();
    case 'method':
      return methodWords(row.method);
    case 'study':
      // By study, then by trial: a study has far fewer than a million.
      return row.place === null ? null : row.place.study * 1e6 + row.place.trial;
    case 'seed':
      return row.seed;
    case 'tags':
      return row.tags.length === 0 ? null : row.tags.join(' ').toLowerCase();
    case 'loss':
      return scoreOf(row, at)?.loss;
    case 'metric':
      return scoreOf(row, at)?.metric;
    case 'epochs':
      return row.epochs;
    case 'seconds':
      return row.seconds;
    case 'bytes':
      return row.bytes;
    case 'started':
      return row.startedAt;
    default:
      return by.startsWith(hyperparameterPrefix)
        ? hyperparameterValues(row, at)[by.slice(hyperparameterPrefix.length)]
        : row.id;
  }
}

const isMissing = (value: SortValue) => value === null || value === undefined || Number.isNaN(value);

/** Compares two values of a column, missing ones and NaN last whichever way the order goes. */
export function compareValues(left: SortValue, right: SortValue, isDescending: boolean): number {
  const isLeftMissing = isMissing(left);
  if (isLeftMissing || isMissing(right)) return isLeftMissing === isMissing(right) ? 0 : isLeftMissing ? 1 : -1;
  let order: number;
  if (typeof left === 'string' || typeof right === 'string') {
    const [one, other] = [String(left), String(right)];
    order = one < other ? -1 : one > other ? 1 : 0;
  } else order = (left ?? 0) - (right ?? 0) || 0;
  return isDescending ? -order : order;
}

/** A new list in that order. */
export function sortRuns(rows: readonly RunRow[], { by, isDescending }: SortOrder, at: ScoreAt): readonly RunRow[] {
  const keyed = rows.map((row) => ({ row, value: sortValue(row, by, at) }));
  keyed.sort((left, right) => compareValues(left.value, right.value, isDescending) || right.row.id - left.row.id);
  return keyed.map(({ row }) => row);
}
