// Mean and standard deviation of the same number over an experiment's seeds. Numbers that are NaN or infinite are not averaged but are
// counted, so that nothing is hidden by leaving it out.

export interface Spread {
  /** Of the finite values; null without any. */
  readonly mean: number | null;
  /** Sample standard deviation (n − 1); null below two values. */
  readonly sd: number | null;
  /** Finite values. */
  readonly n: number;
  /** Values there are, finite or not. */
  readonly total: number;
}

/** @param values one a seed; null where the seed has none yet */
export function spreadOf(values: readonly (number | null | undefined)[]): Spread {
  const there = values.filter((value): value is number => value !== null && value !== undefined);
  const finite = there.filter(Number.isFinite);
  const n = finite.length;
  if (n === 0) return { mean: null, sd: null, n, total: there.length };
  const mean = finite.reduce((sum, value) => sum + value, 0) / n;
  const squares = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: n < 2 ? null : Math.sqrt(squares / (n - 1)), n, total: there.length };
}

/** "0.912 ± 0.006 (n = 5)". @param show writes a value with as many decimals as the other deserves */
export function spreadWords({ mean, sd, n, total }: Spread, show: (value: number, like: number) => string): string {
  if (mean === null) return total === 0 ? '–' : `NaN (n = 0 of ${total})`;
  const count = n === total ? `n = ${n}` : `n = ${n} of ${total}`;
  return sd === null ? `${show(mean, mean)} (${count})` : `${show(mean, mean)} ± ${show(sd, mean)} (${count})`;
}
