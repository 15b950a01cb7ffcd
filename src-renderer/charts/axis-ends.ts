// From a plot to the ends of its axes, and from a value to its place between them.
import type { PlotLine, PlotPanel, PlotTable } from '../../src-shared/plot/plot-table.ts';
import { roundEnds, roundLogEnds } from './ticks.ts';

export type Ends = readonly [low: number, high: number];

/** Widens `ends` to hold the usable values of a column. */
function widen(ends: [number, number], values: Float64Array, isLog: boolean): void {
  for (const value of values) {
    if (!Number.isFinite(value) || (isLog && value <= 0)) continue;
    if (value < ends[0]) ends[0] = value;
    if (value > ends[1]) ends[1] = value;
  }
}

const nothingYet = (): [number, number] => [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** Ends of the horizontal axis: the window, or from the first to the last point of all panels. */
export function horizontalEnds(table: PlotTable): Ends {
  if (table.window !== null) return table.window;
  const ends = nothingYet();
  for (const panel of table.panels) {
    for (const line of panel.lines) {
      const first = line.x[0];
      const last = line.x.at(-1);
      if (first !== undefined && first < ends[0]) ends[0] = first;
      if (last !== undefined && last > ends[1]) ends[1] = last;
    }
  }
  if (ends[0] > ends[1]) return [0, table.expectedEnd];
  // Training starts at zero, and a first point alone still has room to its right.
  const low = Math.min(ends[0], 0);
  return [low, ends[1] > low ? ends[1] : low + 1];
}

function valueEnds(lines: readonly PlotLine[], isLog: boolean): [number, number] {
  const ends = nothingYet();
  for (const line of lines) {
    widen(ends, line.y, isLog);
    if (line.band !== null && line.role === 'mean') {
      widen(ends, line.band.low, isLog);
      widen(ends, line.band.high, isLog);
    }
  }
  return ends;
}

/** A panel never changes; the picture and the column beside it both ask for its ends. */
const known = new WeakMap<PlotPanel, Ends>();

/** Ends of a panel's vertical axis: its range, or round numbers around its values. */
export function verticalEnds(panel: PlotPanel): Ends {
  const found = known.get(panel) ?? findVerticalEnds(panel);
  known.set(panel, found);
  return found;
}

function findVerticalEnds(panel: PlotPanel): Ends {
  const isLog = panel.scale === 'log';
  if (panel.range !== null && !(isLog && panel.range[0] <= 0)) return panel.range;
  const ends = valueEnds(panel.lines, isLog);
  for (const mark of panel.marks) {
    if (mark.kind === 'start' && (!isLog || mark.y > 0)) {
      ends[0] = Math.min(ends[0], mark.y);
      ends[1] = Math.max(ends[1], mark.y);
    }
  }
  if (isLog) {
    const high = panel.range?.[1] ?? ends[1];
    if (!(high > 0)) return [0.1, 10];
    return roundLogEnds(Number.isFinite(ends[0]) ? ends[0] : high / 1_000, Math.max(ends[1], high));
  }
  return ends[0] > ends[1] ? [0, 1] : roundEnds(ends[0], ends[1]);
}

/** Where a value lies between the ends: 0 at the low one, 1 at the high one. */
export function shareBetween(value: number, [low, high]: Ends, scale: 'linear' | 'log'): number {
  if (scale === 'linear') return (value - low) / (high - low);
  return (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low));
}
