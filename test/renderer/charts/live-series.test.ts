import { describe, expect, it } from 'vitest';
import { keptPoints, LiveSeries, placeOfStep } from '../../../src-renderer/charts/live-series.ts';
import type { Curve, PlotAxis } from '../../../src-shared/contract/plot.ts';
import { runIdSchema } from '../../../src-shared/domain/ids.ts';

const run = runIdSchema.parse(1);

function curve(series: string, steps: readonly number[], change: Partial<Curve> = {}): Curve {
  const x = Float64Array.from(steps);
  return { run, series, x, y: x.map((step) => step * 10), steps: x, total: steps.length, ...change };
}

const points = (
  series: string,
  steps: readonly number[],
  values: readonly number[] = steps.map((step) => step * 10),
) => ({
  series,
  steps: Float64Array.from(steps),
  values: Float64Array.from(values),
});

function started(axis: PlotAxis, curves: readonly Curve[]): LiveSeries {
  const series = new LiveSeries(axis);
  series.restore(curves);
  return series;
}

describe('the curves of a live run', () => {
  it('go on where the snapshot ends and leave out what it held already', () => {
    const series = started('step', [curve('loss/train', [1, 2, 3])]);
    series.append([points('loss/train', [2, 3, 4, 5])]);
    expect([...(series.curve('loss/train')?.x ?? [])]).toEqual([1, 2, 3, 4, 5]);
    expect([...(series.curve('loss/train')?.y ?? [])]).toEqual([10, 20, 30, 40, 50]);
  });

  it('begin with the first points of a series the snapshot did not know', () => {
    const series = started('step', []);
    series.append([points('loss/train', [1])]);
    expect(series.curve('loss/train')?.total).toBe(1);
    expect(series.curve('loss/validation')).toBeNull();
  });

  it('lie over epochs where the epochs of the same steps came along', () => {
    const series = started('epoch', []);
    series.append([points('epoch', [10, 20], [0.5, 1]), points('loss/train', [10, 20])]);
    expect([...(series.curve('loss/train')?.x ?? [])]).toEqual([0.5, 1]);
  });

  it('lose what came after the step from which a run was resumed, and take it again', () => {
    const series = started('step', [curve('loss/train', [1, 2, 3, 4])]);
    series.truncate(2);
    expect([...(series.curve('loss/train')?.steps ?? [])]).toEqual([1, 2]);
    series.append([points('loss/train', [3], [99])]);
    expect([...(series.curve('loss/train')?.y ?? [])]).toEqual([10, 20, 99]);
    expect(series.curve('loss/train')?.total).toBe(3);
  });

  it('keep a gap', () => {
    const series = started('step', []);
    series.append([points('loss/train', [1, 2, 3], [1, Number.NaN, 3])]);
    expect([...(series.curve('loss/train')?.y ?? [])]).toEqual([1, Number.NaN, 3]);
  });

  it('stay bounded over a million points, keep every spike, and know how many there were', () => {
    const series = started('step', []);
    const count = 1_000_000;
    const spikes = new Map([
      [123_456, 1e6],
      [654_321, -1e6],
    ]);
    for (let from = 1; from <= count; from += 10_000) {
      const steps = Array.from({ length: 10_000 }, (_, index) => from + index);
      series.append([
        points(
          'loss/train',
          steps,
          steps.map((step) => spikes.get(step) ?? Math.sin(step)),
        ),
      ]);
    }
    const live = series.curve('loss/train');
    expect(live?.x.length).toBeLessThanOrEqual(2 * keptPoints);
    expect(live?.x.length).toBeGreaterThanOrEqual(keptPoints / 2);
    expect(live?.total).toBe(count);
    expect(live?.steps.at(-1)).toBe(count);
    for (const [step, value] of spikes) expect(live?.y[live.steps.indexOf(step)]).toBe(value);
    const steps = [...(live?.steps ?? [])];
    expect(steps).toEqual([...steps].sort((left, right) => left - right));
  });

  it('are replaced by a new snapshot', () => {
    const series = started('step', [curve('loss/train', [1, 2])]);
    series.restore([curve('loss/validation', [5])]);
    expect(series.names()).toEqual(['loss/validation']);
  });
});

describe('the place of a step', () => {
  const along = { x: Float64Array.of(1, 2, 4), steps: Float64Array.of(100, 200, 300) };

  it.each([
    [50, 0.5],
    [100, 1],
    [150, 1.5],
    [250, 3],
    [300, 4],
    [999, 4],
  ])('%d is at %d', (step, place) => {
    expect(placeOfStep(along, step)).toBeCloseTo(place, 12);
  });

  it('is unknown without points', () => {
    expect(placeOfStep({ x: new Float64Array(), steps: new Float64Array() }, 1)).toBeNull();
  });
});
