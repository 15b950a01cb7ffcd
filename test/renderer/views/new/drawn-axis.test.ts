import { describe, expect, it } from 'vitest';
import { densityAlong, drawnAxis } from '../../../../src-renderer/views/new/drawn-axis.ts';

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

  it('shows the values that are tried as densest where the value is', () => {
    const axis = drawnAxis('dropout', [0, 0.9], 0.45);
    const heights = densityAlong(axis, { start: 0.45, scale: 0.5, range: [0, 0.9] }, 101);
    expect(heights.indexOf(Math.max(...heights))).toBe(50);
    expect(heights[30]).toBeCloseTo(heights[70] ?? Number.NaN, 6);
  });
});
