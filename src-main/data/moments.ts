// Mean, standard deviation and median of plain numbers, as preprocessing needs them.

export interface Moments {
  readonly mean: number;
  /** Divisor n; 1 where all values are equal or there are none, so that it can always be divided by. */
  readonly deviation: number;
}

/** Mean and standard deviation in two passes: the one-pass form loses all digits of a small spread around a large mean. */
export function momentsOf(values: Float32Array): Moments {
  const first = values[0];
  if (first === undefined) return { mean: 0, deviation: 1 };
  if (values.every((value) => value === first)) return { mean: first, deviation: 1 };
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

/** Mean and standard deviation of values given by how often each occurs. */
export function momentsOfCounts(counts: Float64Array, valueAt: (index: number) => number): Moments {
  const first = counts.findIndex((count) => count > 0);
  if (first < 0) return { mean: 0, deviation: 1 };
  // The sum of equal values divided by their number may miss the value by rounding.
  if (counts.findLastIndex((count) => count > 0) === first) return { mean: valueAt(first), deviation: 1 };
  let total = 0;
  let sum = 0;
  for (const [index, count] of counts.entries()) {
    total += count;
    sum += count * valueAt(index);
  }
  const mean = sum / total;
  let squares = 0;
  for (const [index, count] of counts.entries()) squares += count * (valueAt(index) - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / total) };
}

/** The middle value, the mean of the two middle ones for an even number; 0 for none. */
export function medianOf(values: Float32Array): number {
  if (values.length === 0) return 0;
  const sorted = values.slice().sort();
  const upper = sorted[sorted.length >> 1] as number;
  const lower = sorted[(sorted.length - 1) >> 1] as number;
  return (lower + upper) / 2;
}
