// A run's schedules in numbers: where each began, stood at the best epoch and ended, and the value after every epoch.
import { valueAt } from '../../../src-shared/domain/epoch-curve.ts';
import type { HyperparameterName, TunedHyperparameter } from '../../../src-shared/domain/hyperparameter.ts';
import { perturbationBand } from '../../../src-shared/domain/perturbation-band.ts';
import type { LiveCurve } from '../../charts/live-series.ts';
import { overEpochs } from '../../charts/over-epochs.ts';

export interface ScheduleRow {
  readonly name: HyperparameterName;
  readonly start: number;
  readonly range: readonly [number, number];
  readonly best: number;
  readonly final: number;
  /** One perturbation scale around the final value. */
  readonly band: readonly [number, number];
}

type CurveOf = (series: string) => LiveCurve | null;

/** One row a hyperparameter. */
export function scheduleRows(
  tuned: readonly TunedHyperparameter[],
  curve: CurveOf,
  best: Readonly<Record<string, number>>,
): readonly ScheduleRow[] {
  return tuned.map(({ name, start, range }) => {
    const final = curve(`hyperparameter/${name}`)?.y.at(-1) ?? Number.NaN;
    const scale = curve(`scale/${name}`)?.y.at(-1) ?? Number.NaN;
    return { name, start, range, best: best[name] ?? Number.NaN, final, band: perturbationBand(final, scale, range) };
  });
}

/** The values after each whole epoch, from the start on. */
export function epochRows(
  tuned: readonly TunedHyperparameter[],
  curve: CurveOf,
): readonly { readonly epoch: number; readonly values: readonly number[] }[] {
  const curves = tuned.map(({ name }) => overEpochs(curve, `hyperparameter/${name}`));
  const last = Math.floor(curve('epoch')?.y.at(-1) ?? 0);
  return Array.from({ length: last + 1 }, (_, epoch) => ({
    epoch,
    values: tuned.map(({ start }, index) => {
      const found = curves[index];
      const value = found === null || found === undefined ? Number.NaN : valueAt(found, epoch);
      return epoch === 0 ? start : value;
    }),
  }));
}
