import { describe, expect, it } from 'vitest';
import { previewOf, shortestDecimal } from '../../src-main/data/preview.ts';
import {
  imagesOf,
  imagesWith,
  make,
  numberColumn,
  sequencesOf,
  tableOf,
  textColumn,
  textOf,
} from './small-datasets.ts';

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

describe('a text', () => {
  const words = 'the cat <unk> <unk> <eos> <eos> sat <eos> on the <eos> mat <eos> up'.split(' ');

  it('is shown line by line, what is unknown apart', () => {
    const preview = previewOf(textOf(words), { offset: 0, limit: 3 });
    expect(preview).toEqual({
      form: 'text',
      level: 'word',
      parts: [
        {
          part: null,
          tokens: 14,
          totalLines: 6,
          lines: [
            {
              pieces: [
                { text: 'the cat', isUnknown: false },
                { text: ' <unk> <unk>', isUnknown: true },
              ],
              isCut: false,
            },
            { pieces: [], isCut: false },
            { pieces: [{ text: 'sat', isUnknown: false }], isCut: false },
          ],
        },
      ],
      totalRows: 14,
    });
  });

  it('is shown for each part of its files, from any line on', () => {
    const preview = previewOf(textOf(words, { train: 8, validation: 3, test: 3 }), { offset: 1, limit: 1 });
    const linesOf = (part: string) =>
      preview.form === 'text' && preview.parts.find((one) => one.part === part)?.lines.map(({ pieces }) => pieces);
    expect(preview.form === 'text' && preview.parts.map(({ part, totalLines }) => [part, totalLines])).toEqual([
      ['train', 3],
      ['validation', 1],
      ['test', 2],
    ]);
    expect([linesOf('train'), linesOf('validation'), linesOf('test')]).toEqual([
      [[]],
      [],
      [[{ text: 'up', isUnknown: false }]],
    ]);
  });

  it('has its long lines cut', () => {
    const preview = previewOf(textOf(make(5_000, (index) => `w${index % 9}`)), { offset: 0, limit: 5 });
    if (preview.form !== 'text') throw new Error('A text was expected.');
    const [line] = preview.parts[0]?.lines ?? [];
    expect(line?.isCut).toBe(true);
    expect(line?.pieces[0]?.text.length).toBeLessThanOrEqual(1_000);
    expect(line?.pieces[0]?.text.startsWith('w0 w1 w2')).toBe(true);
  });
});

describe('sequences', () => {
  it('are shown as texts beside the other columns of their rows', () => {
    const sequences = sequencesOf(
      ['ACG', 'T', 'A'.repeat(20_000)],
      numberColumn('y', [0.1, Number.NaN, 3], 'target'),
      textColumn('note', ['u', '', 'w'], 'ignore'),
    );
    expect(previewOf(sequences, { offset: 0, limit: 2 })).toEqual({
      form: 'sequences',
      columns: ['s', 'y', 'note'],
      sequence: 0,
      rows: [
        ['ACG', 0.1, 'u'],
        ['T', null, null],
      ],
      lengths: [3, 1],
      totalRows: 3,
    });
    const last = previewOf(sequences, { offset: 2, limit: 5 });
    expect(last).toMatchObject({ rows: [['A'.repeat(5_000), 3, 'w']], lengths: [20_000] });
  });
});
