// The scores of an experiment over its seeds: best and last, mean and spread, with how many.
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { type Spread, type Summary, summarize } from '../../../src-shared/stats/summary.ts';

export interface ScoreRow {
  readonly n: number;
  readonly metric: string;
  readonly bestLoss: Summary;
  readonly bestEpoch: Summary;
  readonly lastLoss: Summary;
  readonly bestMetric: Summary;
  readonly lastMetric: Summary;
}

/** Scores of the runs that have any. */
export function scoreRow(rows: readonly RunRow[]): ScoreRow {
  const best = rows.flatMap((row) => row.best ?? []);
  const last = rows.flatMap((row) => row.last ?? []);
  return {
    n: best.length,
    metric: rows[0]?.metric ?? '',
    bestLoss: summarize(best.map(({ loss }) => loss)),
    bestEpoch: summarize(best.map(({ epoch }) => epoch)),
    lastLoss: summarize(last.map(({ loss }) => loss)),
    bestMetric: summarize(best.map(({ metric }) => metric)),
    lastMetric: summarize(last.map(({ metric }) => metric)),
  };
}

/** "0.231 ± 0.004 (n = 5)"; of one seed the value alone, with its n. @param number writes a value in the reader's language */
export function summaryWords(summary: Summary, spread: Spread, number: (value: number) => string): string {
  if (summary.n === 0) return '–';
  const width = summary[spread];
  return `${number(summary.mean)}${Number.isNaN(width) ? '' : ` ± ${number(width)}`} (n = ${summary.n})`;
}
