import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src-main/data/dataset.ts';
import { factsOf } from '../../src-main/data/dataset-facts.ts';
import { divisionOf } from '../../src-main/data/division.ts';
import { splitRows } from '../../src-main/data/split.ts';
import { type SplitConfig, splitConfigSchema } from '../../src-shared/domain/run-config.ts';
import { imagesOf, make, numberColumn, tableOf, textColumn } from './small-datasets.ts';

function divide(dataset: Dataset, written: Partial<SplitConfig> = {}) {
  const split = splitConfigSchema.parse(written);
  return { division: divisionOf(dataset, split, factsOf(dataset)), parts: splitRows(dataset, split) };
}

const said = ({ warnings }: { warnings: readonly string[] }) => warnings.join('\n');
const noise = (row: number) => (row * 37) % 101;
const kinds = (rows: number) =>
  textColumn(
    'kind',
    make(rows, (row) => ((row * 5) % 7 < 3 ? 'a' : 'b')),
    'target',
  );

describe('counts', () => {
  it('are those of the split, by class too', () => {
    const table = tableOf(numberColumn('x', make(100, noise)), kinds(100));
    const { division, parts } = divide(table);
    expect(division.rows).toEqual({ train: 70, validation: 15, test: 15 });
    const isA = (row: number) => (row * 5) % 7 < 3;
    expect(division.classes).toEqual(
      [true, false].map((wanted) => ({
        name: wanted ? 'a' : 'b',
        train: parts.train.filter((row) => isA(row) === wanted).length,
        validation: parts.validation.filter((row) => isA(row) === wanted).length,
        test: parts.test.filter((row) => isA(row) === wanted).length,
      })),
    );
  });

  it('of classes are empty for a regression', () => {
    const table = tableOf(
      numberColumn('x', make(100, noise)),
      numberColumn(
        'y',
        make(100, (row) => row % 13),
        'target',
      ),
    );
    expect(divide(table).division.classes).toEqual([]);
  });

  it('have every group in one part', () => {
    const table = tableOf(
      numberColumn('x', make(100, noise)),
      textColumn(
        'patient',
        make(100, (row) => `p${row % 10}`),
        'group',
      ),
      kinds(100),
    );
    const { division } = divide(table, { kind: 'grouped' });
    const { train = 0, validation = 0, test = 0, overlapping } = division.groups ?? {};
    expect([train + validation + test, overlapping]).toEqual([10, 0]);
    expect(divide(table).division.groups).toBeNull();
  });
});

describe('duplicates', () => {
  it('are the rows of other parts that have the inputs of a training row', () => {
    const parts = ['train', 'train', 'validation', 'validation', 'test', 'test', 'test', 'train', 'test', 'test'];
    const table = tableOf(
      numberColumn('x', [1, 2, 1, 3, 2, 2, 4, 5, 3, 6]),
      textColumn('part', parts, 'split'),
      textColumn('kind', ['a', 'b', 'b', 'a', 'a', 'b', 'a', 'b', 'a', 'b'], 'target'),
    );
    const { division } = divide(table, { kind: 'column' });
    // Row 2 repeats row 0; rows 4 and 5 repeat row 1; rows 3 and 8 are alike, and neither is for training.
    expect(division.duplicates).toEqual({ validation: 1, test: 2 });
    expect(said(division)).toContain('2 test rows have exactly the inputs of a training row');
  });

  it('are found among images', () => {
    const pixels = make(40, (row): [number, number] => [row % 20, 7]);
    const { division } = divide(
      imagesOf(
        pixels,
        make(40, (row) => row % 2),
      ),
    );
    expect(division.duplicates.validation + division.duplicates.test).toBeGreaterThan(0);
  });
});

describe('warnings', () => {
  it('say that few rows are left to tune by, and nothing of a sound table', () => {
    expect(said(divide(tableOf(numberColumn('x', make(60, noise)), kinds(60))).division)).toContain(
      'Only 9 rows are held out for tuning',
    );
    const sound = tableOf(
      numberColumn(
        'x',
        make(101, (row) => noise(row)),
      ),
      numberColumn(
        'z',
        make(101, (row) => row % 10),
      ),
      kinds(101),
    );
    const { warnings } = divide(sound, { train: 0.5, validation: 0.3 }).division;
    expect(warnings).toEqual([]);
  });

  it('name classes that training or tuning never sees', () => {
    const names = make(60, (row) => (row < 40 ? 'seen' : row < 50 ? 'late' : 'last'));
    const parts = make(60, (row) => (row < 40 ? 'train' : row < 50 ? 'validation' : 'test'));
    const table = tableOf(
      numberColumn('x', make(60, noise)),
      textColumn('part', parts, 'split'),
      textColumn('kind', names, 'target'),
    );
    const words = said(divide(table, { kind: 'column' }).division);
    expect(words).toContain('No training row has the class "late" and "last": it cannot be learnt.');
    expect(words).toContain('No validation row has the class "seen" and "last"');
  });

  it('name unbalanced classes', () => {
    const names = make(100, (row) => (row % 20 === 0 ? 'rare' : 'common'));
    const table = tableOf(numberColumn('x', make(100, noise)), textColumn('kind', names, 'target'));
    expect(said(divide(table).division)).toContain('"common" has 95 rows, "rare" has 5');
  });

  it('name inputs that give the answer away or name the rows', () => {
    const values = make(60, noise);
    const table = tableOf(
      numberColumn('copy', values),
      numberColumn(
        'fahrenheit',
        values.map((value) => 1.8 * value + 32),
      ),
      numberColumn(
        'sample_id',
        make(60, (row) => (row * 11) % 61),
      ),
      numberColumn('out', values, 'ignore'),
      numberColumn('y', values, 'target'),
    );
    const words = said(divide(table).division);
    expect(words).toContain('"copy" equals the target and gives the answer away');
    expect(words).toContain('"fahrenheit" rises or falls strictly with the target');
    expect(words).toContain('"sample_id" looks like a name of rows');
    expect(words).not.toContain('"out"');
  });
});
