// A curve of a run over its epochs, whatever axis it was asked for: what sentences and tables are read from.
import type { EpochCurve } from '../../src-shared/domain/epoch-curve.ts';
import { type LiveCurve, placeOfStep } from './live-series.ts';

/** The curve of a series with the epoch at each of its points; null where the series or the epochs were not logged. */
export function overEpochs(curve: (series: string) => LiveCurve | null, series: string): EpochCurve | null {
  const found = curve(series);
  const epochs = curve('epoch');
  if (found === null || epochs === null) return null;
  const along = { x: epochs.y, steps: epochs.steps };
  return { epochs: found.steps.map((step) => placeOfStep(along, step) ?? 0), values: found.y };
}
