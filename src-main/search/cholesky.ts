// Triangular factors of small symmetric positive definite matrices, row by row in one array. Source: Golub & Van Loan 2013, section 4.2.

/** A lower triangle L with L L' = A + jitter I. */
export interface Factor {
  readonly size: number;
  /** `[size, size]`, row by row; above the diagonal nothing is read. */
  readonly lower: Float64Array;
  /** What had to be added to the diagonal. */
  readonly jitter: number;
}

/**
 * Factor of a matrix, with ten times more on its diagonal each time that it is not positive definite to the last digit: two rows may be
 * the same.
 * @param matrix `[size, size]`, symmetric; only its lower triangle is read
 * @returns null where not even a thousandth of its mean diagonal helps, or something is not finite
 */
export function cholesky(matrix: Float64Array, size: number): Factor | null {
  let trace = 0;
  for (let row = 0; row < size; row += 1) trace += matrix[row * size + row] as number;
  const unit = trace / Math.max(size, 1);
  if (!(unit > 0 && Number.isFinite(unit))) return size === 0 ? { size, lower: new Float64Array(), jitter: 0 } : null;
  const lower = new Float64Array(size * size);
  for (
    let power = Number.NEGATIVE_INFINITY;
    power <= -3;
    power = power === Number.NEGATIVE_INFINITY ? -12 : power + 1
  ) {
    const jitter = unit * 10 ** power;
    if (factorInto(lower, matrix, size, jitter)) return { size, lower, jitter };
  }
  return null;
}

function factorInto(lower: Float64Array, matrix: Float64Array, size: number, jitter: number): boolean {
  for (let row = 0; row < size; row += 1) {
    const atRow = row * size;
    for (let column = 0; column <= row; column += 1) {
      const atColumn = column * size;
      let sum = matrix[atRow + column] as number;
      if (row === column) sum += jitter;
      for (let k = 0; k < column; k += 1) sum -= (lower[atRow + k] as number) * (lower[atColumn + k] as number);
      if (row !== column) lower[atRow + column] = sum / (lower[atColumn + column] as number);
      else if (sum > 0) lower[atRow + row] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Solves L x = b in place. */
export function solveLower({ size, lower }: Factor, b: Float64Array): Float64Array {
  for (let row = 0; row < size; row += 1) {
    const at = row * size;
    let sum = b[row] as number;
    for (let k = 0; k < row; k += 1) sum -= (lower[at + k] as number) * (b[k] as number);
    b[row] = sum / (lower[at + row] as number);
  }
  return b;
}

/** Solves L' x = b in place. */
export function solveUpper({ size, lower }: Factor, b: Float64Array): Float64Array {
  for (let row = size - 1; row >= 0; row -= 1) {
    const at = row * size;
    const value = (b[row] as number) / (lower[at + row] as number);
    b[row] = value;
    for (let k = 0; k < row; k += 1) b[k] = (b[k] as number) - (lower[at + k] as number) * value;
  }
  return b;
}

/** Half the logarithm of the determinant of the factored matrix. */
export function halfLogDeterminant({ size, lower }: Factor): number {
  let sum = 0;
  for (let row = 0; row < size; row += 1) sum += Math.log(lower[row * size + row] as number);
  return sum;
}

/** Inverse of the factored matrix, `[size, size]`, all of it. */
export function inverse(factor: Factor): Float64Array {
  const { size, lower } = factor;
  // Rows of the inverse of L, then (L^-1)' L^-1.
  const rows = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    const at = row * size;
    const pivot = lower[at + row] as number;
    for (let k = 0; k < row; k += 1) {
      const share = lower[at + k] as number;
      const from = k * size;
      for (let column = 0; column <= k; column += 1) {
        rows[at + column] = (rows[at + column] as number) - share * (rows[from + column] as number);
      }
    }
    for (let column = 0; column < row; column += 1) rows[at + column] = (rows[at + column] as number) / pivot;
    rows[at + row] = 1 / pivot;
  }
  const result = new Float64Array(size * size);
  for (let k = 0; k < size; k += 1) {
    const at = k * size;
    for (let row = 0; row <= k; row += 1) {
      const share = rows[at + row] as number;
      const to = row * size;
      for (let column = 0; column <= row; column += 1) {
        result[to + column] = (result[to + column] as number) + share * (rows[at + column] as number);
      }
    }
  }
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < row; column += 1) result[column * size + row] = result[row * size + column] as number;
  }
  return result;
}
