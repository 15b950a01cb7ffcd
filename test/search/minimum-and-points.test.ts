// Minima in a box, evenly spread points, and losses made comparable.
import { describe, expect, test } from 'vitest';
import { boundedMinimum } from '../../src-main/search/bounded-minimum.ts';
import { haltonSequence, primes } from '../../src-main/search/halton.ts';
import { comparableLosses } from '../../src-main/search/trial-losses.ts';

/** Rosenbrock's valley, whose lowest place is 1, 1. */
function valley(place: Float64Array, slope: Float64Array): number {
  const [x = 0, y = 0] = place;
  slope[0] = -400 * x * (y - x * x) - 2 * (1 - x);
  slope[1] = 200 * (y - x * x);
  return 100 * (y - x * x) ** 2 + (1 - x) ** 2;
}

describe('a minimum in a box', () => {
  test('is found at the end of a bent valley', () => {
    const box = { low: Float64Array.of(-2, -2), high: Float64Array.of(2, 2) };
    const { place, value } = boundedMinimum(valley, Float64Array.of(-1.2, 1), box, 200);
    expect(value).toBeLessThan(1e-6);
    expect(place[0]).toBeCloseTo(1, 2);
  });

  test('lies on the wall that is in the way', () => {
    const box = { low: Float64Array.of(-2, -2), high: Float64Array.of(0.5, 2) };
    const { place } = boundedMinimum(valley, Float64Array.of(-1.2, 1), box, 200);
    expect(place[0]).toBe(0.5);
    expect(place[1]).toBeCloseTo(0.25, 4);
  });

  test('steps back from where the function has no value', () => {
    const box = { low: Float64Array.of(-9), high: Float64Array.of(9) };
    const { place } = boundedMinimum(
      ([x = 0], slope) => {
        slope[0] = 1 - 1 / (x + 1);
        return x - Math.log(x + 1);
      },
      Float64Array.of(5),
      box,
      100,
    );
    expect(place[0]).toBeCloseTo(0, 4);
  });
});

describe('evenly spread points', () => {
  test('have the first primes as their bases', () => {
    expect(primes(10)).toEqual([2, 3, 5, 7, 11, 13, 17, 19, 23, 29]);
  });

  test('put one point in every share of an axis, for each axis in its base', () => {
    const sequence = haltonSequence(4, 5);
    [2, 3, 5, 7].forEach((base, axis) => {
      const count = base ** 2;
      const shares = Array.from({ length: count }, (_, index) => Math.floor((sequence(index)[axis] ?? 0) * count));
      expect(shares.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
    });
  });

  test('have no stripes in high dimensions: correlations as small as chance has them', () => {
    const sequence = haltonSequence(30, 2);
    const points = Array.from({ length: 200 }, (_, index) => sequence(index));
    const product = points.reduce((sum, point) => sum + ((point[28] ?? 0) - 0.5) * ((point[29] ?? 0) - 0.5), 0) / 200;
    // The plain sequence has 0.05 here; chance has a standard deviation of 1/12 / sqrt(200) = 0.0059.
    expect(Math.abs(product)).toBeLessThan(0.02);
  });

  test('differ from seed to seed', () => {
    expect([...haltonSequence(3, 0)(7)]).not.toEqual([...haltonSequence(3, 1)(7)]);
    expect([...haltonSequence(3, 1)(7)]).toEqual([...haltonSequence(3, 1)(7)]);
  });
});

describe('comparable losses', () => {
  test('have a mean of 0 and a variance of 1, in the order they had', () => {
    const losses = [3, 1, 2, 1e6, 2.5, 40, 1.2];
    const made = comparableLosses(losses);
    const order = (of: ArrayLike<number>) => Array.from(losses.keys()).sort((a, b) => (of[a] ?? 0) - (of[b] ?? 0));
    expect(order(made)).toEqual(order(losses));
    expect(made.reduce((sum, loss) => sum + loss, 0)).toBeCloseTo(0, 12);
    expect(made.reduce((sum, loss) => sum + loss * loss, 0) / losses.length).toBeCloseTo(1, 12);
  });

  test('keep good ones apart beside one that diverged', () => {
    const made = comparableLosses([0.3, 0.31, 0.35, 0.4, 0.5, 1e9]);
    expect((made[4] ?? 0) - (made[0] ?? 0)).toBeGreaterThan(0.2);
  });

  test('count a failure as the worst that came out', () => {
    const made = comparableLosses([1, Number.NaN, 3, Number.POSITIVE_INFINITY, 2]);
    expect([made[1], made[3]]).toEqual([made[2], made[2]]);
  });

  test('are all 0 where they are all the same, or all failed', () => {
    expect([...comparableLosses([2, 2, 2])]).toEqual([0, 0, 0]);
    expect([...comparableLosses([Number.NaN, Number.NaN])]).toEqual([0, 0]);
    expect(comparableLosses([])).toHaveLength(0);
  });
});
