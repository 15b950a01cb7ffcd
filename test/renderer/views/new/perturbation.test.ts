import { describe, expect, it } from 'vitest';
import * as transforms from '../../../../src-main/stn/transforms.ts';
import {
  constrain,
  densityAlong,
  drawnAxis,
  perturbationBand,
  unconstrain,
} from '../../../../src-renderer/views/new/perturbation.ts';

const ranges = [
  [0, 0.9],
  [0, Infinity],
  [-Infinity, 2],
  [-Infinity, Infinity],
] as const;

describe('a perturbation, drawn', () => {
  it.each(ranges)('moves on the same line as the one that is trained: %d to %d', (...range) => {
    for (const u of [-30, -2, 0, 0.5, 7]) {
      expect(constrain(u, range)).toBeCloseTo(transforms.constrain(u, range), 12);
    }
    for (const value of [0.001, 0.05, 0.8]) {
      expect(unconstrain(value, range)).toBeCloseTo(transforms.unconstrain(value, range), 12);
    }
  });

  it('is skewed away from the end that is near', () => {
    const [low, high] = perturbationBand(0.05, 0.5, [0, 0.9]);
    // By hand: the odds of 0.05 in 0.9 are 1 to 17, so 0.9 / (1 + 17 exp(0.5)) and 0.9 / (1 + 17 exp(-0.5)).
    expect(low).toBeCloseTo(0.031004, 6);
    expect(high).toBeCloseTo(0.079568, 6);
    expect(high - 0.05).toBeGreaterThan(0.05 - low);
  });

  it('has a logarithmic axis for penalties and a plain one for dropout', () => {
    const penalty = drawnAxis('l2', [0, 0.1], 1e-4);
    expect(penalty.isLog).toBe(true);
    expect(penalty.shareOf(1e-4)).toBeCloseTo(0.4, 10);
    expect(penalty.valueAt(penalty.shareOf(0.003))).toBeCloseTo(0.003, 12);
    const dropout = drawnAxis('dropout', [0, 0.9], 0.05);
    expect(dropout.shareOf(0.45)).toBeCloseTo(0.5, 12);
    expect(dropout.shareOf(5)).toBe(1);
  });

  it('is densest where the value is', () => {
    const axis = drawnAxis('dropout', [0, 0.9], 0.45);
    const heights = densityAlong(axis, { start: 0.45, scale: 0.5, range: [0, 0.9] }, 101);
    expect(heights.indexOf(Math.max(...heights))).toBe(50);
    expect(heights[30]).toBeCloseTo(heights[70] ?? Number.NaN, 6);
  });
});
