// Probabilities against integrals of Student's density with 15 digits (mpmath).
import { describe, expect, test } from 'vitest';
import { practicalDifference } from '../../../src-shared/stats/practical-difference.ts';

describe('better, practically the same, worse', () => {
  test.each([
    [[-0.03, -0.01, -0.02], 0.006, 0, [0.93191228664, 0.0451184757798, 0.0229692375806]],
    [[0.01, -0.004, 0.002, 0.006, -0.001], 0.005, 0, [0.0187901943065, 0.787055319556, 0.194154486138]],
    [[0.01, -0.004, 0.002, 0.006, -0.001], 0.005, 0.1, [0.0350274291995, 0.724253713443, 0.240718857358]],
  ])('have the probabilities of the posterior: %j within %d, rho %d', (differences, region, rho, expected) => {
    const { better, same, worse } = practicalDifference(differences, region, rho);
    expect(better).toBeCloseTo(expected[0] ?? 0, 10);
    expect(same).toBeCloseTo(expected[1] ?? 0, 10);
    expect(worse).toBeCloseTo(expected[2] ?? 0, 10);
  });

  test('change places with the sign of the differences', () => {
    const there = practicalDifference([0.2, 0.1, 0.4, -0.1], 0.05);
    const back = practicalDifference([-0.2, -0.1, -0.4, 0.1], 0.05);
    expect(back.better).toBeCloseTo(there.worse, 12);
    expect(back.same).toBeCloseTo(there.same, 12);
  });

  test('leave no doubt where the differences have no spread; the end of the region is practically the same', () => {
    expect(practicalDifference([-0.25, -0.25], 0.125)).toMatchObject({ better: 1, same: 0, worse: 0 });
    expect(practicalDifference([0.125, 0.125], 0.125)).toMatchObject({ better: 0, same: 1, worse: 0 });
  });

  test('are not known of one difference', () => {
    expect(practicalDifference([0.3], 0.1).better).toBeNaN();
  });
});
