import { describe, expect, it } from 'vitest';
import { previewOf, shortestDecimal } from '../../src-main/data/preview.ts';
import { imagesOf, imagesWith, make, numberColumn, tableOf, textColumn } from './small-datasets.ts';

describe('a number', () => {
  it.each([
    [5.1, 5.1],
    [0.1, 0.1],
    [1 / 3, 0.33333334],
    [16777216, 16777216],
    [-1e-30, -1e-30],
    [0, 0],
  ])('%d is shown as %d, which is the same in 32 bits', (value, shown) => {
    expect(shortestDecimal(Math.fround(value))).toBe(shown);
    expect(Math.fround(shown)).toBe(Math.fround(value));
  });
});

describe('a table', () => {
  const table = tableOf(
    numberColumn('x', [1, Number.NaN, Number.POSITIVE_INFINITY, 4]),
    textColumn('note', ['a', '', 'b', 'c'.repeat(2_000)], 'ignore'),
    textColumn('kind', ['u', 'v', 'u', 'v'], 'target'),
  );

  it('is shown with all its columns; what is missing is null', () => {
    expect(previewOf(table, { offset: 0, limit: 3 })).toEqual({
      form: 'table',
      columns: ['x', 'note', 'kind'],
      rows: [
        [1, 'a', 'u'],
        [null, null, 'v'],
        ['Infinity', 'b', 'u'],
      ],
      totalRows: 4,
    });
  });

  it('has no rows beyond its end, and long texts are cut', () => {
    const preview = previewOf(table, { offset: 3, limit: 100 });
    expect(preview.form === 'table' && preview.rows).toEqual([[4, 'c'.repeat(500), 'v']]);
    expect(previewOf(table, { offset: 9, limit: 1 })).toMatchObject({ rows: [] });
  });

  it('that is very wide shows fewer rows, and at least one', () => {
    const columns = make(100_000, (column) => numberColumn(`x${column}`, [1, 2, 3, 4]));
    const preview = previewOf(tableOf(...columns, textColumn('kind', ['u', 'v', 'u', 'v'], 'target')), {
      offset: 0,
      limit: 4,
    });
    expect(preview.form === 'table' && preview.rows).toHaveLength(1);
  });
});

describe('images', () => {
  it('come as bytes of their own with their classes', () => {
    const images = imagesOf(
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      [0, 1, 0],
    );
    expect(previewOf(images, { offset: 1, limit: 9 })).toEqual({
      form: 'images',
      imageShape: [1, 2, 1],
      pixels: Uint8Array.of(3, 4, 5, 6),
      labels: ['1', '0'],
      totalRows: 3,
    });
  });

  it('of 16 bits are shown from black to the brightest that is there', () => {
    const images = imagesWith({ imageShape: [1, 2, 1], pixels: Uint16Array.of(0, 1000, 2000, 4000), labels: [0, 1] });
    expect(previewOf(images, { offset: 0, limit: 9 })).toMatchObject({ pixels: Uint8Array.of(0, 64, 128, 255) });
    expect(previewOf(images, { offset: 0, limit: 1 })).toMatchObject({ pixels: Uint8Array.of(0, 255) });
  });
});
