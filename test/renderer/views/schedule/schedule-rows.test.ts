import { expect, it } from 'vitest';
import type { LiveCurve } from '../../../../src-renderer/charts/live-series.ts';
import { epochRows, scheduleRows } from '../../../../src-renderer/views/schedule/schedule-rows.ts';
import type { TunedHyperparameter } from '../../../../src-shared/domain/hyperparameter.ts';

const dropout: TunedHyperparameter = {
  name: 'dense1.dropout',
  kind: 'dropout',
  layer: 'dense1',
  start: 0.05,
  range: [0, 1],
  scale: 0.5,
  discrete: false,
  isShared: false,
};
const live = (series: string, steps: readonly number[], y: readonly number[]): LiveCurve => ({
  series,
  x: Float64Array.from(steps),
  y: Float64Array.from(y),
  steps: Float64Array.from(steps),
  total: steps.length,
});
const curves = new Map(
  [
    live('epoch', [5, 10, 15, 20], [0.5, 1, 1.5, 2]),
    live('hyperparameter/dense1.dropout', [5, 10, 15, 20], [0.05, 0.1, 0.2, 0.5]),
    live('scale/dense1.dropout', [5], [Math.log(3)]),
  ].map((curve) => [curve.series, curve]),
);
const curve = (series: string) => curves.get(series) ?? null;

it('a schedule begins at its start and has the value at the end of each epoch', () => {
  expect(epochRows([dropout], curve)).toEqual([
    { epoch: 0, values: [0.05] },
    { epoch: 1, values: [0.1] },
    { epoch: 2, values: [0.5] },
  ]);
});

it('a schedule in numbers has its start, its best, its end and the band around the end', () => {
  expect(scheduleRows([dropout], curve, { 'dense1.dropout': 0.2 })).toEqual([
    {
      name: 'dense1.dropout',
      start: 0.05,
      range: [0, 1],
      best: 0.2,
      final: 0.5,
      // 0.5 in 0 to 1 with scale ln 3: a quarter and three quarters.
      band: [expect.closeTo(0.25, 12), expect.closeTo(0.75, 12)],
    },
  ]);
});

it('a run that logged nothing has no values but its starts', () => {
  expect(epochRows([dropout], () => null)).toEqual([{ epoch: 0, values: [0.05] }]);
  expect(scheduleRows([dropout], () => null, {})[0]?.final).toBeNaN();
});
