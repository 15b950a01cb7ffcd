// The arms of a study as they are compared: each by its best run of every seed.
import type { StudyDetails } from '../contract/studies.ts';
import type { RunId } from '../domain/ids.ts';
import { isSearchArm } from '../domain/study.ts';

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

const placeOf = ({ arm, seed }: { readonly arm: number; readonly seed: number }) => `${arm}/${seed}`;

/** The arms with their best runs. @param secondsOf training seconds of a run so far */
export function armsOf(
  { row, config, trials }: StudyDetails,
  secondsOf: (run: RunId) => number,
): readonly ComparedArm[] {
  const spent = new Map<string, number>();
  for (const { run, place } of trials) {
    spent.set(placeOf(place), (spent.get(placeOf(place)) ?? 0) + secondsOf(run));
  }
  return config.arms.map((arm, index) => {
    const bestRuns = row.arms[index]?.bestRuns ?? [];
    const found = bestRuns.flatMap((run, seed) => (run === null ? [] : [{ run, seed }]));
    return {
      id: `study ${row.id}/${index}`,
      label: arm.label,
      method: arm.method.name,
      isSearch: isSearchArm(arm),
      runs: found.map(({ run }) => run),
      spent: new Map(found.map(({ run, seed }) => [run, spent.get(placeOf({ arm: index, seed })) ?? 0])),
    };
  });
}
