// From compared groups to the table of scores, and from its cells to words in the reader's language.
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import { countWords, dateWords, decimalsOf, type TableCell } from '../../../src-shared/tables/result-table.ts';
import {
  type MetricHead,
  metricHead,
  type ScoreAt,
  type ScoredExperiment,
  type ScoredRun,
  scoredRun,
} from '../../../src-shared/tables/score-table.ts';
import { dateFormat, numberFormat } from '../../words/formatters.ts';
import { numberWords } from '../../words/quantities.ts';
import { methodWords, metricWords } from '../../words/run-words.ts';
import type { LabelledGroup } from './group-labels.ts';

/** Scores at the epoch that is told: a run's own, or those that were asked for. */
export function scoreAt(
  row: RunRow,
  at: ScoreAt,
  ofEpoch: ReadonlyMap<RunId, NonNullable<RunRow['best']>>,
): ScoredRun['score'] {
  if (at === 'best') return row.best;
  return at === 'last' ? row.last : (ofEpoch.get(row.id) ?? null);
}

/** How a metric is written: shares as percentages. */
export function metricHeadOf(metric: string): MetricHead {
  return metricHead(metric, metricWords(metric));
}

/** Groups as the table takes them. */
export function scoredExperiments(
  groups: readonly LabelledGroup[],
  at: ScoreAt,
  ofEpoch: ReadonlyMap<RunId, NonNullable<RunRow['best']>>,
): readonly ScoredExperiment[] {
  return groups.map(({ label, rows, arm }) => ({
    label,
    method: methodWords(arm?.method ?? rows[0]?.method ?? ''),
    isSearch: arm?.isSearch ?? false,
    metric: metricHeadOf(rows[0]?.metric ?? ''),
    runs: rows.map((row) => scoredRun(row, scoreAt(row, at, ofEpoch), arm?.spent)),
  }));
}

/** A cell as it stands on the screen: "0.912 ± 0.006 (n = 5)". */
export function cellWords(cell: TableCell, locale: string): string {
  switch (cell.kind) {
    case 'empty':
      return '–';
    case 'text':
      return cell.text;
    case 'dates':
      return dateWords(cell, (at) => dateFormat(locale, { dateStyle: 'medium' }).format(at));
    case 'summary': {
      const decimals = decimalsOf(cell);
      const number = (value: number) =>
        Number.isFinite(value)
          ? numberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value)
          : numberWords(value, locale);
      const quantity = cell.quantity === undefined ? '' : `${cell.quantity} `;
      return `${quantity}${number(cell.mean)}${cell.width === null ? '' : ` ± ${number(cell.width)}`} (${countWords(cell)})`;
    }
    default:
      return cell satisfies never;
  }
}
