// Rows that are exactly equal, found by a 53-bit fingerprint of each row: two different rows share one about once in 2^53 pairs.
// Not here: nearly equal rows.
import { type Column, type Contents, imageSize, type Pixels, type SequenceContents } from './dataset.ts';

const word = new Float32Array(1);
const bits = new Uint32Array(word.buffer);

/** The 32 bits of a float, all missing values alike. */
function floatBits(value: number): number {
  word[0] = Number.isNaN(value) ? Number.NaN : value + 0;
  return bits[0] ?? 0;
}

/** One round of a 32-bit hash. Source: A. Appleby, MurmurHash3, `fmix32` (public domain). */
function mix(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ value, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

const combine = (low: number, high: number) => (high >>> 11) * 0x1_0000_0000 + (low >>> 0);

/** Two seeds, two hashes: together 53 bits, what a double holds exactly. */
const lowSeed = 0x2545f491;
const highSeed = 0x9e3779b9;

function imageFingerprints(pixels: Pixels, size: number, rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let low = lowSeed;
    let high = highSeed;
    for (let index = row * size; index < (row + 1) * size; index++) {
      const value = pixels[index] ?? 0;
      low = Math.imul(low ^ value, 0x01000193);
      high = mix(high, value);
    }
    return combine(low, high);
  });
}

/** What of a row is compared: its inputs, or its inputs and its answer. */
export type Compared = 'inputs' | 'inputs-and-target';

/** Hashes of rows under way, and how one more value of a row goes into them. */
class RowHashes {
  readonly #low: Int32Array;
  readonly #high: Int32Array;

  constructor(rows: number) {
    this.#low = new Int32Array(rows).fill(lowSeed);
    this.#high = new Int32Array(rows).fill(highSeed);
  }

  add(row: number, value: number): void {
    this.#low[row] = mix(this.#low[row] ?? 0, value);
    this.#high[row] = mix(this.#high[row] ?? 0, ~value);
  }

  addColumn(column: Column): void {
    const { length } = column.kind === 'numeric' ? column.values : column.codes;
    for (let row = 0; row < length; row++) {
      this.add(row, column.kind === 'numeric' ? floatBits(column.values[row] ?? 0) : (column.codes[row] ?? -1));
    }
  }

  addSequences({ tokens, starts }: SequenceContents): void {
    for (let row = 0; row + 1 < starts.length; row++) {
      const end = starts[row + 1] as number;
      for (let at = starts[row] as number; at < end; at++) this.add(row, tokens[at] as number);
    }
  }

  finish(): Float64Array {
    return Float64Array.from(this.#low, (low, row) => combine(low, this.#high[row] ?? 0));
  }
}

/** A fingerprint of every row, [rows], whole numbers below 2^53; none of a running text, which has no rows to compare. */
export function rowFingerprints(contents: Contents, compared: Compared): Float64Array {
  if (contents.form === 'text') return new Float64Array(0);
  if (contents.form === 'images') {
    return imageFingerprints(contents.pixels, imageSize(contents), contents.labels.length);
  }
  const columns = contents.columns.filter(
    (column) => column.role === 'input' || (column.role === 'target' && compared === 'inputs-and-target'),
  );
  if (contents.form === 'sequences') {
    const hashes = new RowHashes(contents.starts.length - 1);
    hashes.addSequences(contents);
    for (const column of columns) hashes.addColumn(column);
    return hashes.finish();
  }
  const first = columns[0];
  const hashes = new RowHashes(
    first === undefined ? 0 : (first.kind === 'numeric' ? first.values : first.codes).length,
  );
  for (const column of columns) hashes.addColumn(column);
  return hashes.finish();
}

/**
 * Whether a fingerprint is among these. By halving a sorted array, because a set holds 16.7 million at most.
 * @param fingerprints sorted in place
 */
export function membershipIn(fingerprints: Float64Array): (fingerprint: number) => boolean {
  fingerprints.sort();
  return (fingerprint) => {
    let [from, to] = [0, fingerprints.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((fingerprints[middle] ?? 0) < fingerprint) from = middle + 1;
      else to = middle;
    }
    return fingerprints[from] === fingerprint;
  };
}

/** Rows that repeat an earlier one, answer included. */
export function countDuplicateRows(contents: Contents): number {
  // Sorted for the same reason.
  const fingerprints = rowFingerprints(contents, 'inputs-and-target').sort();
  let repeated = 0;
  for (let row = 1; row < fingerprints.length; row++) if (fingerprints[row] === fingerprints[row - 1]) repeated++;
  return repeated;
}
