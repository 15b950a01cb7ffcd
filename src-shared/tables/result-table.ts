// A table of results as one value: the screen, LaTeX, Markdown and CSV are all made from it. Not here: what stands in it (score-table).
import type { Spread, Summary } from '../stats/summary.ts';

/** Several seeds in one cell. */
export interface SummaryCell {
  readonly kind: 'summary';
  readonly mean: number;
  /** Deviation, error or half an interval, as the column says; null of a single value. */
  readonly width: number | null;
  readonly n: number;
  /** Seeds there are; more than `n` where some have no value. */
  readonly of: number;
  /** Stands before the value where a column holds different quantities: "RMSE". */
  readonly quantity?: string;
}

export type TableCell =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | SummaryCell
  /** The first and the last of some moments, in milliseconds since 1970. */
  | { readonly kind: 'dates'; readonly from: number; readonly to: number };

export interface TableColumn {
  /** With its unit, and with best, last or the epoch where that matters. */
  readonly head: string;
  /** Whether its cells are numbers, which stand at the right. */
  readonly isNumeric: boolean;
}

export interface ResultTable {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  /** As many cells as columns in each. */
  readonly rows: readonly (readonly TableCell[])[];
  /** What the widths are. */
  readonly spread: Spread;
  /** Sentences below the table. */
  readonly notes: readonly string[];
}

/** What stands behind a mean's ±. */
export const spreadNames: Readonly<Record<Spread, string>> = {
  sd: 'SD',
  se: 'standard error',
  ci95: '95 % confidence interval',
};

export const emptyCell: TableCell = { kind: 'empty' };
export const textCell = (text: string): TableCell => ({ kind: 'text', text });

/** A cell of several seeds; empty without any. @param of seeds there are */
export function summaryCell(summary: Summary, spread: Spread, of: number, quantity?: string): TableCell {
  if (summary.n === 0) return emptyCell;
  const width = summary[spread];
  return {
    kind: 'summary',
    mean: summary.mean,
    width: Number.isNaN(width) ? null : width,
    n: summary.n,
    of,
    ...(quantity === undefined ? {} : { quantity }),
  };
}

/** Decimals with which a number of this size has so many significant digits. */
function decimalsFor(size: number, digits: number): number {
  return size === 0 || !Number.isFinite(size) ? 0 : digits - 1 - Math.floor(Math.log10(Math.abs(size)));
}

const mostDecimals = 8;

/** Decimals for a mean and its width alike: three significant digits of the mean, more where the width would else read as zero. */
export function decimalsOf({ mean, width }: Pick<SummaryCell, 'mean' | 'width'>): number {
  const ofMean = mean === 0 ? 2 : decimalsFor(mean, 3);
  const ofWidth = width === null || width === 0 ? 0 : decimalsFor(width, 1);
  return Math.min(mostDecimals, Math.max(0, ofMean, ofWidth));
}

/** "n = 5", or "n = 3 of 5" where some seeds have no value. */
export function countWords({ n, of }: Pick<SummaryCell, 'n' | 'of'>): string {
  return n === of ? `n = ${n}` : `n = ${n} of ${of}`;
}

/** "Mean ± SD over n seeds."; null where every cell is of one seed. */
export function meaningOfWidths({ rows, spread }: Pick<ResultTable, 'rows' | 'spread'>): string | null {
  const hasWidths = rows.some((cells) => cells.some((cell) => cell.kind === 'summary' && cell.width !== null));
  return hasWidths ? `Mean ± ${spreadNames[spread]} over n seeds.` : null;
}

/** A date as ISO 8601 has it, UTC. */
export function isoDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** One date, or the first and the last. @param date writes one */
export function dateWords(cell: { readonly from: number; readonly to: number }, date: (at: number) => string): string {
  const [from, to] = [date(cell.from), date(cell.to)];
  return from === to ? from : `${from} to ${to}`;
}

/** A number with so many decimals; what is no number as it is called. */
export function plainNumber(value: number, decimals: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return value.toFixed(decimals).replace('-', '−');
}

/** A cell as signs alone: "0.912 ± 0.006 (n = 5)". @param escaped makes texts harmless where some signs have a meaning */
export function plainCell(cell: TableCell, escaped: (text: string) => string = (text) => text): string {
  switch (cell.kind) {
    case 'empty':
      return '–';
    case 'text':
      return escaped(cell.text);
    case 'dates':
      return dateWords(cell, isoDate);
    case 'summary': {
      const decimals = decimalsOf(cell);
      const quantity = cell.quantity === undefined ? '' : `${escaped(cell.quantity)} `;
      const width = cell.width === null ? '' : ` ± ${plainNumber(cell.width, decimals)}`;
      return `${quantity}${plainNumber(cell.mean, decimals)}${width} (${countWords(cell)})`;
    }
    default:
      return cell satisfies never;
  }
}
