import { describe, expect, it } from 'vitest';
import { contiguousRanges } from '../../src-main/data/contiguous-split.ts';
import { countRows, recommendedSplit, splitRows } from '../../src-main/data/split.ts';
import { type SplitConfig, splitConfigSchema } from '../../src-shared/domain/run-config.ts';
import { refusal } from './files.ts';
import { make, numberColumn, tableOf, textOf } from './small-datasets.ts';

const split = (written: Partial<SplitConfig> = {}) => splitConfigSchema.parse({ kind: 'contiguous', ...written });
const words = (count: number) => make(count, (index) => `w${index % 7}`);

describe('a running text', () => {
  it('is divided in its own order by the shares', () => {
    const { train, validation, test } = splitRows(textOf(words(200)), split({ train: 0.7, validation: 0.2 }));
    expect([...train]).toEqual(make(140, (index) => index));
    expect([...validation]).toEqual(make(40, (index) => 140 + index));
    expect([...test]).toEqual(make(20, (index) => 180 + index));
  });

  it('has each token in one part, for any length and shares', () => {
    for (let count = 20; count < 120; count += 7) {
      for (const [train, validation] of [
        [0.7, 0.15],
        [0.9, 0.05],
        [0.34, 0.33],
        [0.1, 0.1],
      ] as const) {
        const text = textOf(words(count));
        const parts = splitRows(text, split({ train, validation }));
        expect([...parts.train, ...parts.validation, ...parts.test]).toEqual(make(count, (index) => index));
        for (const [part, share] of [
          [parts.train, train],
          [parts.validation, validation],
        ] as const) {
          expect(Math.abs(part.length - share * count)).toBeLessThanOrEqual(1);
        }
        const counts = countRows(text, split({ train, validation }));
        expect(Object.values(counts)).toEqual([parts.train, parts.validation, parts.test].map(({ length }) => length));
      }
    }
  });

  it('keeps the parts of its files', () => {
    const text = textOf(words(200), { train: 120, validation: 50, test: 30 });
    expect(contiguousRanges(text.card, split())).toEqual({
      train: { from: 0, to: 120 },
      validation: { from: 120, to: 170 },
      test: { from: 170, to: 200 },
    });
  });

  it('takes a part that no file holds from the end of the training text, in proportion', () => {
    const withoutValidation = textOf(words(200), { train: 160, test: 40 });
    // 0.6 to 0.2: a quarter of what is left.
    expect(contiguousRanges(withoutValidation.card, split({ train: 0.6, validation: 0.2 }))).toEqual({
      train: { from: 0, to: 120 },
      validation: { from: 120, to: 160 },
      test: { from: 160, to: 200 },
    });
    const withoutTest = textOf(words(200), { train: 160, validation: 40, test: 0 });
    expect(contiguousRanges(withoutTest.card, split({ train: 0.6, validation: 0.2 }))).toEqual({
      train: { from: 0, to: 120 },
      validation: { from: 160, to: 200 },
      test: { from: 120, to: 160 },
    });
  });

  it('is refused any other split, in words', async () => {
    expect(recommendedSplit(textOf(words(50)).card)).toEqual({ kind: 'contiguous' });
    for (const kind of ['random', 'stratified', 'grouped', 'column'] as const) {
      for (const divide of [splitRows, countRows]) {
        const error = await refusal(() => divide(textOf(words(50)), splitConfigSchema.parse({ kind })));
        expect(error.code).toBe('data/text-stays-in-order');
        expect(error.message).toContain('is a running text');
        expect(error.message).toContain('Choose the split contiguous.');
      }
    }
  });

  it('is refused where a part gets nothing', async () => {
    const error = await refusal(() => countRows(textOf(words(20)), split({ train: 0.99, validation: 0.005 })));
    expect([error.code, error.message]).toEqual([
      'data/empty-part',
      'The split leaves no token of 20 for validation; each of training, validation and test needs some. Add text or change the shares.',
    ]);
  });
});

describe('rows of a table', () => {
  it('can be divided in their order too', () => {
    const table = tableOf(
      numberColumn(
        'x',
        make(20, (row) => row),
      ),
      numberColumn(
        'y',
        make(20, (row) => row / 2),
        'target',
      ),
    );
    const parts = splitRows(table, split({ train: 0.5, validation: 0.25 }));
    expect([...parts.validation]).toEqual([10, 11, 12, 13, 14]);
    expect(countRows(table, split({ train: 0.5, validation: 0.25 }))).toEqual({ train: 10, validation: 5, test: 5 });
  });
});
