// From a panel's lines to ECharts' series. Thin traces that look the same become one series, cut by gaps: a hundred seeds are drawn as
// fast as one, and look as a hundred do.
import type { LineSeriesOption } from 'echarts/charts';
import type { PlotLine, PlotPanel } from '../../src-shared/plot/plot-table.ts';
import { dashes, type FigureTheme, seriesColour } from './palette.ts';

/** How a panel's lines are drawn. */
export interface LineLook {
  readonly theme: FigureTheme;
  /** Line to bring forward; the others fade. */
  readonly emphasis: string | null;
  /** Index of the panel, and of its axes. */
  readonly index: number;
}

/** Points up to which each gets a dot. */
const symbolsUpTo = 30;

const widths: Readonly<Record<PlotLine['role'], number>> = {
  training: 1,
  validation: 2,
  schedule: 1.6,
  mean: 2,
  trace: 0.75,
};

/** The stronger a line, the nearer it is. */
const depths: Readonly<Record<PlotLine['role'], number>> = {
  trace: 2,
  training: 3,
  schedule: 3,
  validation: 4,
  mean: 4,
};

/** Alternating x and y of the lines one after another, a gap between two; what no axis can show is a gap too. */
function interleaved(lines: readonly PlotLine[], scale: 'linear' | 'log'): Float64Array {
  const drawn = lines.filter(({ x }) => x.length > 0);
  const pairs = new Float64Array(2 * drawn.reduce((sum, { x }) => sum + x.length + 1, 0)).fill(Number.NaN);
  let at = 0;
  for (const { x, y } of drawn) {
    for (let index = 0; index < x.length; index += 1) {
      const value = y[index] ?? Number.NaN;
      pairs[at] = x[index] ?? Number.NaN;
      if (Number.isFinite(value) && (scale === 'linear' || value > 0)) pairs[at + 1] = value;
      at += 2;
    }
    // Its place is that of the last point; its value stays the gap.
    pairs[at] = x.at(-1) ?? Number.NaN;
    at += 2;
  }
  // No gap after the last line.
  return pairs.subarray(0, Math.max(0, at - 2));
}

/** Lines that are drawn as one: thin traces of one colour and dash, of which none stands out. All others stand alone. */
function drawnTogether(
  lines: readonly PlotLine[],
  emphasis: string | null,
): readonly (readonly [string, PlotLine[]])[] {
  const groups = new Map<string, PlotLine[]>();
  for (const line of lines) {
    const isJoined = line.role === 'trace' && line.id !== emphasis;
    const id = isJoined ? `traces/${line.colour}/${line.pattern}` : line.id;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [line]);
    else group.push(line);
  }
  return [...groups];
}

/** The series of a panel's lines. */
export function lineSeries(panel: PlotPanel, { theme, emphasis, index }: LineLook): LineSeriesOption[] {
  return drawnTogether(panel.lines, emphasis).flatMap(([id, lines]) => {
    const [line] = lines;
    if (line === undefined) return [];
    const isFaded = emphasis !== null && emphasis !== line.id;
    const isSmall = line.role === 'trace' || line.role === 'training';
    const colour = seriesColour(theme, line.colour);
    return {
      id: lines.length === 1 ? line.id : `${panel.id}/${id}`,
      type: 'line',
      name: line.label,
      xAxisIndex: index,
      yAxisIndex: index,
      dimensions: ['x', 'y'],
      data: interleaved(lines, panel.scale) as unknown as number[],
      showSymbol: line.x.length <= symbolsUpTo && line.role !== 'trace',
      symbol: 'circle',
      symbolSize: isSmall ? 3 : 4,
      silent: true,
      animation: false,
      clip: true,
      z: depths[line.role],
      itemStyle: { color: colour, opacity: isFaded ? 0.2 : 1 },
      lineStyle: {
        color: colour,
        width: widths[line.role] + (emphasis === line.id ? 0.8 : 0),
        type: line.pattern === 0 ? 'solid' : dashes(line.pattern),
        opacity: isFaded ? 0.2 : line.role === 'trace' ? 0.45 : 1,
      },
    } satisfies LineSeriesOption;
  });
}
