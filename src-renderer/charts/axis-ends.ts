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
  const isLog = table.xScale === 'log';
  const ends = nothingYet();
  for (const panel of table.panels) {
    for (const line of panel.lines) {
      const first = isLog ? line.x.find((x) => x > 0) : line.x[0];
      const last = line.x.at(-1);
      if (first !== undefined && first < ends[0]) ends[0] = first;
      if (last !== undefined && last > ends[1]) ends[1] = last;
    }
  }
  if (isLog) return logEndsAcross(ends, table.expectedEnd);
  if (ends[0] > ends[1]) return [0, table.expectedEnd];
  // Training starts at zero, and a first point alone still has room to its right.
  const low = Math.min(ends[0], 0);
  return [low, ends[1] > low ? ends[1] : low + 1];
}

/** A decade where there is nothing, or nothing but one place. */
function logEndsAcross([low, high]: Ends, expectedEnd: number): Ends {
  if (low > high) return [expectedEnd / 10, expectedEnd];
  return high > low ? [low, high] : [low, low * 10];
}

/** @param isOpen whether bands of schedules are to be seen whole: within a range they may reach its ends */
function valueEnds(
  lines: readonly PlotLine[],
  { isLog, isOpen }: { isLog: boolean; isOpen: boolean },
): [number, number] {
  const ends = nothingYet();
  for (const line of lines) {
    widen(ends, line.y, isLog);
    if (line.band !== null && (isOpen || line.role === 'mean')) {
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

function findVerticalEnds({ scale, range, lines, marks }: PlotPanel): Ends {
  const isLog = scale === 'log';
  const [bottom, top] = (range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]).map((end) =>
    Number.isFinite(end) && !(isLog && end <= 0) ? end : null,
  );
  if (typeof bottom === 'number' && typeof top === 'number') return [bottom, top];
  const isOpen = range !== null && !range.every(Number.isFinite);
  const ends = valueEnds(lines, { isLog, isOpen });
  for (const mark of marks) {
    if (mark.kind !== 'start' || (isLog && mark.y <= 0)) continue;
    ends[0] = Math.min(ends[0], mark.y);
    // Above a foot there is as much room over the start as below it.
    ends[1] = Math.max(ends[1], isOpen && typeof bottom === 'number' ? 2 * mark.y - bottom : mark.y);
  }
  if (isLog) {
    const high = top ?? ends[1];
    if (!(high > 0)) return [0.1, 10];
    return roundLogEnds(Number.isFinite(ends[0]) ? ends[0] : high / 1_000, Math.max(ends[1], high));
  }
  if (ends[0] > ends[1]) return [bottom ?? 0, top ?? (bottom ?? 0) + 1];
  const rounded = roundEnds(Math.min(ends[0], bottom ?? ends[0]), Math.max(ends[1], top ?? ends[1]));
  return [bottom ?? rounded[0], top ?? rounded[1]];
}

/** Where a value lies between the ends: 0 at the low one, 1 at the high one. */
export function shareBetween(value: number, [low, high]: Ends, scale: 'linear' | 'log'): number {
  if (scale === 'linear') return (value - low) / (high - low);
  return (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low));
}

/** The value that lies there: the inverse of {@link shareBetween}. */
export function valueAtShare(share: number, [low, high]: Ends, scale: 'linear' | 'log'): number {
  return scale === 'linear' ? low + share * (high - low) : low * (high / low) ** share;
}
