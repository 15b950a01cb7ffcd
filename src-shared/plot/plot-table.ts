// What is plotted, as one value: the screen, the SVG, the PNG, the CSV and the text for those who cannot see it are all made from it.
// Not here: colours, sizes and fonts (the window's charts).

/** A quantity along an axis. */
export interface PlotQuantity {
  readonly name: string;
  /** Empty for a pure number. */
  readonly unit: string;
  /** In which single values are read out; absent: three significant digits. */
  readonly decimals?: number;
}

/** What a line is, which decides how strong it is drawn. */
export type PlotRole = 'training' | 'validation' | 'schedule' | 'mean' | 'trace';

/** Low and high edge at each point of a line. */
export interface PlotBand {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** What the edges are, in words: "± one perturbation scale". */
  readonly meaning: string;
}

export interface PlotLine {
  /** Unique in its table. */
  readonly id: string;
  readonly label: string;
  /** Where there is little room; otherwise the same as the label. */
  readonly shortLabel: string;
  readonly quantity: PlotQuantity;
  /** Rising. */
  readonly x: Float64Array;
  /** As many as `x`; NaN is a gap. */
  readonly y: Float64Array;
  readonly band: PlotBand | null;
  readonly role: PlotRole;
  /** Which colour of the palette; null: the colour of the text. */
  readonly colour: number | null;
  /** Which pattern of dashes: 0 is solid. */
  readonly pattern: number;
  /** Points that were logged, of which `x.length` are here. */
  readonly total: number;
  /** Whether each value holds until the next one; else values change evenly in between. */
  readonly isStepped?: boolean;
}

/** Something that stands in a panel beside the lines. */
export type PlotMark =
  /** The hyperparameters are held. */
  | { readonly kind: 'warm-up'; readonly from: number; readonly to: number }
  | { readonly kind: 'learning-rate-drop'; readonly x: number }
  /** The epoch whose weights are kept. */
  | { readonly kind: 'best'; readonly line: string; readonly x: number; readonly y: number }
  | { readonly kind: 'start'; readonly line: string; readonly y: number }
  /** Where a line ends because nothing more was spent, not because nothing more is shown. */
  | { readonly kind: 'end'; readonly line: string; readonly x: number; readonly y: number };

/** Lines that share a vertical axis. */
export interface PlotPanel {
  readonly id: string;
  readonly title: string;
  readonly y: PlotQuantity;
  /** Ends of the vertical axis, an infinite one as the lines need it; null: both as they need it. */
  readonly range: readonly [number, number] | null;
  readonly scale: 'linear' | 'log';
  readonly lines: readonly PlotLine[];
  readonly marks: readonly PlotMark[];
  /** Stands in the panel while it has no points: what will appear. */
  readonly whenEmpty: string;
  /** Share of the figure's height relative to the other panels. */
  readonly weight: number;
}

/** Panels above one another over one horizontal axis. */
export interface PlotTable {
  /** Names the figure and its files. */
  readonly title: string;
  readonly x: PlotQuantity;
  /** Absent: linear. */
  readonly xScale?: 'linear' | 'log';
  /** Ends of the horizontal axis; null: as the lines need it. */
  readonly window: readonly [number, number] | null;
  /** Where the horizontal axis ends before the first point. */
  readonly expectedEnd: number;
  readonly panels: readonly PlotPanel[];
  /** Sentences below the figure. */
  readonly notes: readonly string[];
}

/** Name with its unit: "epoch", "time (s)". */
export function quantityWords({ name, unit }: PlotQuantity): string {
  return unit === '' ? name : `${name} (${unit})`;
}

/** Every line with the panel it stands in, from top to bottom. */
export function linesOf(table: PlotTable): readonly { readonly panel: PlotPanel; readonly line: PlotLine }[] {
  return table.panels.flatMap((panel) => panel.lines.map((line) => ({ panel, line })));
}

/** Points of all lines together: the rows of the CSV. */
export function pointCount(table: PlotTable): number {
  return linesOf(table).reduce((count, { line }) => count + line.x.length, 0);
}

/** How much is shown of what was logged; null when it is all of it. */
export function thinningNote(table: PlotTable, count: (value: number) => string): string | null {
  const shown = pointCount(table);
  const total = linesOf(table).reduce((sum, { line }) => sum + Math.max(line.total, line.x.length), 0);
  return shown < total ? `Showing ${count(shown)} of ${count(total)} points; every peak is kept.` : null;
}

/** Index of the first point at or after `at`. @param x rising */
export function firstAtOrAfter(x: Float64Array, at: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((x[middle] ?? Number.POSITIVE_INFINITY) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the point nearest to `at`; -1 without points. @param x rising */
export function nearestPoint(x: Float64Array, at: number): number {
  const after = firstAtOrAfter(x, at);
  if (after === x.length) return x.length - 1;
  if (after === 0) return 0;
  return at - (x[after - 1] ?? 0) <= (x[after] ?? 0) - at ? after - 1 : after;
}

/** Index of the point that tells a line's value at `at`: the nearest one, or the one that holds there; -1 without one. */
export function tellingPoint({ x, isStepped = false }: Pick<PlotLine, 'x' | 'isStepped'>, at: number): number {
  if (!isStepped) return nearestPoint(x, at);
  const after = firstAtOrAfter(x, at);
  return x[after] === at ? after : after - 1;
}

/** The points of a line between two ends, both included; of one that holds its values, what it held at the ends as well. */
export function cutLine(line: PlotLine, ends: readonly [number, number]): PlotLine {
  return line.isStepped === true ? cutSteps(line, ends) : cutPoints(line, ends);
}

function cutSteps(line: PlotLine, [from, to]: readonly [number, number]): PlotLine {
  const [start = Number.NaN] = line.x;
  const last = line.x.at(-1) ?? Number.NaN;
  const inner = [...line.x].filter((x) => x > from && x < to);
  const places = [
    ...(start <= from && last >= from ? [from] : []),
    ...inner,
    ...(start <= to && last >= to ? [to] : []),
  ];
  if (places.length === line.x.length && places.every((x, index) => x === line.x[index])) return line;
  const indices = places.map((x) => tellingPoint(line, x));
  const pick = (values: Float64Array) => Float64Array.from(indices, (index) => values[index] ?? Number.NaN);
  const { band } = line;
  return {
    ...line,
    x: Float64Array.from(places),
    y: pick(line.y),
    // What was held at the ends stands for what was found before them: nothing in between is left out.
    total: places.length,
    band: band === null ? null : { ...band, low: pick(band.low), high: pick(band.high) },
  };
}

function cutPoints(line: PlotLine, [from, to]: readonly [number, number]): PlotLine {
  const first = firstAtOrAfter(line.x, from);
  let end = firstAtOrAfter(line.x, to);
  while (end < line.x.length && line.x[end] === to) end += 1;
  if (first === 0 && end === line.x.length) return line;
  const { band } = line;
  const cut = (values: Float64Array) => values.subarray(first, end);
  return {
    ...line,
    x: cut(line.x),
    y: cut(line.y),
    band: band === null ? null : { ...band, low: cut(band.low), high: cut(band.high) },
  };
}

/** The table with no more points than its window shows: what is plotted is what is saved. */
export function cutToWindow(table: PlotTable): PlotTable {
  const { window } = table;
  if (window === null) return table;
  const panels = table.panels.map((panel) => ({ ...panel, lines: panel.lines.map((line) => cutLine(line, window)) }));
  return { ...table, panels };
}
