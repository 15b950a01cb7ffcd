// What experiments are called in figures and tables, so that no two are called the same.
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { runTitle } from '../../words/run-words.ts';

export interface LabelledGroup {
  readonly id: string;
  readonly label: string;
  readonly rows: readonly RunRow[];
}

/** The name of the first run; its numbers are added where a name stands for more than one experiment. */
export function labelled(
  experiments: readonly { readonly id: string; readonly rows: readonly RunRow[] }[],
): readonly LabelledGroup[] {
  const names = experiments.map(({ rows: [first] }) => (first === undefined ? '' : runTitle(first)));
  return experiments.map(({ id, rows }, index) => {
    const name = names[index] ?? '';
    const isShared = names.filter((other) => other === name).length > 1;
    const numbers = rows.map((row) => row.id).sort((left, right) => left - right);
    const which = numbers.length === 1 ? `run ${numbers[0]}` : `runs ${numbers[0]}–${numbers.at(-1)}`;
    return { id, rows, label: isShared ? `${name} (${which})` : name };
  });
}
