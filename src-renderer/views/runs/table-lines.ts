// The lines of the table: runs one by one, or experiments with their seeds below. Pure, from rows to lines.
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import type { ScoreAt } from './run-scores.ts';
import { scoreOf } from './run-scores.ts';
import { compareValues, type SortOrder, type SortValue, sortValue } from './sort-runs.ts';
import { type Spread, spreadOf } from './spread.ts';

/** Runs that differ in seed and name alone. */
export interface Experiment {
  readonly key: string;
  /** In the table's order; never empty. */
  readonly runs: readonly RunRow[];
  readonly first: RunRow;
  readonly loss: Spread;
  readonly metric: Spread;
  /** Which one; empty before any seed has said so. */
  readonly metricName: string;
  readonly epochs: Spread;
  readonly seconds: Spread;
  readonly bytes: number;
}

export type TableLine =
  | { readonly kind: 'run'; readonly key: string; readonly row: RunRow; readonly level: 1 | 2 }
  | { readonly kind: 'experiment'; readonly key: string; readonly experiment: Experiment; readonly isOpen: boolean };

/** One line a run. */
export function runLines(rows: readonly RunRow[]): readonly TableLine[] {
  return rows.map((row) => ({ kind: 'run', key: `run-${row.id}`, row, level: 1 }));
}

/**
 * One line an experiment, followed by its seeds where it is open.
 * @param rows sorted; an experiment's seeds keep this order
 */
export function experimentLines(
  rows: readonly RunRow[],
  { open, sort, at }: { open: ReadonlySet<string>; sort: SortOrder; at: ScoreAt },
): readonly TableLine[] {
  const groups = new Map<string, RunRow[]>();
  for (const row of rows) {
    const members = groups.get(row.experiment);
    if (members === undefined) groups.set(row.experiment, [row]);
    else members.push(row);
  }
  const experiments = [...groups].flatMap(([key, runs]) => {
    const [first] = runs;
    return first === undefined ? [] : [experimentOf(key, runs, first, at)];
  });
  const keyed = experiments.map((experiment) => ({ experiment, value: experimentValue(experiment, sort.by, at) }));
  keyed.sort((left, right) => compareValues(left.value, right.value, sort.isDescending));
  return keyed.flatMap(({ experiment }) => {
    const isOpen = open.has(experiment.key);
    const line: TableLine = { kind: 'experiment', key: `experiment-${experiment.key}`, experiment, isOpen };
    if (!isOpen) return [line];
    return [line, ...experiment.runs.map((row): TableLine => ({ kind: 'run', key: `run-${row.id}`, row, level: 2 }))];
  });
}

function experimentOf(key: string, runs: readonly RunRow[], first: RunRow, at: ScoreAt): Experiment {
  return {
    key,
    runs,
    first,
    loss: spreadOf(runs.map((row) => scoreOf(row, at)?.loss)),
    metric: spreadOf(runs.map((row) => scoreOf(row, at)?.metric)),
    metricName: metricOf(runs),
    epochs: spreadOf(runs.map((row) => row.epochs)),
    seconds: spreadOf(runs.map((row) => row.seconds)),
    bytes: runs.reduce((sum, row) => sum + row.bytes, 0),
  };
}

/** An experiment is sorted by its mean, its sum, or by the first of its runs. */
function experimentValue(experiment: Experiment, by: string, at: ScoreAt): SortValue {
  switch (by) {
    case 'loss':
    case 'metric':
    case 'epochs':
    case 'seconds':
      return experiment[by].mean;
    case 'bytes':
      return experiment.bytes;
    case 'seed':
      return experiment.runs.length;
    default:
      return by.startsWith('hyperparameter:')
        ? spreadOf(experiment.runs.map((row) => sortValue(row, by, at) as number | null | undefined)).mean
        : sortValue(experiment.first, by, at);
  }
}

/** The metric of some runs: one that still waits does not know its own. */
export function metricOf(runs: readonly RunRow[]): string {
  return runs.find((row) => row.metric !== '')?.metric ?? '';
}

/** The runs of a line. */
export function runsOf(line: TableLine): readonly RunRow[] {
  return line.kind === 'run' ? [line.row] : line.experiment.runs;
}
