import { describe, expect, it } from 'vitest';
import { leakFinder } from '../../src-main/data/leaks.ts';
import { make } from './small-datasets.ts';

const rows = 30;
const numbers = (value: (row: number) => number) => ({
  kind: 'numeric' as const,
  values: Float64Array.from(make(rows, value)),
});
const codes = (code: (row: number) => number) => ({
  kind: 'categorical' as const,
  codes: Int32Array.from(make(rows, code)),
});

/** All different and in no order. */
const target = (row: number) => (row * 7) % 31;
const noise = (row: number) => (row * 11) % 29;

describe('of a regression', () => {
  const leakOf = leakFinder({ task: 'regression', values: numbers(target).values });

  it.each([
    ['the same numbers', numbers(target), 'equal'],
    ['another unit', numbers((row) => 1.8 * target(row) + 32), 'ordered'],
    ['a falling copy', numbers((row) => -target(row)), 'ordered'],
    ['its logarithm', numbers((row) => Math.log1p(target(row))), 'ordered'],
    ['a copy with one row off', numbers((row) => (row === 4 ? 1000 : target(row))), null],
    ['a copy with a gap', numbers((row) => (row === 4 ? Number.NaN : target(row))), null],
    ['a coarse copy', numbers((row) => Math.floor(target(row) / 5)), null],
    ['another measurement', numbers(noise), null],
    ['one value', numbers(() => 3), null],
  ])('%s: %s', (_what, column, leak) => {
    expect(leakOf(column)).toBe(leak);
  });

  it('words that stand for few values one to one', () => {
    const dose = leakFinder({ task: 'regression', values: numbers((row) => [5, 10, 20][row % 3] as number).values });
    expect(dose(codes((row) => row % 3))).toBe('ordered');
    expect(dose(codes((row) => row % 4))).toBeNull();
  });

  it('too few rows are in order by chance', () => {
    const few = leakFinder({ task: 'regression', values: Float64Array.of(1, 2, 3) });
    expect(few({ kind: 'numeric', values: Float64Array.of(4, 5, 9) })).toBeNull();
  });
});

describe('of a classification', () => {
  const label = (row: number) => row % 3;
  const leakOf = leakFinder({ task: 'classification', labels: codes(label).codes });

  it.each([
    ['the classes renamed', codes((row) => 2 - label(row)), 'equal'],
    ['the classes as numbers', numbers((row) => 10 * label(row)), 'equal'],
    ['a range of numbers for each class', numbers((row) => 10 * label(row) + (row % 7) / 7), 'telling'],
    ['ranges that overlap in one row', numbers((row) => (row === 0 ? 25 : 10 * label(row)) + (row % 7) / 7), null],
    ['two words for each class', codes((row) => label(row) + (row % 2 === 0 ? 0 : 3)), 'telling'],
    ['a word for every row', codes((row) => row), null],
    ['another measurement', numbers(noise), null],
    ['words with a gap', codes((row) => (row === 2 ? -1 : label(row))), null],
  ])('%s: %s', (_what, column, leak) => {
    expect(leakOf(column)).toBe(leak);
  });

  it('a class of two rows may stand apart by chance', () => {
    const rare = leakFinder({ task: 'classification', labels: codes((row) => (row < 2 ? 1 : 0)).codes });
    expect(rare(numbers((row) => (row < 2 ? 99 + row : row)))).toBeNull();
  });
});
