// The picture of a comparison at equal compute, drawn as the app draws and saves it: the best validation loss so far over training seconds.
import { bestSoFarPlot } from '../../src-renderer/charts/best-so-far-plot.ts';
import { drawSvg } from '../../src-renderer/charts/draw-svg.ts';
import { numberWords } from '../../src-renderer/words/quantities.ts';
import type { FollowedStudy } from './follow.ts';

/** Share of the budget before the picture begins. */
const leftOut = 0.1;

/** As SVG. */
export function versusFigure(title: string, { details: { row }, curves }: FollowedStudy): string {
  const plot = bestSoFarPlot({
    title,
    curves,
    labels: row.arms.map(({ label }) => label),
    seeds: row.seeds,
    axis: 'seconds',
    spread: 'sd',
    lossUnit: 'loss',
    bestLabel: 'Validation loss, best so far',
    // The first seconds are a wall on a linear axis, and make all that follows one line: they are left out.
    xScale: 'log',
    yScale: 'linear',
    showsTraces: false,
    isOver: row.state === 'finished',
    budget: row.budget.amount,
    window: [leftOut * row.budget.amount, row.budget.amount],
  });
  return drawSvg(plot, {
    size: { width: 820, height: 420 },
    number: (value, digits) => numberWords(value, 'en', digits),
  });
}
