// How long the sequences of a data set are.
import type { DataCard } from '../../src-shared/domain/data-card.ts';
import type { SequenceContents } from './dataset.ts';
import { medianOf } from './moments.ts';

/** Tokens of every sequence, [rows]. */
function lengthsOf({ starts }: Pick<SequenceContents, 'starts'>): Float32Array {
  return Float32Array.from(
    { length: starts.length - 1 },
    (_, row) => (starts[row + 1] as number) - (starts[row] as number),
  );
}

/** Tokens of the longest sequence. */
export function longestSequence(contents: Pick<SequenceContents, 'starts'>): number {
  return lengthsOf(contents).reduce((most, length) => Math.max(most, length), 0);
}

/** Shortest, middle and longest, as a card says it. */
export function summariseLengths(contents: Pick<SequenceContents, 'starts'>): NonNullable<DataCard['lengths']> {
  const lengths = lengthsOf(contents);
  const shortest = lengths.reduce((least, length) => Math.min(least, length), Infinity);
  return { shortest, median: medianOf(lengths), longest: longestSequence(contents) };
}
