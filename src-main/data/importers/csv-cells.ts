// What one cell of a table says: a number, a missing value, or text.

import { usualMissing } from '../../../src-shared/domain/missing-marks.ts';

export type DecimalMark = '.' | ',';

const grammar: Readonly<Record<DecimalMark, RegExp>> = {
  '.': /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
  ',': /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/,
};

/** Largest magnitude that a 32-bit float holds; beyond it a cell would become an infinity. */
const largestNumber = 3.4028234663852886e38;

/** How the cells of one file are read. */
export interface CellReader {
  /** Whether a trimmed cell means "no value". */
  isMissing(cell: string): boolean;
  /** The number in a trimmed cell; NaN for what is no number that fits 32 bits. */
  numberIn(cell: string): number;
}

/** Reads cells with one decimal mark and one set of missing-value words. */
export function cellReader(decimal: DecimalMark, missing: readonly string[] = usualMissing): CellReader {
  const missingWords = new Set(['', ...missing.map((word) => word.trim().toLowerCase())]);
  const pattern = grammar[decimal];
  return {
    isMissing: (cell) => missingWords.has(cell.toLowerCase()),
    numberIn: (cell) => {
      // U+2212 is the minus sign that word processors and journals print.
      const plain = cell.charCodeAt(0) === 0x2212 ? `-${cell.slice(1)}` : cell;
      if (!pattern.test(plain)) return Number.NaN;
      const value = Number(decimal === ',' ? plain.replace(',', '.') : plain);
      return Math.abs(value) <= largestNumber ? value : Number.NaN;
    },
  };
}
