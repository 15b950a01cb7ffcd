// Small plots for tests.
import type { PlotLine, PlotPanel, PlotTable } from '../../../src-shared/plot/plot-table.ts';

/** A line of given points. */
export function line(id: string, x: readonly number[], y: readonly number[], change: Partial<PlotLine> = {}): PlotLine {
  return {
    id,
    label: id,
    shortLabel: id,
    quantity: { name: 'loss', unit: '' },
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    band: null,
    role: 'validation',
    colour: null,
    pattern: 0,
    total: x.length,
    ...change,
  };
}

/** A panel of given lines. */
export function panel(lines: readonly PlotLine[], change: Partial<PlotPanel> = {}): PlotPanel {
  return {
    id: 'loss',
    title: 'Loss',
    y: { name: 'loss', unit: '' },
    range: null,
    scale: 'linear',
    lines,
    marks: [],
    whenEmpty: 'Losses appear here.',
    weight: 1,
    ...change,
  };
}

/** A plot of given panels over epochs. */
export function plot(panels: readonly PlotPanel[], change: Partial<PlotTable> = {}): PlotTable {
  return { title: 'Run 1', x: { name: 'epoch', unit: '' }, window: null, expectedEnd: 1, panels, notes: [], ...change };
}
