// Runs brought together that differ in their seed alone.
import type { RunRow } from '../../src-shared/contract/runs.ts';

/** Runs that differ in their seed alone. */
export interface Experiment {
  readonly id: string;
  readonly rows: readonly RunRow[];
}

/** Groups rows by experiment, in the order in which they come. */
export function byExperiment(rows: readonly RunRow[]): readonly Experiment[] {
  const groups = new Map<string, RunRow[]>();
  for (const row of rows) {
    const group = groups.get(row.experiment);
    if (group === undefined) groups.set(row.experiment, [row]);
    else group.push(row);
  }
  return [...groups].map(([id, members]) => ({ id, rows: members }));
}
