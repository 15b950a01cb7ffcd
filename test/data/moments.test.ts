import { describe, expect, it } from 'vitest';
import { medianOf, momentsOf, momentsOfCounts } from '../../src-main/data/moments.ts';

describe('moments', () => {
  it('are those of the population', () => {
    // Worked by hand: mean 5, squared distances 9 1 1 1 0 0 4 16, variance 4.
    expect(momentsOf(Float32Array.of(2, 4, 4, 4, 5, 5, 7, 9))).toEqual({ mean: 5, deviation: 2 });
  });

  it('have a deviation of 1 where all values are equal or there are none', () => {
    expect(momentsOf(Float32Array.of(0.1, 0.1, 0.1)).deviation).toBe(1);
    expect(momentsOf(new Float32Array(0))).toEqual({ mean: 0, deviation: 1 });
  });

  it('keep a small spread around a large mean', () => {
    // The one-pass formula gives 0 or NaN here in 32 bits.
    expect(momentsOf(Float32Array.of(1e6, 1e6 + 1, 1e6 + 2)).deviation).toBeCloseTo(Math.sqrt(2 / 3), 12);
  });

  it('agree between values and counts of values', () => {
    const counts = Float64Array.of(0, 3, 0, 1);
    expect(momentsOfCounts(counts, (index) => index)).toEqual(momentsOf(Float32Array.of(1, 1, 1, 3)));
    expect(momentsOfCounts(Float64Array.of(0, 5), (index) => index)).toEqual({ mean: 1, deviation: 1 });
  });
});

describe('the median', () => {
  it('is the middle value, or between the two middle ones', () => {
    expect(medianOf(Float32Array.of(9, -1, 3))).toBe(3);
    expect(medianOf(Float32Array.of(10, 9, 1, 2))).toBe(5.5);
    expect(medianOf(new Float32Array(0))).toBe(0);
  });
});
