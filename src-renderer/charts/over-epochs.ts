// A curve of a run over its epochs, whatever axis it was asked for: what sentences and tables are read from.
import type { EpochCurve } from '../../src-shared/domain/epoch-curve.ts';
import { type LiveCurve, placeOfStep } from './live-series.ts';

/** The epoch at each of some rising steps, read from a curve that has both: one walk along the two. */
function epochsAt(steps: Float64Array, along: Pick<LiveCurve, 'x' | 'steps'>): Float64Array {
  const epochs = new Float64Array(steps.length);
  let after = 0;
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index] ?? 0;
    while (after < along.steps.length && (along.steps[after] ?? 0) < step) after += 1;
    epochs[index] = along.steps[after] === step ? (along.x[after] ?? 0) : (placeOfStep(along, step) ?? 0);
  }
  return epochs;
}

/** The curve of a series with the epoch at each of its points; null where the series or the epochs were not logged. */
export function overEpochs(curve: (series: string) => LiveCurve | null, series: string): EpochCurve | null {
  const found = curve(series);
  const epochs = curve('epoch');
  if (found === null || epochs === null) return null;
  return { epochs: epochsAt(found.steps, { x: epochs.y, steps: epochs.steps }), values: found.y };
}
