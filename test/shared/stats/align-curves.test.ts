import { describe, expect, it } from 'vitest';
import { commonPlaces, meanCurve, valueBetween } from '../../../src-shared/stats/align-curves.ts';

const curve = (x: readonly number[], y: readonly number[]) => ({ x: Float64Array.from(x), y: Float64Array.from(y) });

describe('a curve between its points', () => {
  const line = curve([1, 3, 4], [10, 30, Number.NaN]);

  it.each([
    [1, 10],
    [1.5, 15],
    [3, 30],
  ])('at %d is %d', (at, value) => {
    expect(valueBetween(line, at)).toBeCloseTo(value, 12);
  });

  it.each([0.9, 3.5, 4, 4.1])('at %d is none: outside its ends or beside a gap', (at) => {
    expect(valueBetween(line, at)).toBeNaN();
  });
});

describe('the mean of seeds', () => {
  it('is taken at the epochs they share, with the sample standard deviation as its band', () => {
    const mean = meanCurve([curve([1, 2, 3], [1, 2, 3]), curve([1, 2, 3], [3, 4, 5])], 'sd');
    expect([...mean.x]).toEqual([1, 2, 3]);
    expect([...mean.mean]).toEqual([2, 3, 4]);
    expect([...mean.low].map((value, index) => (mean.mean[index] ?? 0) - value)).toEqual(
      [Math.SQRT2, Math.SQRT2, Math.SQRT2].map((sd) => expect.closeTo(sd, 12)),
    );
    expect(mean.n).toBe(2);
    expect(mean.isCut).toBe(false);
  });

  it('ends where the first seed ends, and says that it was cut', () => {
    const mean = meanCurve([curve([1, 2, 3], [1, 1, 1]), curve([1, 2], [3, 3])], 'sd');
    expect([...mean.x]).toEqual([1, 2]);
    expect(mean.isCut).toBe(true);
  });

  it('is read between points where seeds have none at the same place', () => {
    const mean = meanCurve([curve([0, 2], [0, 2]), curve([0, 1, 2], [0, 1, 2])], 'se', 5);
    expect([...mean.x]).toEqual([0, 0.5, 1, 1.5, 2]);
    expect([...mean.mean]).toEqual([0, 0.5, 1, 1.5, 2].map((value) => expect.closeTo(value, 12)));
    expect([...mean.high]).toEqual([0, 0.5, 1, 1.5, 2].map((value) => expect.closeTo(value, 12)));
  });

  it('has a gap where one seed has one', () => {
    const mean = meanCurve([curve([1, 2], [1, Number.NaN]), curve([1, 2], [3, 3])], 'sd');
    expect(mean.mean[0]).toBe(2);
    expect(mean.mean[1]).toBeNaN();
  });

  it('has no places when a seed has no points or none in common', () => {
    expect(commonPlaces([curve([], []), curve([1], [1])], 10)).toHaveLength(0);
    expect(commonPlaces([curve([1, 2], [1, 1]), curve([3, 4], [1, 1])], 10)).toHaveLength(0);
  });
});
