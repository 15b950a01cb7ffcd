import { describe, expect, it } from 'vitest';
import {
  linearTicks,
  logTicks,
  powerWords,
  roundEnds,
  roundLogEnds,
  ticksWithEnds,
} from '../../../src-renderer/charts/ticks.ts';

describe('the ticks of an axis', () => {
  it.each([
    [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0, 40, 5, [0, 10, 20, 30, 40]],
    [0.3, 0.9, 3, [0.4, 0.6, 0.8]],
    [-1, 1, 4, [-1, -0.5, 0, 0.5, 1]],
    [0, 3e-4, 3, [0, 1e-4, 2e-4, 3e-4]],
  ])('from %d to %d, about %d, are round', (low, high, count, ticks) => {
    expect(linearTicks(low, high, count)).toEqual(ticks);
  });

  it('are powers of ten on a logarithmic axis, thinned when there are many', () => {
    expect(logTicks(1e-5, 1e-1, 6)).toEqual([1e-5, 1e-4, 1e-3, 1e-2, 1e-1]);
    expect(logTicks(1e-8, 1e-1, 4)).toEqual([1e-8, 1e-6, 1e-4, 1e-2]);
  });

  it('are ones, twos and fives where there is room for them', () => {
    expect(logTicks(30, 1_100, 6)).toEqual([50, 100, 200, 500, 1_000]);
    expect(logTicks(30, 1_100, 3)).toEqual([100, 1_000]);
  });

  it('are ones, twos and fives where there is less than a power of ten', () => {
    expect(logTicks(0.15, 0.6, 5)).toEqual([0.2, 0.5].map((value) => expect.closeTo(value, 12)));
  });

  it.each([
    [0, 0.9, 144, [0, 0.3, 0.6, 0.9]],
    [0, 24, 63, [0, 8, 16, 24]],
    [0, 0.5, 63, [0, 0.25, 0.5]],
    [0, 90, 90, [0, 30, 60, 90]],
    [0, 4, 63, [0, 2, 4]],
    [0.25, 1.5, 144, [0.25, 0.5, 0.75, 1, 1.25, 1.5]],
  ])('cut %d to %d into equal parts, ends and all, on %d pixels', (low, high, height, ticks) => {
    expect(ticksWithEnds([low, high], height)).toEqual(ticks);
  });

  it('have both ends of a range among them where no equal parts are round, and none that would touch an end', () => {
    expect(ticksWithEnds([0, 0.71], 200)).toEqual([0, 0.2, 0.4, 0.6, 0.71]);
    // On a low axis 20 and 21 are so few pixels apart that their numbers would touch.
    expect(ticksWithEnds([0, 21], 63)).toEqual([0, 10, 21]);
  });
});

describe('the ends of an axis', () => {
  it('are round numbers around the values', () => {
    expect(roundEnds(0.13, 2.9)).toEqual([0, 3]);
    expect(roundEnds(0, 2)).toEqual([0, 2]);
  });

  it('are the decimal numbers that are meant', () => {
    // 19 * 0.05 is 0.9500000000000001, which lies above 0.95.
    expect(roundEnds(0.953, 1.08)).toEqual([0.95, 1.1]);
  });

  it('leave room around a single value', () => {
    const [low, high] = roundEnds(0.3, 0.3);
    expect(low).toBeLessThan(0.3);
    expect(high).toBeGreaterThan(0.3);
  });

  it('hold the values on a logarithmic axis', () => {
    const [low, high] = roundLogEnds(1e-4, 1e-2);
    expect(low).toBeLessThan(1e-4);
    expect(high).toBeGreaterThan(1e-2);
  });
});

it.each([
  [1e-4, '10⁻⁴'],
  [1e-12, '10⁻¹²'],
  [1e6, '10⁶'],
  [0.01, null],
  [2e-4, null],
])('the power %d is written %s', (value, words) => {
  expect(powerWords(value)).toBe(words);
});
