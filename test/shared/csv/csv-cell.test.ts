import { describe, expect, it } from 'vitest';
import { numberCell, textCell } from '../../../src-shared/csv/csv-cell.ts';

describe('a text cell', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "so"', '"say ""so"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', `"'=1+1"`],
    ['+cmd', `"'+cmd"`],
    ['-x', `"'-x"`],
    ['@here', `"'@here"`],
    ['\tx', `"'\tx"`],
    ['=say("so")', `"'=say(""so"")"`],
    ['-1.5e-3', '-1.5e-3'],
    ['+.5', '+.5'],
    ['', ''],
  ])('writes %j as %j', (text, cell) => {
    expect(textCell(text)).toBe(cell);
  });
});

describe('a number cell', () => {
  it.each([0.1 + 0.2, 1 / 3, 5e-324, Number.MAX_VALUE, -1e21])('gives %d back to its last bit', (value) => {
    expect(Number(numberCell(value))).toBe(value);
  });

  it('is empty for NaN and for no number, and no other number', () => {
    expect([Number.NaN, undefined, 0, Number.POSITIVE_INFINITY].map(numberCell)).toEqual(['', '', '0', 'Infinity']);
  });
});
