import { describe, expect, it } from 'vitest';
import { alignColumns, formatDuration, formatNumber } from '../../src-main/cli/numbers.ts';

describe('a number for people', () => {
  it.each([
    [0.0812345, '0.0812'],
    [0.5, '0.5'],
    [12_345.6, '12,346'],
    [1e-7, '1e-7'],
    [-2.34567, '-2.35'],
    [0, '0'],
    [Number.NaN, 'not a number'],
    [Number.POSITIVE_INFINITY, 'infinite'],
  ])('%d reads %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it.each([
    [0.44, '0.4 s'],
    [59.4, '59 s'],
    [192, '3 min 12 s'],
    [7_500, '2 h 5 min'],
  ])('%d seconds read %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('columns', () => {
  it('are as wide as their widest cell, two spaces apart', () => {
    expect(
      alignColumns([
        ['run', 'state'],
        ['1', 'finished'],
        ['100', ''],
      ]),
    ).toEqual(['run  state', '1    finished', '100']);
  });
});
