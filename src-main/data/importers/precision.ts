// Numbers are kept in 32 bits, about 7 digits. Says where that blurs a column: times in milliseconds, masses beside a large offset.
import { listNames } from '../sentences.ts';
import type { RawColumn } from './raw-column.ts';

/** Largest rounding error, as a share of the column's standard deviation, that nobody need know of. */
const harmlessShare = 1e-3;

function isBlurred(values: Float64Array): boolean {
  let [count, sum, error] = [0, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
    error = Math.max(error, Math.abs(Math.fround(value) - value));
  }
  if (error === 0) return false;
  const mean = sum / count;
  let squares = 0;
  for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / count);
  // A deviation this small against the mean is the rounding of the mean itself.
  return deviation > Math.abs(mean) * 1e-12 && error > harmlessShare * deviation;
}

/** One sentence for all columns whose values lie closer together than 32 bits tell apart. */
export function precisionWarnings(columns: readonly RawColumn[]): string[] {
  const names = columns.flatMap((column) =>
    column.kind === 'numeric' && isBlurred(column.values) ? [column.name] : [],
  );
  if (names.length === 0) return [];
  const isOne = names.length === 1;
  return [
    `The values of ${isOne ? 'the column' : 'the columns'} ${listNames(names)} differ only beyond the 7 digits that are kept, so ${isOne ? 'it is' : 'they are'} blurred. Subtract a common offset in the file to keep the differences.`,
  ];
}
