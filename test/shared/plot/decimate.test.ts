import { describe, expect, it } from 'vitest';
import { CounterNoise } from '../../../src-shared/noise/counter-noise.ts';
import { decimate, outline } from '../../../src-shared/plot/decimate.ts';

const noise = Float64Array.from(new CounterNoise(3).normal('curve', 0, new Float32Array(10_007)));
const whole = (values: Float64Array) => ({ values, from: 0, to: values.length });
const at = (values: Float64Array, positions: Uint32Array) => [...positions].map((position) => values[position]);

describe('a thinned curve', () => {
  it('is the curve itself when it has no more points than may be shown', () => {
    expect([...decimate(whole(Float64Array.of(3, 1, 2)), 10)]).toEqual([0, 1, 2]);
    expect([...decimate({ values: noise, from: 4, to: 7 }, 10)]).toEqual([4, 5, 6]);
    expect([...decimate(whole(new Float64Array(0)), 10)]).toEqual([]);
  });

  it.each([10, 11, 100, 2_000, 9_999])('of %i points at most has no more, in their order and each once', (points) => {
    const kept = [...decimate(whole(noise), points)];
    expect(kept.length).toBeLessThanOrEqual(points);
    expect(kept.length).toBeGreaterThan(points / 2);
    expect(kept).toEqual([...new Set(kept)].sort((left, right) => left - right));
  });

  it('keeps the first and the last point', () => {
    const kept = decimate({ values: noise, from: 17, to: 9_000 }, 50);
    expect([kept[0], kept.at(-1)]).toEqual([17, 8_999]);
  });

  it('keeps the smallest and the largest value, wherever they stand', () => {
    for (const spike of [1, 500, 5_002, 10_005]) {
      const values = Float64Array.from(noise);
      values[spike] = 1e6;
      values[10_006 - spike] = -1e6;
      const shown = at(values, decimate(whole(values), 20));
      expect(shown).toContain(1e6);
      expect(shown).toContain(-1e6);
    }
  });

  it('keeps a gap of a single NaN, and shows the finite extremes beside an infinity', () => {
    const values = Float64Array.from(noise);
    values[6_000] = Number.NaN;
    values[7_000] = Number.POSITIVE_INFINITY;
    values[7_001] = 1e6;
    const shown = at(values, decimate(whole(values), 100));
    expect(shown).toContainEqual(Number.NaN);
    expect(shown).toContain(Number.POSITIVE_INFINITY);
    expect(shown).toContain(1e6);
    expect(shown.length).toBeLessThanOrEqual(100);
  });

  it('of nothing but NaN has no more points than may be shown', () => {
    const kept = decimate(whole(new Float64Array(1_000).fill(Number.NaN)), 10);
    expect(kept.length).toBeGreaterThan(2);
    expect(kept.length).toBeLessThanOrEqual(10);
  });

  it('is the same every time', () => {
    expect(decimate(whole(noise), 333)).toEqual(decimate(whole(noise), 333));
  });
});

describe('an outline', () => {
  it('has the extremes of every bucket, and the first and the last point', () => {
    expect([...outline(Float64Array.of(5, 1, 9, 4, 4, 4, 7, 2, 3), 3)]).toEqual([0, 1, 2, 3, 6, 7, 8]);
    expect([...outline(new Float64Array(0), 3)]).toEqual([]);
  });

  it('thinned shows the extremes that the whole curve has', () => {
    const positions = outline(noise, 64);
    const values = Float64Array.from(positions, (position) => noise[position] as number);
    const shown = at(values, decimate(whole(values), 30));
    expect(Math.max(...(shown as number[]))).toBe(Math.max(...noise));
    expect(Math.min(...(shown as number[]))).toBe(Math.min(...noise));
  });
});
