// Runs brought together that differ in their seed alone, or that one arm of a study stands for.
import type { RunRow } from '../../src-shared/contract/runs.ts';
import type { ComparedArm } from '../../src-shared/tables/compared-arms.ts';

/** Runs that differ in their seed alone. */
export interface Experiment {
  readonly id: string;
  readonly rows: readonly RunRow[];
  /** Of a study; absent for runs that were picked. */
  readonly arm?: ComparedArm;
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

/** Groups rows by the arms of a study; one that has no run yet keeps its place, and with it its colour. */
export function byArm(rows: readonly RunRow[], arms: readonly ComparedArm[]): readonly Experiment[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return arms.map((arm) => ({ id: arm.id, rows: arm.runs.flatMap((run) => byId.get(run) ?? []), arm }));
}
