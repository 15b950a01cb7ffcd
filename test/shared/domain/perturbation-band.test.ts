import { describe, expect, it } from 'vitest';
import { constrain, unconstrain } from '../../../src-main/stn/transforms.ts';
import { fromRange, perturbationBand, toRange, type ValueRange } from '../../../src-shared/domain/perturbation-band.ts';

const ranges: readonly ValueRange[] = [
  [0, 0.9],
  [-1, 3],
  [0, Infinity],
  [-Infinity, 2],
  [-Infinity, Infinity],
];

describe.each(ranges)('the band in the range %d to %d', (minimum, maximum) => {
  const range: ValueRange = [minimum, maximum];

  it.each([-800, -8, -0.3, 0, 0.7, 8, 800])('maps u = %d as training does', (u) => {
    expect(toRange(u, range)).toBe(constrain(u, range));
  });

  it.each([-8, -0.3, 0, 0.7, 8])('maps the value of u = %d back as training does', (u) => {
    const value = constrain(u, range);
    expect(fromRange(value, range)).toBe(unconstrain(value, range));
  });

  it('holds the value and stays inside the range', () => {
    for (const u of [-6, 0, 6]) {
      const value = constrain(u, range);
      const [low, high] = perturbationBand(value, 0.5, range);
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
      expect(low).toBeGreaterThanOrEqual(minimum);
      expect(high).toBeLessThanOrEqual(maximum);
    }
  });
});

describe('a band', () => {
  it('is wider on the side that is farther from an end', () => {
    const [low, high] = perturbationBand(0.05, 0.5, [0, 0.9]);
    expect(high - 0.05).toBeGreaterThan(0.05 - low);
    const [below, above] = perturbationBand(0.85, 0.5, [0, 0.9]);
    expect(above - 0.85).toBeLessThan(0.85 - below);
  });

  it('worked by hand: 0.5 in 0 to 1 with scale ln 3 reaches from a quarter to three quarters', () => {
    const [low, high] = perturbationBand(0.5, Math.log(3), [0, 1]);
    expect(low).toBeCloseTo(0.25, 15);
    expect(high).toBeCloseTo(0.75, 15);
  });

  it('is none where the value or the scale is none', () => {
    expect(perturbationBand(Number.NaN, 0.5, [0, 1])).toEqual([Number.NaN, Number.NaN]);
    expect(perturbationBand(0.5, Number.NaN, [0, 1])).toEqual([Number.NaN, Number.NaN]);
  });

  it('has no width without a perturbation', () => {
    const [low, high] = perturbationBand(0.3, 0, [0, 0.9]);
    expect(low).toBeCloseTo(0.3, 15);
    expect(high).toBeCloseTo(0.3, 15);
  });
});
