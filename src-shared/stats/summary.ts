// What several seeds say together: mean, spread, standard error and interval. Source: Altman, "Practical Statistics for Medical
// Research", 1991, chapters 3 and 8. Not here: tests between groups.
import { studentQuantile95 } from './student-t.ts';

export interface Summary {
  /** How many values there are; those that are NaN or infinite count, and make the rest NaN. */
  readonly n: number;
  readonly mean: number;
  /** Sample standard deviation (n - 1); NaN of fewer than two. */
  readonly sd: number;
  /** Standard error of the mean; NaN of fewer than two. */
  readonly se: number;
  /** Half the width of the 95 % confidence interval of the mean, by Student's t; NaN of fewer than two. */
  readonly ci95: number;
}

/** Which width a band has. */
export type Spread = 'sd' | 'se' | 'ci95';

/** Summary of independent values. */
export function summarize(values: readonly number[]): Summary {
  const n = values.length;
  if (n === 0) return { n, mean: Number.NaN, sd: Number.NaN, se: Number.NaN, ci95: Number.NaN };
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { n, mean, sd: Number.NaN, se: Number.NaN, ci95: Number.NaN };
  // Two passes: the sum of squares minus the square of the sum loses all digits for values such as 1e9 + 1.
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sd = Math.sqrt(squares / (n - 1));
  const se = sd / Math.sqrt(n);
  return { n, mean, sd, se, ci95: studentQuantile95(n - 1) * se };
}
