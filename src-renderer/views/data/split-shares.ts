// The three shares of a split in whole percent, and how far a border between two of them can go. Not here: which rows they become.
import type { SplitConfig } from '../../../src-shared/domain/run-config.ts';

/** Percent of the rows; the three add up to 100. */
export interface Shares {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** No part is ever empty. */
const least = 1;
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, Math.round(value)));

/** The shares of a split. */
export function sharesOf({ train, validation }: Pick<SplitConfig, 'train' | 'validation'>): Shares {
  const first = clamp(100 * train, least, 100 - 2 * least);
  const second = clamp(100 * validation, least, 100 - least - first);
  return { train: first, validation: second, test: 100 - first - second };
}

/** The split's numbers for shares. */
export function splitOf({ train, validation }: Shares): Pick<SplitConfig, 'train' | 'validation'> {
  return { train: train / 100, validation: validation / 100 };
}

/** The border between training and hold-out at `percent`; the sealed test set keeps its share. */
export function withFirstBorder({ test }: Shares, percent: number): Shares {
  const train = clamp(percent, least, 100 - test - least);
  return { train, validation: 100 - test - train, test };
}

/** The border between hold-out and sealed test set at `percent`; training keeps its share. */
export function withSecondBorder({ train }: Shares, percent: number): Shares {
  const border = clamp(percent, train + least, 100 - least);
  return { train, validation: border - train, test: 100 - border };
}

/** One part typed: training takes from or gives to the hold-out, the others to training. */
export function withShare(shares: Shares, part: keyof Shares, percent: number): Shares {
  if (part === 'train') return withFirstBorder(shares, percent);
  const other = part === 'validation' ? shares.test : shares.validation;
  const typed = clamp(percent, least, 100 - other - least);
  return { ...shares, [part]: typed, train: 100 - other - typed };
}
