import { expect, it } from 'vitest';
import type { LiveCurve } from '../../../src-renderer/charts/live-series.ts';
import { overEpochs } from '../../../src-renderer/charts/over-epochs.ts';

const curve = (series: string, steps: readonly number[], y: readonly number[]): LiveCurve => ({
  series,
  x: Float64Array.from(steps, (step) => step / 10),
  y: Float64Array.from(y),
  steps: Float64Array.from(steps),
  total: steps.length,
});

it('gives each point its epoch, between the epochs that were logged too, and the last one beyond them', () => {
  const curves = new Map([
    ['epoch', curve('epoch', [10, 20, 40], [1, 2, 4])],
    ['loss', curve('loss', [5, 10, 15, 20, 35, 40, 50], [7, 6, 5, 4, 3, 2, 1])],
  ]);
  const found = overEpochs((series) => curves.get(series) ?? null, 'loss');
  expect([...(found?.epochs ?? [])]).toEqual([0.5, 1, 1.5, 2, 3.5, 4, 4]);
  expect([...(found?.values ?? [])]).toEqual([7, 6, 5, 4, 3, 2, 1]);
});

it('is nothing without epochs', () => {
  expect(overEpochs((series) => (series === 'epoch' ? null : curve(series, [1], [1])), 'loss')).toBeNull();
});
