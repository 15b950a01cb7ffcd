// What a panel shows beside its lines: below them the warm-up's shade, learning-rate drops and bands, above them start ticks, the best
// epoch and gaps. Drawn as shapes of one custom series each, so that screen and file are the same.
import type { CustomSeriesOption } from 'echarts/charts';
import type { PlotLine, PlotMark, PlotPanel } from '../../src-shared/plot/plot-table.ts';
import { type FigureTheme, seriesColour } from './palette.ts';
import type { Box } from './stack-layout.ts';

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>;
type Shape = { type: string; [key: string]: unknown };
/** From a point of the panel to pixels. */
type Place = (x: number, y: number) => readonly [number, number];

const mostGapMarks = 40;
/** Where an edge that no logarithmic axis has is drawn: far below the foot, and cut off there. */
const belowEveryAxis = 1e-30;

function styleOf(line: PlotLine | undefined, theme: FigureTheme): string {
  return seriesColour(theme, line?.colour ?? null);
}

/** Polygons of a band, one between two gaps. On a logarithmic axis an edge at or below zero lies below the panel's foot. */
function bandShapes(line: PlotLine, scale: PlotPanel['scale'], theme: FigureTheme, place: Place): Shape[] {
  const { band, x } = line;
  if (band === null) return [];
  const least = scale === 'log' ? belowEveryAxis : Number.NEGATIVE_INFINITY;
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
    upper.push(place(at, Math.max(least, high)));
    lower.push(place(at, Math.max(least, low)));
  }
  close();
  return shapes;
}

function groundShapes(mark: PlotMark, theme: FigureTheme, box: Box, place: Place): Shape[] {
  if (mark.kind === 'warm-up') {
    const [left] = place(mark.from, 0);
    const [right] = place(mark.to, 0);
    const shape = { x: left, y: box.top, width: right - left, height: box.height };
    return [{ type: 'rect', shape, style: { fill: theme.shade }, silent: true }];
  }
  if (mark.kind === 'learning-rate-drop') {
    const [x] = place(mark.x, 0);
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

function markShapes(mark: PlotMark, panel: PlotPanel, theme: FigureTheme, box: Box, place: Place): Shape[] {
  const line =
    mark.kind === 'best' || mark.kind === 'start' ? panel.lines.find(({ id }) => id === mark.line) : undefined;
  if (mark.kind === 'best') {
    const [cx, cy] = place(mark.x, mark.y);
    const style = { fill: styleOf(line, theme), stroke: theme.surface, lineWidth: 1.5 };
    return [{ type: 'circle', shape: { cx, cy, r: 4.5 }, style, silent: true }];
  }
  if (mark.kind === 'start') {
    const [, y] = place(0, mark.y);
    const shape = { x1: box.left, y1: y, x2: box.left + 7, y2: y };
    return [{ type: 'line', shape, style: { stroke: styleOf(line, theme), lineWidth: 2 }, silent: true }];
  }
  return [];
}

/** A small cross at the panel's foot wherever a line has a gap. */
function gapShapes(panel: PlotPanel, theme: FigureTheme, box: Box, place: Place): Shape[] {
  const shapes: Shape[] = [];
  for (const line of panel.lines) {
    for (let index = 0; index < line.y.length && shapes.length < mostGapMarks; index += 1) {
      if (Number.isFinite(line.y[index])) continue;
      const [x] = place(line.x[index] ?? 0, 0);
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

function words(panel: PlotPanel, theme: FigureTheme, box: Box, place: Place, isFirst: boolean): Shape[] {
  if (!isFirst) return [];
  return panel.marks.flatMap((mark) => {
    if (mark.kind === 'warm-up') {
      const [left] = place(mark.from, 0);
      const [right] = place(mark.to, 0);
      const from = Math.max(left, box.left);
      return right - from > 48 ? [word('warm-up', from + 4, box.top + 3, theme)] : [];
    }
    if (mark.kind === 'learning-rate-drop') return [word('rate ↓', place(mark.x, 0)[0] + 3, box.top + 3, theme)];
    return [];
  });
}

function drawn(shapes: (place: Place) => Shape[]): RenderItem {
  return ((_: unknown, api: { coord: (point: readonly number[]) => number[] }) => ({
    type: 'group',
    children: shapes((x, y) => {
      const [left = 0, top = 0] = api.coord([x, y]);
      return [left, top];
    }),
  })) as unknown as RenderItem;
}

/**
 * The two custom series of a panel.
 * @param bands lines whose band is shown
 * @param isFirst whether this is the panel that carries the words of the marks
 */
export function furniture(
  panel: PlotPanel,
  {
    theme,
    box,
    index,
    bands,
    isFirst,
  }: {
    readonly theme: FigureTheme;
    readonly box: Box;
    readonly index: number;
    readonly bands: readonly PlotLine[];
    readonly isFirst: boolean;
  },
): CustomSeriesOption[] {
  const common = {
    type: 'custom',
    xAxisIndex: index,
    yAxisIndex: index,
    // One item that draws everything; its value lies on no axis that would be stretched for it.
    data: [[Number.NaN, Number.NaN]],
    clip: true,
    silent: true,
    animation: false,
  } as const;
  return [
    {
      ...common,
      id: `${panel.id}/below`,
      z: 1,
      renderItem: drawn((place) => [
        ...panel.marks.flatMap((mark) => groundShapes(mark, theme, box, place)),
        ...bands.flatMap((line) => bandShapes(line, panel.scale, theme, place)),
        ...words(panel, theme, box, place, isFirst),
      ]),
    },
    {
      ...common,
      id: `${panel.id}/above`,
      z: 5,
      renderItem: drawn((place) => [
        ...panel.marks.flatMap((mark) => markShapes(mark, panel, theme, box, place)),
        ...gapShapes(panel, theme, box, place),
      ]),
    },
  ];
}
