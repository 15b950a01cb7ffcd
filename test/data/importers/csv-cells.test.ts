import { describe, expect, it } from 'vitest';
import { cellReader } from '../../../src-main/data/importers/csv-cells.ts';

describe('a cell', () => {
  const point = cellReader('.');
  const comma = cellReader(',');

  it('is a number with a decimal point', () => {
    expect(['1', '-2.5', '+.5', '3.', '1e-3', '\u22124'].map(point.numberIn)).toEqual([1, -2.5, 0.5, 3, 0.001, -4]);
  });

  it('is a number with a decimal comma', () => {
    expect(['1', '-2,5', ',5', '1,5E2'].map(comma.numberIn)).toEqual([1, -2.5, 0.5, 150]);
  });

  it('is no number for anything else', () => {
    for (const cell of ['', '1,5', '1.2.3', '0x10', '1_000', 'Infinity', '1e99', '12 mg', '2024-01-02', '1e']) {
      expect(point.numberIn(cell), cell).toBeNaN();
    }
    expect(comma.numberIn('1.5')).toBeNaN();
  });

  it('is missing in any case of the words', () => {
    expect(['', 'na', 'Na', 'NULL', '?', '-', '#N/A'].every(point.isMissing)).toBe(true);
    expect(['0', 'none', '---', 'x'].some(point.isMissing)).toBe(false);
  });
});
