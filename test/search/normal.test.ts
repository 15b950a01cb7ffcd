// The normal distribution and expected improvement against 40-digit arithmetic (mpmath) and against numerical integration.
import { describe, expect, test } from 'vitest';
import {
  logExpectedImprovement,
  logUnitImprovement,
  logUnitImprovementSlope,
  normalBelow,
  normalDensity,
} from '../../src-main/search/normal.ts';

/** Simpson's rule on the improvement below `best` of a normal value. */
function integratedImprovement(mean: number, deviation: number, best: number): number {
  const [from, to, count] = [best - 14 * deviation - Math.abs(mean - best), best, 200_000];
  const width = (to - from) / count;
  let sum = 0;
  for (let index = 0; index <= count; index += 1) {
    const y = from + index * width;
    const weight = index === 0 || index === count ? 1 : index % 2 === 1 ? 4 : 2;
    sum += (weight * (best - y) * normalDensity((y - mean) / deviation)) / deviation;
  }
  return (sum * width) / 3;
}

describe('the normal distribution', () => {
  test.each([
    [-38, 2.88542835e-316, 1e-12],
    [-8, 6.220960574271784e-16, 1e-14],
    [-2, 0.02275013194817921, 1e-14],
    [-1.00001, 0.15865283423631038, 1e-14],
    [-0.99, 0.1610870595108309, 1e-14],
    [0, 0.5, 1e-15],
    [1.0001, 0.8413689419311412, 1e-14],
    [5, 0.9999997133484281, 1e-14],
  ])('has its probability below %d', (z, expected, tolerance) => {
    // At -38 the probability itself is a number of few digits.
    expect(Math.abs(normalBelow(z) / expected - 1)).toBeLessThan(z === -38 ? 1e-7 : tolerance);
  });
});

describe('the logarithm of expected improvement', () => {
  test.each([
    [-1000, -500014.73445209116],
    [-38, -730.1961834021138],
    [-8, -37.12236426169263],
    [-5, -16.74430116266099],
    [-2, -4.768783523917114],
    [-1.00001, -2.4851400684610736],
    [-1, -2.4851210257126413],
    [0, -0.9189385332046728],
    [1, 0.08002621884930694],
    [1.0001, 0.08010388082282711],
    [5, 1.6094379231264313],
  ])('keeps its digits at z = %d', (z, expected) => {
    expect(Math.abs(logUnitImprovement(z) - expected)).toBeLessThan(3e-14 * Math.max(1, Math.abs(expected)));
  });

  test('is finite, rising and without a step over all of its branches', () => {
    const places = Array.from({ length: 4_001 }, (_, index) => -200 + index * 0.1);
    const values = [-1e100, -1e8, ...places, 1e8].map(logUnitImprovement);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0))).toBe(true);
  });

  test.each([
    [0, 1, 0.5],
    [2, 0.3, 1.5],
    [-1, 2, -4],
    [0.2, 0.01, 0.25],
  ])('is that of the integral: mean %d, deviation %d, best %d', (mean, deviation, best) => {
    const expected = Math.log(integratedImprovement(mean, deviation, best));
    expect(logExpectedImprovement(mean, deviation, best)).toBeCloseTo(expected, 9);
  });

  test('of a certain value is the difference itself, or nothing', () => {
    expect(logExpectedImprovement(1, 0, 3)).toBeCloseTo(Math.log(2), 15);
    expect(logExpectedImprovement(3, 0, 1)).toBe(Number.NEGATIVE_INFINITY);
  });

  test.each([-30, -5, -1.5, -0.5, 0.4, 0.99, 1.5, 6])('has the slope of its differences at z = %d', (z) => {
    const step = 1e-5;
    const expected = (logUnitImprovement(z + step) - logUnitImprovement(z - step)) / (2 * step);
    expect(logUnitImprovementSlope(z)).toBeCloseTo(expected, 6);
  });
});
