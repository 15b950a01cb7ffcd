// From a plot to ECharts' option: the one place where a figure gets its look. Pure: the same plot, size and theme give the same option.
import type { EChartsCoreOption } from 'echarts/core';
import { type PlotTable, quantityWords } from '../../src-shared/plot/plot-table.ts';
import { type Ends, horizontalEnds, shareBetween, verticalEnds } from './axis-ends.ts';
import { type FigureTheme, seriesColour } from './palette.ts';
import { shapesAbove, shapesBelow } from './panel-furniture.ts';
import { lineShapes } from './panel-lines.ts';
import { placeIn } from './place.ts';
import { placeLabels } from './place-labels.ts';
import { shapeSeries } from './shapes.ts';
import { type Box, type FigureSize, stackPanels } from './stack-layout.ts';
import { linearTicks, logTicks, powerWords, ticksWithEnds, tickWords } from './ticks.ts';

export interface FigureLook {
  readonly size: FigureSize;
  readonly theme: FigureTheme;
  /** Writes a number on an axis, to three significant digits or to so many. */
  readonly number: (value: number, digits?: number) => string;
  /** Room at the right for the lines' names inside the picture; 0 where they stand beside it. */
  readonly labelRoom: number;
  /** Line to bring forward; the others fade. */
  readonly emphasis: string | null;
  /** Pixels that a line goes on at least from one drawn point to the next; 0 draws every point. */
  readonly leastMove: number;
}

/**
 * The step between ECharts' own ticks, which are never shown: one for the whole axis. Left to find one itself it rounds its outermost
 * ticks, which may then lie outside the ends; its development build stops there.
 */
const ownStep = ([low, high]: Ends, scale: 'linear' | 'log') => (scale === 'log' ? Math.log10(high / low) : high - low);

const fontFamily = 'Inter Variable, Inter, Helvetica, Arial, sans-serif';

function axes(table: PlotTable, x: Ends, y: readonly Ends[], boxes: readonly Box[], look: FigureLook) {
  const { theme, number } = look;
  const axisLine = { show: true, lineStyle: { color: theme.axis, width: 1 } };
  const label = { color: theme.inkSoft, fontSize: 11, fontFamily };
  const splitLine = { show: true, lineStyle: { color: theme.grid, width: 1 } };
  const width = boxes[0]?.width ?? 0;
  const isLog = table.xScale === 'log';
  const room = Math.max(2, Math.min(10, Math.floor(width / 70)));
  const across = isLog ? logTicks(x[0], x[1], room) : linearTicks(x[0], x[1], room);
  const last = boxes.length - 1;
  return {
    xAxis: boxes.map((_, index) => ({
      id: `x${index}`,
      type: isLog ? 'log' : 'value',
      gridIndex: index,
      min: x[0],
      max: x[1],
      interval: ownStep(x, isLog ? 'log' : 'linear'),
      axisLine: { ...axisLine, onZero: false },
      axisTick: { show: true, customValues: across, lineStyle: { color: theme.axis }, length: index === last ? 4 : 0 },
      axisLabel: {
        ...label,
        show: index === last,
        customValues: across,
        hideOverlap: true,
        formatter: isLog ? (value: number) => powerWords(value) ?? number(value) : tickWords(across, number),
      },
      minorTick: { show: false },
      splitLine: { show: false },
      // Said of every axis: one that was the last and is no more would keep its name.
      name: index === last ? quantityWords(table.x) : '',
      nameLocation: 'middle',
      nameGap: 24,
      nameTextStyle: { color: theme.inkSoft, fontSize: 11, fontFamily },
    })),
    yAxis: boxes.map((box, index) => {
      const ends = y[index] ?? [0, 1];
      const scale = table.panels[index]?.scale ?? 'linear';
      const count = Math.max(2, Math.min(6, Math.floor(box.height / 28)));
      const ticks = scale === 'log' ? logTicks(ends[0], ends[1], count) : ticksWithEnds(ends, box.height);
      return {
        id: `y${index}`,
        type: scale === 'log' ? 'log' : 'value',
        gridIndex: index,
        min: ends[0],
        max: ends[1],
        interval: ownStep(ends, scale),
        axisLine,
        axisTick: { show: true, customValues: ticks, lineStyle: { color: theme.axis }, length: 4 },
        axisLabel: {
          ...label,
          customValues: ticks,
          hideOverlap: false,
          formatter: scale === 'log' ? (value: number) => powerWords(value) ?? number(value) : tickWords(ticks, number),
        },
        minorTick: { show: false },
        splitLine,
      };
    }),
  };
}

function titles(table: PlotTable, boxes: readonly Box[], { theme }: FigureLook) {
  return table.panels.flatMap((panel, index) => {
    const box = boxes[index];
    if (box === undefined) return [];
    const name = {
      text: panel.title,
      subtext: '',
      left: 4,
      top: box.top - 22,
      padding: 0,
      textStyle: {
        color: theme.ink,
        fontSize: 12,
        fontWeight: 600,
        fontFamily,
        width: box.width,
        overflow: 'truncate',
      },
    };
    const empty = {
      text: panel.lines.some((line) => line.x.length > 0) ? '' : panel.whenEmpty,
      left: box.left + box.width / 2,
      top: box.top + box.height / 2 - 8,
      padding: 0,
      textAlign: 'center',
      textStyle: {
        color: theme.inkFaint,
        fontSize: 12,
        fontWeight: 400,
        fontFamily,
        width: box.width - 24,
        overflow: 'break',
      },
    };
    return [name, empty];
  });
}

/** Names at the lines' right ends, for pictures that stand alone. */
function endLabels(table: PlotTable, y: readonly Ends[], boxes: readonly Box[], { theme, labelRoom }: FigureLook) {
  if (labelRoom === 0) return [];
  return table.panels.flatMap((panel, index) => {
    const box = boxes[index];
    const ends = y[index];
    if (box === undefined || ends === undefined) return [];
    const byId = new Map(panel.lines.filter((line) => line.role !== 'trace').map((line) => [line.id, line]));
    const wishes = [...byId.values()].map((line) => ({
      id: line.id,
      at: (1 - shareBetween(line.y.at(-1) ?? Number.NaN, ends, panel.scale)) * box.height,
    }));
    return placeLabels(wishes, box.height, 14).map(({ id, at }) => ({
      type: 'text',
      left: box.left + box.width + 8,
      top: box.top + at - 7,
      silent: true,
      style: {
        text: byId.get(id)?.shortLabel ?? '',
        fill: seriesColour(theme, byId.get(id)?.colour ?? null),
        font: `11px ${fontFamily}`,
      },
    }));
  });
}

/** The whole option. */
export function chartOption(table: PlotTable, look: FigureLook): EChartsCoreOption {
  const boxes = stackPanels(table.panels, look.size, look.labelRoom);
  const x = horizontalEnds(table);
  const y = table.panels.map(verticalEnds);
  return {
    animation: false,
    backgroundColor: look.theme.surface,
    textStyle: { fontFamily },
    title: titles(table, boxes, look),
    grid: boxes.map(({ left, top, width, height }, index) => ({
      id: `g${index}`,
      left,
      top,
      width,
      height,
      // Otherwise a panel shrinks for its own numbers, and the panels no longer share an axis.
      outerBoundsMode: 'none',
    })),
    ...axes(table, x, y, boxes, look),
    graphic: endLabels(table, y, boxes, look),
    series: table.panels.flatMap((panel, index) => {
      const box = boxes[index];
      const ends = y[index];
      if (box === undefined || ends === undefined) return [];
      // A line that stands out makes its neighbours fade, not those of other panels.
      const emphasis = panel.lines.some(({ id }) => id === look.emphasis) ? look.emphasis : null;
      const bands = panel.lines.filter(({ id, band }) => band !== null && (emphasis === null || emphasis === id));
      const place = placeIn(box, { ends: x, scale: table.xScale ?? 'linear' }, { ends, scale: panel.scale });
      const furniture = { theme: look.theme, place, bands, isFirst: index === 0 };
      const inside = [
        ...shapesBelow(panel, furniture),
        ...lineShapes(panel, place, { theme: look.theme, emphasis, leastMove: look.leastMove }),
      ];
      return [
        shapeSeries({ id: `${panel.id}/inside`, index, depth: 2, isClipped: true }, inside),
        shapeSeries({ id: `${panel.id}/above`, index, depth: 3, isClipped: false }, shapesAbove(panel, furniture)),
      ];
    }),
  };
}
