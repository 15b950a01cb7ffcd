// What experiments are called in figures and tables, so that no two are called the same.
import type { Experiment } from '../../stores/experiments.ts';
import { runTitle } from '../../words/run-words.ts';

export interface LabelledGroup extends Experiment {
  readonly label: string;
}

/** An arm's own label; else the name of the first run, with its numbers where a name stands for more than one experiment. */
export function labelled(experiments: readonly Experiment[]): readonly LabelledGroup[] {
  const names = experiments.map(({ arm, rows: [first] }) => arm?.label ?? (first === undefined ? '' : runTitle(first)));
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return experiments.map((experiment, index) => {
    const name = names[index] ?? '';
    if (experiment.arm !== undefined || counts.get(name) === 1) return { ...experiment, label: name };
    const numbers = experiment.rows.map((row) => row.id).sort((left, right) => left - right);
    const which = numbers.length === 1 ? `run ${numbers[0]}` : `runs ${numbers[0]}–${numbers.at(-1)}`;
    return { ...experiment, label: `${name} (${which})` };
  });
}
