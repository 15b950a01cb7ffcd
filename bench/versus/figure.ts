// The picture of a comparison at equal compute, drawn as the app draws and saves it: the best validation loss so far over training seconds.
import { bestSoFarPlot } from '../../src-renderer/charts/best-so-far-plot.ts';
import { drawSvg } from '../../src-renderer/charts/draw-svg.ts';
import { numberWords } from '../../src-renderer/words/quantities.ts';
import type { FollowedStudy } from './follow.ts';

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
    // The first seconds decide who is ahead: on a linear axis they are a wall.
    xScale: 'log',
    yScale: 'log',
    showsTraces: false,
    isOver: row.state === 'finished',
    budget: row.budget.amount,
    window: null,
  });
  return drawSvg(plot, {
    size: { width: 820, height: 420 },
    number: (value, digits) => numberWords(value, 'en', digits),
  });
}
