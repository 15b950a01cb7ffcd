import { describe, expect, it } from 'vitest';
import {
  constrain,
  constrainSlope,
  inverseSoftplus,
  logit,
  type Range,
  robustify,
  sigmoid,
  softplus,
  unconstrain,
} from '../../src-main/stn/transforms.ts';
import { finiteDifferences } from '../support/tensors.ts';

const ranges: readonly Range[] = [
  [0, 0.9],
  [-1, 3],
  [0, Infinity],
  [2, Infinity],
  [-Infinity, 2],
  [-Infinity, Infinity],
];
const points = [-8, -2.5, -0.3, 0, 0.7, 3, 8];

describe.each(ranges)('the range %d to %d', (minimum, maximum) => {
  const range: Range = [minimum, maximum];

  it.each(points)('has u = %d back after constraining and unconstraining it', (u) => {
    expect(unconstrain(constrain(u, range), range)).toBeCloseTo(u, 9);
  });

  it.each(points)('has the slope of its finite differences at u = %d', (u) => {
    const [slope] = finiteDifferences([u], ([at]) => constrain(at ?? Number.NaN, range), 1e-5);
    expect(constrainSlope(u, range)).toBeCloseTo(slope ?? Number.NaN, 8);
  });

  it('keeps every value inside', () => {
    for (const u of [-30, ...points, 30]) {
      expect(constrain(u, range)).toBeGreaterThanOrEqual(minimum);
      expect(constrain(u, range)).toBeLessThanOrEqual(maximum);
    }
  });
});

it.each([0, 0.9, -1, 2, Number.NaN])('a start of %d in 0 to 0.9 is refused with both numbers', (start) => {
  expect(() => unconstrain(start, [0, 0.9])).toThrow(/strictly between 0 and 0.9/);
});

it('the stable forms hold where the plain formulas overflow', () => {
  expect(softplus(1000)).toBe(1000);
  expect(softplus(-1000)).toBe(0);
  expect(sigmoid(-1000)).toBe(0);
  expect(sigmoid(1000)).toBe(1);
  expect(inverseSoftplus(1000)).toBe(1000);
  expect(inverseSoftplus(1e-12)).toBeCloseTo(Math.log(1e-12), 9);
});

it('the ends of the domain are infinitely far away', () => {
  expect(logit(0)).toBe(-Infinity);
  expect(logit(1)).toBe(Infinity);
  expect(inverseSoftplus(0)).toBe(-Infinity);
});

it('the starts of the reference land where its authors have them', () => {
  // Shared STN specification, table of section 2.1.
  expect(unconstrain(0.05, [0, 0.9])).toBeCloseTo(-2.833213, 5);
  expect(unconstrain(0.05, [0, 0.3])).toBeCloseTo(-1.609438, 5);
  expect(unconstrain(0.05, [0, Infinity])).toBeCloseTo(-2.970629, 5);
  expect(inverseSoftplus(0.5)).toBeCloseTo(-0.432752, 5);
});

it('robustify leaves the middle alone and pulls the ends in by epsilon', () => {
  expect(robustify(0.5, 1e-3)).toBeCloseTo(0.5, 12);
  expect(robustify(0, 1e-3)).toBeCloseTo(0.001, 12);
  expect(robustify(1, 1e-3)).toBeCloseTo(0.999, 12);
});
