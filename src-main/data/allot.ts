// How many rows each part gets, and which: the arithmetic of a split, without knowing what the rows are.
import type { PartName } from './part-names.ts';

export const partNames: readonly PartName[] = ['train', 'validation', 'test'];

/** Share of the rows for train, validation and test; they add up to 1. */
export type Shares = readonly [number, number, number];

/** Row numbers of each part, ascending. */
export type RowsOfParts = Readonly<Record<PartName, Uint32Array>>;

/** How many rows each part has. */
export type RowCounts = Readonly<Record<PartName, number>>;

/** Counts the rows of each part. */
export function countsOf({ train, validation, test }: RowsOfParts): RowCounts {
  return { train: train.length, validation: validation.length, test: test.length };
}

/** A share times a count may fall short of a whole number by rounding: 0.7 · 10 = 7 - 2^-50. */
const roundingSlack = 1e-9;

/** Collects row numbers part by part. */
export class PartCollector {
  readonly #rows: [number[], number[], number[]] = [[], [], []];

  /** @param part 0 train, 1 validation, 2 test */
  add(part: number, rows: Iterable<number>): void {
    const list = this.#rows[part];
    if (list === undefined) throw new RangeError(`There is no part number ${part}.`);
    for (const row of rows) list.push(row);
  }

  finish(): RowsOfParts {
    const [train, validation, test] = this.#rows.map((rows) => Uint32Array.from(rows).sort());
    if (train === undefined || validation === undefined || test === undefined)
      throw new Error('A split has three parts.');
    return { train, validation, test };
  }
}

/**
 * Divides each stratum by the shares. Every stratum is within one row of its exact share of each part; rows that rounding leaves
 * over go to the part that is furthest behind in total, so that small strata do not all favour the same part.
 * @param strata rows of each stratum, already shuffled
 */
export function allotStrata(strata: readonly (readonly number[])[], shares: Shares): RowsOfParts {
  const behind = [0, 0, 0];
  const parts = new PartCollector();
  for (const rows of strata) {
    const exact = shares.map((share) => share * rows.length);
    const counts = exact.map((count) => Math.floor(count + roundingSlack));
    for (const part of [0, 1, 2]) behind[part] = (behind[part] ?? 0) + (exact[part] ?? 0) - (counts[part] ?? 0);
    const left = rows.length - counts.reduce((sum, count) => sum + count, 0);
    const candidates = [0, 1, 2].filter((part) => (exact[part] ?? 0) - (counts[part] ?? 0) > roundingSlack);
    candidates.sort((a, b) => (behind[b] ?? 0) - (behind[a] ?? 0));
    for (const part of candidates.slice(0, left)) {
      counts[part] = (counts[part] ?? 0) + 1;
      behind[part] = (behind[part] ?? 0) - 1;
    }
    let start = 0;
    for (const part of [0, 1, 2]) {
      const end = start + (counts[part] ?? 0);
      parts.add(part, rows.slice(start, end));
      start = end;
    }
  }
  return parts.finish();
}

/**
 * Gives whole groups to parts: each to the part that lacks most rows. The last groups go to parts that would otherwise stay empty.
 * @param groups rows of each group, groups already shuffled
 */
export function allotGroups(groups: readonly (readonly number[])[], shares: Shares): RowsOfParts {
  const total = groups.reduce((sum, rows) => sum + rows.length, 0);
  const lacking = shares.map((share) => share * total);
  const isEmpty = [true, true, true];
  const parts = new PartCollector();
  for (const [index, rows] of groups.entries()) {
    const empty = [0, 1, 2].filter((part) => isEmpty[part]);
    const candidates = groups.length - index <= empty.length ? empty : [0, 1, 2];
    const part = candidates.reduce((most, other) => ((lacking[other] ?? 0) > (lacking[most] ?? 0) ? other : most));
    parts.add(part, rows);
    lacking[part] = (lacking[part] ?? 0) - rows.length;
    isEmpty[part] = false;
  }
  return parts.finish();
}
