import { describe, expect, it } from 'vitest';
import { studentQuantile95, studentWithin } from '../../../src-shared/stats/student-t.ts';
import { summarize } from '../../../src-shared/stats/summary.ts';

describe('a summary of seeds', () => {
  // Worked by hand: mean 5, squares 9+1+1+1+0+0+4+16 = 32, over n - 1 = 7.
  it('has the mean and the sample standard deviation of a worked example', () => {
    const { n, mean, sd, se } = summarize([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(n).toBe(8);
    expect(mean).toBe(5);
    expect(sd).toBeCloseTo(Math.sqrt(32 / 7), 14);
    expect(se).toBeCloseTo(Math.sqrt(32 / 7 / 8), 14);
  });

  // t(4) = 2.7764 from a printed table; 1, 2, 3, 4, 5 has SD 1.5811 and SE 0.7071.
  it('has the interval that a printed table of t gives', () => {
    expect(summarize([1, 2, 3, 4, 5]).ci95).toBeCloseTo(2.776445 * Math.SQRT1_2, 6);
  });

  it('keeps its digits for values with a large common part', () => {
    expect(summarize([1e9 + 1, 1e9 + 2, 1e9 + 3]).sd).toBe(1);
  });

  it('has no spread of one value, and nothing of none', () => {
    expect(summarize([3])).toEqual({ n: 1, mean: 3, sd: Number.NaN, se: Number.NaN, ci95: Number.NaN });
    expect(summarize([]).mean).toBeNaN();
  });

  it('is NaN when one seed is', () => {
    expect(summarize([1, Number.NaN, 2]).mean).toBeNaN();
  });
});

describe("Student's t", () => {
  // Printed tables of the two-sided 95 % point.
  it.each([
    [1, 12.7062],
    [2, 4.30265],
    [3, 3.18245],
    [4, 2.77645],
    [9, 2.26216],
    [10, 2.22814],
    [29, 2.04523],
    [99, 1.98422],
  ])('with %d degrees of freedom is %d at 95 %', (degrees, t) => {
    expect(studentQuantile95(degrees)).toBeCloseTo(t, 4);
  });

  it('with one degree of freedom is the Cauchy distribution', () => {
    expect(studentWithin(1, 1)).toBeCloseTo(0.5, 15);
  });

  it('nears the normal distribution', () => {
    expect(studentQuantile95(10_001)).toBeCloseTo(1.96, 3);
  });
});
