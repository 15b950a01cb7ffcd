// What finished runs of the same config ended with, for the cells they came from. Not here: the paths they took (use-found).
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { hyperparameterWords } from '../../words/hyperparameter-words.ts';
import { countedWords, numberWords } from '../../words/quantities.ts';

/** What the cell of a hyperparameter shows of the runs before. */
export interface Found {
  /** In the cell: "→ 0.41". */
  readonly short: string;
  /** Beside the grid, with what it is and from how many runs. */
  readonly sentence: string;
  /** The path of the first of the runs, at even places; empty until it has come. */
  readonly path: readonly number[];
}

/** The runs of the experiment that `origin` belongs to, those that finished and found something. */
export function siblingsOf(origin: RunRow | undefined, rows: readonly RunRow[]): readonly RunRow[] {
  if (origin === undefined) return [];
  return rows.filter(
    (row) =>
      row.experiment === origin.experiment &&
      row.state === 'finished' &&
      Object.keys(row.finalHyperparameters).length > 0,
  );
}

/** The mean of the last values over the runs; null where no run says. */
export function foundIn(
  name: string,
  {
    siblings,
    path,
    locale,
  }: { readonly siblings: readonly RunRow[]; readonly path: readonly number[]; readonly locale: string },
): Found | null {
  const values = siblings.flatMap((row) => row.finalHyperparameters[name] ?? []);
  if (values.length === 0) return null;
  const mean = numberWords(values.reduce((sum, value) => sum + value, 0) / values.length, locale, 2);
  const runs = countedWords(values.length, 'run', 'runs', locale);
  return {
    short: `→ ${mean}`,
    sentence: `${hyperparameterWords(name)} ended at ${mean} (${values.length > 1 ? 'mean of the last values' : 'last value'}, ${runs}).`,
    path,
  };
}
