// What a panel shows beside its lines: below them the warm-up's shade, learning-rate drops and bands, above them start ticks, the best
// epoch and gaps.
import type { PlotLine, PlotMark, PlotPanel } from '../../src-shared/plot/plot-table.ts';
import { type FigureTheme, seriesColour } from './palette.ts';
import type { Place } from './place.ts';
import type { Shape } from './shapes.ts';

/** What furniture looks like and where it stands. */
export interface FurnitureLook {
  readonly theme: FigureTheme;
  readonly place: Place;
  /** Lines whose band is shown. */
  readonly bands: readonly PlotLine[];
  /** Whether this is the panel that carries the words of the marks. */
  readonly isFirst: boolean;
}

const mostGapMarks = 40;
/** Where an edge that no logarithmic axis has is drawn: far below the foot, and cut off there. */
const belowEveryAxis = 1e-30;

const isInside = (at: number, from: number, size: number) => at >= from - 0.5 && at <= from + size + 0.5;

function styleOf(line: PlotLine | undefined, theme: FigureTheme): string {
  return seriesColour(theme, line?.colour ?? null);
}

/** Polygons of a band, one between two gaps. On a logarithmic axis an edge at or below zero lies below the panel's foot. */
function bandShapes(line: PlotLine, theme: FigureTheme, place: Place): Shape[] {
  const { band, x } = line;
  if (band === null) return [];
  const least = place.scale === 'log' ? belowEveryAxis : Number.NEGATIVE_INFINITY;
  const shapes: Shape[] = [];
  let upper: (readonly [number, number])[] = [];
  let lower: (readonly [number, number])[] = [];
  const close = () => {
    if (upper.length > 1) {
      shapes.push({
        type: 'polygon',
        shape: { points: [...upper, ...lower.reverse()] },
        style: { fill: styleOf(line, theme), opacity: 0.14 },
        silent: true,
      });
    }
    upper = [];
    lower = [];
  };
  for (let index = 0; index < x.length; index += 1) {
    const low = band.low[index] ?? Number.NaN;
    const high = band.high[index] ?? Number.NaN;
    if (!Number.isFinite(low) || !Number.isFinite(high)) {
      close();
      continue;
    }
    const at = x[index] ?? 0;
    const left = place.left(at);
    const [before, under] = [upper.at(-1), lower.at(-1)];
    if (line.isStepped === true && before !== undefined && under !== undefined) {
      upper.push([left, before[1]]);
      lower.push([left, under[1]]);
    }
    upper.push([left, place.top(Math.max(least, high))]);
    lower.push([left, place.top(Math.max(least, low))]);
  }
  close();
  return shapes;
}

function groundShapes(mark: PlotMark, theme: FigureTheme, place: Place): Shape[] {
  const { box } = place;
  if (mark.kind === 'warm-up') {
    const left = place.left(mark.from);
    const right = place.left(mark.to);
    const shape = { x: left, y: box.top, width: right - left, height: box.height };
    return [{ type: 'rect', shape, style: { fill: theme.shade }, silent: true }];
  }
  if (mark.kind === 'learning-rate-drop') {
    const x = place.left(mark.x);
    const shape = { x1: x, y1: box.top, x2: x, y2: box.top + box.height };
    return [{ type: 'line', shape, style: { stroke: theme.axis, lineWidth: 1, lineDash: [1, 3] }, silent: true }];
  }
  return [];
}

function word(text: string, x: number, y: number, theme: FigureTheme): Shape {
  return {
    type: 'text',
    style: { text, x, y, fill: theme.inkFaint, fontSize: 10, fontFamily: 'Inter Variable, Inter, sans-serif' },
    silent: true,
  };
}

function markShapes(mark: PlotMark, panel: PlotPanel, theme: FigureTheme, place: Place): Shape[] {
  const { box } = place;
  const line = 'line' in mark ? panel.lines.find(({ id }) => id === mark.line) : undefined;
  if (mark.kind === 'best') {
    const [cx, cy] = [place.left(mark.x), place.top(mark.y)];
    // Whole where it stands on the edge, and not there at all where it lies outside the window.
    if (!isInside(cx, box.left, box.width) || !isInside(cy, box.top, box.height)) return [];
    const style = { fill: styleOf(line, theme), stroke: theme.surface, lineWidth: 1.5 };
    return [{ type: 'circle', shape: { cx, cy, r: 4.5 }, style, silent: true }];
  }
  if (mark.kind === 'end') {
    const [x, y] = [place.left(mark.x), place.top(mark.y)];
    if (!isInside(x, box.left, box.width) || !isInside(y, box.top, box.height)) return [];
    const shape = { x1: x, y1: y - 5, x2: x, y2: y + 5 };
    return [{ type: 'line', shape, style: { stroke: styleOf(line, theme), lineWidth: 2.5 }, silent: true }];
  }
  if (mark.kind === 'start') {
    const y = place.top(mark.y);
    if (!isInside(y, box.top, box.height)) return [];
    const shape = { x1: box.left, y1: y, x2: box.left + 7, y2: y };
    return [{ type: 'line', shape, style: { stroke: styleOf(line, theme), lineWidth: 2 }, silent: true }];
  }
  return [];
}

/** A small cross at the panel's foot wherever a line has a gap. */
function gapShapes(panel: PlotPanel, theme: FigureTheme, place: Place): Shape[] {
  const { box } = place;
  const shapes: Shape[] = [];
  for (const line of panel.lines) {
    for (let index = 0; index < line.y.length && shapes.length < mostGapMarks; index += 1) {
      if (Number.isFinite(line.y[index])) continue;
      const x = place.left(line.x[index] ?? 0);
      if (!isInside(x, box.left, box.width)) continue;
      shapes.push({
        type: 'path',
        shape: { pathData: 'M0 0L6 6M6 0L0 6', x: x - 3, y: box.top + box.height - 10, width: 6, height: 6 },
        style: { stroke: theme.bad, lineWidth: 1.5, fill: 'none' },
        silent: true,
      });
    }
  }
  return shapes;
}

function words(panel: PlotPanel, theme: FigureTheme, place: Place): Shape[] {
  const { box } = place;
  return panel.marks.flatMap((mark) => {
    if (mark.kind === 'warm-up') {
      const left = place.left(mark.from);
      const right = place.left(mark.to);
      const from = Math.max(left, box.left);
      return right - from > 48 ? [word('warm-up', from + 4, box.top + 3, theme)] : [];
    }
    if (mark.kind === 'learning-rate-drop') return [word('rate ↓', place.left(mark.x) + 3, box.top + 3, theme)];
    return [];
  });
}

/** What lies below the lines, cut off at the panel's edges. */
export function shapesBelow(panel: PlotPanel, { theme, place, bands, isFirst }: FurnitureLook): readonly Shape[] {
  return [
    ...panel.marks.flatMap((mark) => groundShapes(mark, theme, place)),
    ...bands.flatMap((line) => bandShapes(line, theme, place)),
    ...(isFirst ? words(panel, theme, place) : []),
  ];
}

/** What lies above the lines. */
export function shapesAbove(panel: PlotPanel, { theme, place }: FurnitureLook): readonly Shape[] {
  return [...panel.marks.flatMap((mark) => markShapes(mark, panel, theme, place)), ...gapShapes(panel, theme, place)];
}
