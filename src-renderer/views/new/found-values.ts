// What finished runs of the same config ended with, for the cells they came from.
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { numberWords } from '../../words/quantities.ts';

/** The runs of the experiment that `origin` belongs to, those that found something. */
export function siblingsOf(origin: RunRow | undefined, rows: readonly RunRow[]): readonly RunRow[] {
  if (origin === undefined) return [];
  return rows.filter(
    (row) =>
      row.experiment === origin.experiment &&
      row.state === 'finished' &&
      Object.keys(row.finalHyperparameters).length > 0,
  );
}

/** "→ 0.41" or, over several runs, "→ 0.41 (n = 3)": the mean of the last values; null where no run says. */
export function foundWords(name: string, siblings: readonly RunRow[], locale: string): string | null {
  const values = siblings.flatMap((row) => row.finalHyperparameters[name] ?? []);
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return `→ ${numberWords(mean, locale, 2)}${values.length > 1 ? ` (n = ${values.length})` : ''}`;
}
