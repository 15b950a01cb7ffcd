// Runs and studies side by side: experiments with their seeds as a table of results, and what the seeds say about which is better.
import type { RunRow } from '../../src-shared/contract/runs.ts';
import type { StudyDetails } from '../../src-shared/contract/studies.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { type Verdict, verdict } from '../../src-shared/stats/verdict.ts';
import { armsOf } from '../../src-shared/tables/compared-arms.ts';
import type { ResultTable } from '../../src-shared/tables/result-table.ts';
import { metricHead, type ScoredExperiment, scoredRun, scoreTable } from '../../src-shared/tables/score-table.ts';
import { methodTitle } from './method-titles.ts';

/** Runs that belong together: seeds of one experiment, or of one arm of a study. */
export interface ComparedGroup {
  readonly label: string;
  /** As in its config. */
  readonly method: string;
  readonly isSearch: boolean;
  readonly rows: readonly RunRow[];
  /** Training seconds of all trials of the same seed, by run. */
  readonly spent: ReadonlyMap<RunId, number>;
}

const metricTitles: Readonly<Record<string, string>> = {
  accuracy: 'Accuracy',
  rmse: 'RMSE',
  perplexity: 'Perplexity',
};

const metricOf = (rows: readonly RunRow[]): string => rows[0]?.metric ?? '';

/** Runs by experiment, in the order in which they are named. */
export function groupsOfRuns(rows: readonly RunRow[]): ComparedGroup[] {
  return [...Map.groupBy(rows, ({ experiment }) => experiment).values()].map((members) => {
    const [first] = members;
    const name = first === undefined || first.name === '' ? `Run ${first?.id}` : first.name;
    const runs = members.map(({ id }) => id).join(', ');
    return {
      label: `${name} (${members.length === 1 ? 'run' : 'runs'} ${runs})`,
      method: first?.method ?? '',
      isSearch: false,
      rows: members,
      spent: new Map(),
    };
  });
}

/** The arms of a study, each with its best run of every seed. */
export function groupsOfStudy(study: StudyDetails, all: ReadonlyMap<RunId, RunRow>): ComparedGroup[] {
  return armsOf(study, (run) => all.get(run)?.seconds ?? 0).map(({ runs, ...arm }) => ({
    ...arm,
    rows: runs.flatMap((run) => all.get(run) ?? []),
  }));
}

/** The table of all groups. @param at which epoch's scores */
export function comparisonTable(groups: readonly ComparedGroup[], title: string, at: 'best' | 'last'): ResultTable {
  const experiments = groups.map(
    ({ label, method, isSearch, rows, spent }): ScoredExperiment => ({
      label,
      method: methodTitle(method),
      isSearch,
      metric: metricHead(metricOf(rows), metricTitles[metricOf(rows)] ?? metricOf(rows)),
      runs: rows.map((row) => scoredRun(row, row[at], spent)),
    }),
  );
  return scoreTable(title, experiments, { at, spread: 'sd' });
}

/** Each group against the first, seed by seed. */
export function comparisonVerdicts(groups: readonly ComparedGroup[], at: 'best' | 'last'): Verdict[] {
  const losses = groups.map(({ label, rows }) => ({
    label,
    losses: rows.map((row) => ({ seed: row.seed, loss: row[at]?.loss ?? Number.NaN })),
  }));
  const [baseline, ...others] = losses;
  if (baseline === undefined) return [];
  return others.map((first) => verdict({ first, baseline, quantity: `${at} validation loss`, ways: groups.length }));
}
