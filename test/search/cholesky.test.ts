// Factors of matrices against products worked out again.
import { describe, expect, test } from 'vitest';
import { cholesky, halfLogDeterminant, inverse, solveLower, solveUpper } from '../../src-main/search/cholesky.ts';

// 4 12 -16 / 12 37 -43 / -16 -43 98 has the factor 2 / 6 1 / -8 5 3.
const matrix = Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98);

function factored(of: Float64Array, size: number) {
  const factor = cholesky(of, size);
  if (factor === null) throw new Error('Expected a factor.');
  return factor;
}

describe('a factor', () => {
  test('is the known one of a known matrix', () => {
    const factor = factored(matrix, 3);
    expect([...factor.lower]).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
    expect(factor.jitter).toBe(0);
    expect(halfLogDeterminant(factor)).toBeCloseTo(Math.log(6), 14);
  });

  test('solves and inverts', () => {
    const factor = factored(matrix, 3);
    const x = solveUpper(factor, solveLower(factor, Float64Array.of(1, 2, 3)));
    const inverted = inverse(factor);
    for (let row = 0; row < 3; row += 1) {
      const [a = 0, b = 0, c = 0] = matrix.subarray(3 * row, 3 * row + 3);
      expect(a * (x[0] ?? 0) + b * (x[1] ?? 0) + c * (x[2] ?? 0)).toBeCloseTo(row + 1, 10);
      for (let column = 0; column < 3; column += 1) {
        const product = [a, b, c].reduce((sum, value, k) => sum + value * (inverted[3 * k + column] ?? 0), 0);
        expect(product).toBeCloseTo(row === column ? 1 : 0, 10);
      }
    }
  });

  test('of equal rows needs a little on the diagonal', () => {
    const factor = factored(Float64Array.of(1, 1, 1, 1), 2);
    expect(factor.jitter).toBeGreaterThan(0);
    expect(factor.jitter).toBeLessThanOrEqual(1e-10);
  });

  test('is none of what is not positive definite or not finite', () => {
    expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
    expect(cholesky(Float64Array.of(1, 0, 0, Number.NaN), 2)).toBeNull();
  });
});
