import { describe, expect, it } from 'vitest';
import type { RowsOfParts } from '../../src-main/data/allot.ts';
import { hashOf } from '../../src-main/data/durable-file.ts';
import { recommendedSplit, splitRows } from '../../src-main/data/split.ts';
import { splitConfigSchema } from '../../src-shared/domain/run-config.ts';
import { refusal } from './files.ts';
import { imagesOf, make, numberColumn, tableOf, textColumn } from './small-datasets.ts';

const config = splitConfigSchema.parse;

/** A table of `rows` rows with unequal classes and unequal groups. */
function table(rows: number) {
  return tableOf(
    numberColumn(
      'x',
      make(rows, (row) => row),
    ),
    textColumn(
      'patient',
      make(rows, (row) => `p${Math.floor(Math.sqrt(row * 3))}`),
      'group',
    ),
    textColumn(
      'class',
      make(rows, (row) => (row % 7 === 0 ? 'rare' : row % 3 === 0 ? 'some' : 'many')),
      'target',
    ),
  );
}

function expectPartition(parts: RowsOfParts, rows: number): void {
  const all = [...parts.train, ...parts.validation, ...parts.test];
  expect(all).toHaveLength(rows);
  expect(new Set(all).size).toBe(rows);
  expect(Math.max(...all)).toBe(rows - 1);
}

const sizes = [10, 11, 37, 150, 1000];
const shares = [
  { train: 0.7, validation: 0.15 },
  { train: 0.8, validation: 0.1 },
  { train: 0.5, validation: 0.25 },
  { train: 1 / 3, validation: 1 / 3 },
];
const cases = sizes.flatMap((rows) => shares.flatMap((share) => [0, 1, 99].map((seed) => ({ rows, seed, ...share }))));

describe('every split', () => {
  it.each(['random', 'stratified', 'grouped'] as const)('is disjoint and exhaustive: %s', (kind) => {
    for (const { rows, ...rest } of cases) expectPartition(splitRows(table(rows), config({ kind, ...rest })), rows);
  });

  it.each([
    ['random', '24381370bf87'],
    ['stratified', 'e348e8fa5b9c'],
    ['grouped', 'ed1c423bc5c9'],
  ] as const)('is the same on every machine and in every version: %s', (kind, pinned) => {
    const { train, validation, test } = splitRows(table(150), config({ kind, seed: 5 }));
    expect(hashOf([train, validation, test].map((rows) => new TextEncoder().encode(`${rows};`))).slice(0, 12)).toBe(
      pinned,
    );
  });

  it.each(['random', 'stratified', 'grouped'] as const)(
    'repeats with its seed and changes with another: %s',
    (kind) => {
      const data = table(150);
      const first = splitRows(data, config({ kind, seed: 5 }));
      expect(splitRows(data, config({ kind, seed: 5 }))).toEqual(first);
      expect(splitRows(data, config({ kind, seed: 6 }))).not.toEqual(first);
    },
  );

  it('is refused where a part would stay empty', async () => {
    const error = await refusal(() => splitRows(table(10), config({ kind: 'random', train: 0.98, validation: 0.01 })));
    expect(error.code).toBe('data/empty-part');
  });
});

describe('a random split', () => {
  it('keeps the shares within one row', () => {
    for (const { rows, seed, train, validation } of cases) {
      const parts = splitRows(table(rows), config({ kind: 'random', seed, train, validation }));
      expect(Math.abs(parts.train.length - train * rows)).toBeLessThan(1);
      expect(Math.abs(parts.validation.length - validation * rows)).toBeLessThan(1);
    }
  });
});

describe('a stratified split', () => {
  it('keeps the share of every class within one row, and of all rows within one row a class', () => {
    for (const { rows, seed, train, validation } of cases) {
      const data = table(rows);
      const parts = splitRows(data, config({ kind: 'stratified', seed, train, validation }));
      const target = data.form === 'table' ? data.columns[2] : undefined;
      if (target?.kind !== 'categorical') throw new Error('Classes were expected.');
      for (const [label, count] of (data.card.classCounts ?? []).entries()) {
        const inTrain = parts.train.filter((row) => target.codes[row] === label).length;
        const inValidation = parts.validation.filter((row) => target.codes[row] === label).length;
        expect(Math.abs(inTrain - train * count)).toBeLessThanOrEqual(1);
        expect(Math.abs(inValidation - validation * count)).toBeLessThanOrEqual(1);
      }
      expect(Math.abs(parts.test.length - (1 - train - validation) * rows)).toBeLessThanOrEqual(1.5);
    }
  });

  it('fills every part although each of many classes has three rows', () => {
    const data = tableOf(
      numberColumn(
        'x',
        make(300, (row) => row),
      ),
      textColumn(
        'class',
        make(300, (row) => `c${row % 100}`),
        'target',
      ),
    );
    const parts = splitRows(data, config({ kind: 'stratified' }));
    expect([parts.train.length, parts.validation.length, parts.test.length]).toEqual([210, 45, 45]);
  });

  it('is refused for numbers', async () => {
    const data = tableOf(
      numberColumn(
        'x',
        make(20, (row) => row),
      ),
      numberColumn(
        'y',
        make(20, (row) => row),
        'target',
      ),
    );
    expect((await refusal(() => splitRows(data, config({ kind: 'stratified' })))).code).toBe('data/no-strata');
  });
});

describe('a grouped split', () => {
  it('never lets a group straddle two parts', () => {
    for (const { rows, ...rest } of cases) {
      const data = table(rows);
      const parts = splitRows(data, config({ kind: 'grouped', ...rest }));
      const group = data.form === 'table' ? data.columns[1] : undefined;
      if (group?.kind !== 'categorical') throw new Error('Groups were expected.');
      const seen = Object.values(parts).map((part) => new Set(Array.from(part, (row) => group.codes[row])));
      const together = seen.reduce((sum, codes) => sum + codes.size, 0);
      expect(together).toBe(group.categories.length);
    }
  });

  it('comes near the shares where groups are small', () => {
    const data = tableOf(
      numberColumn(
        'x',
        make(1000, (row) => row),
      ),
      numberColumn(
        'plate',
        make(1000, (row) => Math.floor(row / 4)),
      ),
      textColumn(
        'class',
        make(1000, (row) => (row % 2 ? 'a' : 'b')),
        'target',
      ),
    );
    const parts = splitRows(data, config({ kind: 'grouped', column: 'plate' }));
    expect(Math.abs(parts.train.length - 700)).toBeLessThanOrEqual(4);
    expect(Math.abs(parts.validation.length - 150)).toBeLessThanOrEqual(4);
  });

  it('gives three groups one part each, and refuses two', async () => {
    const grouped = (groups: number) =>
      tableOf(
        numberColumn(
          'x',
          make(30, (row) => row),
        ),
        textColumn(
          'g',
          make(30, (row) => `g${row % groups}`),
          'group',
        ),
        textColumn(
          'class',
          make(30, (row) => (row % 2 ? 'a' : 'b')),
          'target',
        ),
      );
    const parts = splitRows(grouped(3), config({ kind: 'grouped' }));
    expect(Object.values(parts).map((part) => part.length)).toEqual([10, 10, 10]);
    const error = await refusal(() => splitRows(grouped(2), config({ kind: 'grouped' })));
    expect(error.code).toBe('data/too-few-groups');
  });

  it('is refused where the column is unknown or no column has the role', async () => {
    const unknown = await refusal(() => splitRows(table(20), config({ kind: 'grouped', column: 'plate' })));
    expect(unknown.message).toContain('There is no column "plate"');
    const none = tableOf(
      numberColumn(
        'x',
        make(20, (row) => row),
      ),
      textColumn(
        'c',
        make(20, (row) => `${row % 2}`),
        'target',
      ),
    );
    expect((await refusal(() => splitRows(none, config({ kind: 'grouped' })))).code).toBe('data/unknown-column');
  });
});

describe('a split by column', () => {
  const by = (words: readonly string[]) =>
    tableOf(
      numberColumn(
        'x',
        make(20, (row) => row),
      ),
      textColumn(
        'part',
        make(20, (row) => words[row % words.length] as string),
        'split',
      ),
      textColumn(
        'class',
        make(20, (row) => (row % 2 ? 'a' : 'b')),
        'target',
      ),
    );

  it('does what the column says, whatever the case', () => {
    const parts = splitRows(
      by(['Train', 'TRAINING', 'valid', 'val', 'Validation', 'test']),
      config({ kind: 'column' }),
    );
    expect([...parts.train]).toEqual([0, 1, 6, 7, 12, 13, 18, 19]);
    expect([...parts.test]).toEqual([5, 11, 17]);
  });

  it('is refused with the values seen', async () => {
    const error = await refusal(() => splitRows(by(['train', 'dev', '', 'test']), config({ kind: 'column' })));
    expect(error.message).toContain('"train", "dev", "test" and ""');
  });

  it('is refused where a part has no row', async () => {
    const error = await refusal(() => splitRows(by(['train', 'test']), config({ kind: 'column' })));
    expect(error.details).toEqual({ part: 'validation' });
  });
});

describe('files with a test set of their own', () => {
  const images = imagesOf(
    make(40, (row) => [row, 1]),
    make(40, (row) => row % 2),
    { train: 30, test: 10 },
  );

  it.each(['random', 'stratified'] as const)('seal it and divide the rest: %s', (kind) => {
    const parts = splitRows(images, config({ kind, train: 0.6, validation: 0.2 }));
    expect([...parts.test]).toEqual(make(10, (row) => 30 + row));
    expectPartition(parts, 40);
    expect(Math.abs(parts.train.length - 22.5)).toBeLessThanOrEqual(1);
  });

  it('have no column to split by', async () => {
    expect((await refusal(() => splitRows(images, config({ kind: 'grouped' })))).code).toBe('data/no-columns');
  });
});

describe('the recommended split', () => {
  it('goes by the columns, then by the task', () => {
    expect(recommendedSplit(table(20).card)).toEqual({ kind: 'grouped', column: 'patient' });
    const classes = tableOf(numberColumn('x', [1, 2]), textColumn('c', ['a', 'b'], 'target'));
    expect(recommendedSplit(classes.card)).toEqual({ kind: 'stratified' });
    const values = tableOf(numberColumn('x', [1, 2]), numberColumn('y', [1, 2], 'target'));
    expect(recommendedSplit(values.card)).toEqual({ kind: 'random' });
  });
});
