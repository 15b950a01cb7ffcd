import { describe, expect, it } from 'vitest';
import { densityAlong, drawnAxis, openReach } from '../../../../src-renderer/views/new/drawn-axis.ts';

describe('a hyperparameter’s axis', () => {
  it('has a logarithmic axis for penalties and a plain one for dropout', () => {
    const penalty = drawnAxis('l2', [0, 0.1], 1e-4);
    expect(penalty.isLog).toBe(true);
    expect(penalty.shareOf(1e-4)).toBeCloseTo(0.4, 10);
    expect(penalty.valueAt(penalty.shareOf(0.003))).toBeCloseTo(0.003, 12);
    const dropout = drawnAxis('dropout', [0, 0.9], 0.05);
    expect(dropout.shareOf(0.45)).toBeCloseTo(0.5, 12);
    expect(dropout.shareOf(5)).toBe(1);
  });

  it('ends, where the range does not, at a round number well beyond the value', () => {
    const endless = [0, Infinity] as const;
    expect(drawnAxis('activationPenalty', endless, 0.05).ends).toEqual([0, 1]);
    expect(drawnAxis('activationPenalty', endless, 0.3).ends).toEqual([0, 2]);
    expect(drawnAxis('temporalPenalty', endless, 2).ends).toEqual([0, 10]);
    expect(drawnAxis('temporalPenalty', endless, 2, 4).shareOf(2)).toBeCloseTo(0.5, 12);
    expect(openReach(0, 0.25)).toBe(1);
    expect(openReach(1, 1.5)).toBe(3);
  });

  it('shows values of an endless range as densest near them, and none below its lower end', () => {
    const range = [0, Infinity] as const;
    const axis = drawnAxis('activationPenalty', range, 0.25);
    const heights = densityAlong(axis, { start: 0.25, scale: 0.5, range }, 101);
    expect(heights.every((height) => Number.isFinite(height) && height >= 0)).toBe(true);
    // The mode of a softplus of a normal variable lies below the value that its mean becomes.
    const mode = heights.indexOf(Math.max(...heights)) / 100;
    expect(mode).toBeGreaterThan(0.12);
    expect(mode).toBeLessThan(0.26);
  });

  it('shows the values that are tried as densest where the value is', () => {
    const axis = drawnAxis('dropout', [0, 0.9], 0.45);
    const heights = densityAlong(axis, { start: 0.45, scale: 0.5, range: [0, 0.9] }, 101);
    expect(heights.indexOf(Math.max(...heights))).toBe(50);
    expect(heights[30]).toBeCloseTo(heights[70] ?? Number.NaN, 6);
  });
});
