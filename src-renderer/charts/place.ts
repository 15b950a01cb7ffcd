// From a value to its pixel inside a panel: the one place that knows how, for lines, marks and what stands beside them.
import type { PlotPanel } from '../../src-shared/plot/plot-table.ts';
import { type Ends, shareBetween } from './axis-ends.ts';
import type { Box } from './stack-layout.ts';

/** Where a panel's values lie, in pixels of the figure. */
export interface Place {
  readonly box: Box;
  readonly scale: PlotPanel['scale'];
  left(x: number): number;
  top(y: number): number;
}

/** @param x ends of the horizontal axis; @param y of the panel's vertical one */
export function placeIn(box: Box, x: Ends, y: Ends, scale: PlotPanel['scale']): Place {
  const perUnit = box.width / (x[1] - x[0]);
  return {
    box,
    scale,
    left: (value) => box.left + (value - x[0]) * perUnit,
    top: (value) => box.top + (1 - shareBetween(value, y, scale)) * box.height,
  };
}
