// Runs and studies side by side: experiments with their seeds as a table of results, and what the seeds say about which is better.
import type { RunRow } from '../../src-shared/contract/runs.ts';
import type { StudyDetails } from '../../src-shared/contract/studies.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { isSearchArm } from '../../src-shared/domain/study.ts';
import { type Verdict, verdict } from '../../src-shared/stats/verdict.ts';
import type { ResultTable } from '../../src-shared/tables/result-table.ts';
import {
  isStillImproving,
  type MetricHead,
  type ScoredExperiment,
  scoreTable,
} from '../../src-shared/tables/score-table.ts';
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

function metricHead(metric: string): MetricHead {
  const isShare = metric.endsWith('accuracy');
  const title = Object.hasOwn(metricTitles, metric) ? (metricTitles[metric] ?? metric) : metric;
  return { title: title === '' ? 'Metric' : title, unit: isShare ? '%' : '', factor: isShare ? 100 : 1 };
}

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
export function groupsOfStudy({ row, config, trials }: StudyDetails, all: ReadonlyMap<RunId, RunRow>): ComparedGroup[] {
  return row.arms.map(({ label, method, bestRuns }, arm) => {
    const rows = bestRuns.flatMap((run) => (run === null ? [] : (all.get(run) ?? [])));
    const spentOf = (seed: number) =>
      trials
        .filter(({ place }) => place.arm === arm && place.seed === seed)
        .reduce((sum, { run }) => sum + (all.get(run)?.seconds ?? 0), 0);
    const own = config.arms[arm];
    return {
      label,
      method,
      isSearch: own !== undefined && isSearchArm(own),
      rows,
      spent: new Map(bestRuns.flatMap((run, seed) => (run === null ? [] : [[run, spentOf(seed)] as const]))),
    };
  });
}

/** The table of all groups. @param at which epoch's scores */
export function comparisonTable(groups: readonly ComparedGroup[], title: string, at: 'best' | 'last'): ResultTable {
  const experiments = groups.map(
    ({ label, method, isSearch, rows, spent }): ScoredExperiment => ({
      label,
      method: methodTitle(method),
      isSearch,
      metric: metricHead(rows[0]?.metric ?? ''),
      runs: rows.map((row) => ({
        score: row[at],
        seconds: spent.get(row.id) ?? row.seconds,
        isStillImproving: isStillImproving(row),
        test: row.test,
      })),
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
