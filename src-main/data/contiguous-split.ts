// Parts that follow one another in the order of the rows: the only way to divide a running text, and one way for rows that have an order.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { DataCard } from '../../src-shared/domain/data-card.ts';
import type { SplitConfig } from '../../src-shared/domain/run-config.ts';
import type { RowCounts, RowsOfParts, Shares } from './allot.ts';
import type { Dataset } from './dataset.ts';
import type { PartName } from './part-names.ts';

/** Share that is left for the test. */
export const restOf = (split: SplitConfig) => 1 - split.train - split.validation;

/**
 * Shares of the rows that the files leave to be divided: where they set rows apart themselves, the rest is divided in the proportion of
 * the parts that are still without rows.
 */
export function openShares(givenSplit: DataCard['givenSplit'], split: SplitConfig): Shares {
  const { validation = 0, test = 0 } = givenSplit ?? {};
  const wanted = [split.train, validation > 0 ? 0 : split.validation, test > 0 ? 0 : restOf(split)] as const;
  const sum = wanted[0] + wanted[1] + wanted[2];
  return [wanted[0] / sum, wanted[1] / sum, wanted[2] / sum];
}

/** How many rows each part gets, and 0 where there are too few; the training rows come first. */
export function countContiguous({ givenSplit, rows }: DataCard, split: SplitConfig): RowCounts {
  const { train: open = rows, validation: givenValidation = 0, test: givenTest = 0 } = givenSplit ?? {};
  const [, validation, test] = openShares(givenSplit, split);
  const forValidation = Math.round(validation * open);
  const forTest = Math.round(test * open);
  return {
    train: Math.max(0, open - forValidation - forTest),
    validation: givenValidation > 0 ? givenValidation : forValidation,
    test: givenTest > 0 ? givenTest : forTest,
  };
}

export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Where each part begins and ends. The rows that are divided come first: what the files set apart for validation and test is at the end,
 * in that order.
 */
export function contiguousRanges(card: DataCard, split: SplitConfig): Record<PartName, RowRange> {
  const { train, validation, test } = countContiguous(card, split);
  const { train: open = card.rows, validation: givenValidation = 0, test: givenTest = 0 } = card.givenSplit ?? {};
  const validationFrom = givenValidation > 0 ? open : train;
  const testFrom = givenTest > 0 ? open + givenValidation : open - test;
  return {
    train: { from: 0, to: train },
    validation: { from: validationFrom, to: validationFrom + validation },
    test: { from: testFrom, to: testFrom + test },
  };
}

/** The rows of each part. */
export function divideContiguously(card: DataCard, split: SplitConfig): RowsOfParts {
  const ranges = contiguousRanges(card, split);
  const rows = ({ from, to }: RowRange) => new Uint32Array(to - from).map((_, index) => from + index);
  return { train: rows(ranges.train), validation: rows(ranges.validation), test: rows(ranges.test) };
}

/** @throws AppError `data/text-stays-in-order` */
export function refuseOtherSplits({ form, card }: Dataset, { kind }: SplitConfig): void {
  if (form !== 'text' || kind === 'contiguous') return;
  throw new AppError(
    'data/text-stays-in-order',
    `${card.name} is a running text: its words mean something in their order only, so it cannot be split ${kind === 'column' ? 'by a column' : kind}. Choose the split contiguous.`,
  );
}
