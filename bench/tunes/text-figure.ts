// The picture of the output dropout's schedules, drawn as the app draws and saves its figures.
import { schedulesSvg } from '../../src-renderer/charts/schedules-svg.ts';
import { outputDropout, startArms } from './text-arms.ts';
import type { TextOutcomes } from './texts.ts';

/** As SVG. */
export function outputDropoutFigure(outcomes: TextOutcomes): string {
  return schedulesSvg({
    title: 'Output dropout from five starts',
    hyperparameter: outputDropout,
    range: [0, 0.95],
    schedules: startArms.flatMap((arm) => {
      const recorded = outcomes.get(arm)?.recorded;
      const values = recorded?.values[outputDropout];
      if (recorded === undefined || values === undefined) return [];
      return [{ label: `from ${arm.start}`, epochs: [0, ...recorded.epochs], values: [arm.start, ...values] }];
    }),
  });
}
