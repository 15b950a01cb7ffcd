// Runs brought together that differ in their seed alone, or that one arm of a study stands for.
import type { RunRow } from '../../src-shared/contract/runs.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';

/** What an arm of a study says of its runs. */
export interface ComparedArm {
  readonly id: string;
  readonly label: string;
  /** As in the study's config; of a search its own name, not that of its trials. */
  readonly method: string;
  /** Whether each run is the best of several trials. */
  readonly isSearch: boolean;
  /** One a seed: the best so far. */
  readonly runs: readonly RunId[];
  /** Training seconds of all trials of the same seed, by run. */
  readonly spent: ReadonlyMap<RunId, number>;
}

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
