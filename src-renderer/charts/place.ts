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

/** An axis: its ends and how values lie between them. */
export interface Axis {
  readonly ends: Ends;
  readonly scale: PlotPanel['scale'];
}

/** @param x the horizontal axis; @param y the panel's vertical one */
export function placeIn(box: Box, x: Axis, y: Axis): Place {
  const perUnit = box.width / (x.ends[1] - x.ends[0]);
  return {
    box,
    scale: y.scale,
    left:
      x.scale === 'linear'
        ? (value) => box.left + (value - x.ends[0]) * perUnit
        : // What no logarithmic axis has lies at its foot.
          (value) => box.left + (value > 0 ? shareBetween(value, x.ends, 'log') : 0) * box.width,
    top: (value) => box.top + (1 - shareBetween(value, y.ends, y.scale)) * box.height,
  };
}
