import { describe, expect, it } from 'vitest';
import type { ImportChoices } from '../../../src-main/data/importers/import-choices.ts';
import type { RawColumn } from '../../../src-main/data/importers/raw-column.ts';
import { assembleTable } from '../../../src-main/data/importers/table.ts';
import { chooseTarget, isIdName } from '../../../src-main/data/importers/target-choice.ts';
import { refusal } from '../files.ts';

const rows = 24;

const number = (name: string, value: (row: number) => number): RawColumn => ({
  kind: 'numeric',
  name,
  values: Float64Array.from({ length: rows }, (_, row) => value(row)),
});

function text(name: string, value: (row: number) => string): RawColumn {
  const cells = Array.from({ length: rows }, (_, row) => value(row));
  const categories = [...new Set(cells)].filter((cell) => cell !== '');
  return { kind: 'categorical', name, categories, codes: Int32Array.from(cells, (cell) => categories.indexOf(cell)) };
}

const measured = number('mass', (row) => Math.sin(row));
const kind = text('kind', (row) => ['a', 'b', 'c'][row % 3] as string);

function assemble(columns: readonly RawColumn[], choices: ImportChoices = {}) {
  const target = chooseTarget(
    columns.map((column) => column.name),
    choices,
    'assay.csv',
  );
  const table = assembleTable({ columns, target, choices, file: 'assay.csv' });
  const roles = Object.fromEntries(table.contents.columns.map((column) => [column.name, column.role]));
  return { ...table, roles, said: table.warnings.join('\n') };
}

describe('the target', () => {
  it('is the one named, then one with a usual name, then the last', () => {
    expect(chooseTarget(['x', 'y', 'z'], { target: 'x' }, 'f')).toEqual({ name: 'x', warning: null });
    expect(chooseTarget(['x', 'Class', 'z'], {}, 'f').name).toBe('Class');
    expect(chooseTarget(['x', 'z', 'id'], {}, 'f').name).toBe('z');
  });

  it('is stated in a warning where nobody chose it', () => {
    expect(chooseTarget(['x', 'z'], {}, 'f').warning).toContain('the last column, "z"');
  });

  it('is one column only', async () => {
    const error = await refusal(() => chooseTarget(['x', 'y'], { target: 'x', roles: { y: 'target' } }, 'f'));
    expect(error.code).toBe('data/two-targets');
  });
});

describe('the task', () => {
  it('is regression for numbers and classification for few whole ones, unless chosen', () => {
    const grade = number('grade', (row) => row % 3);
    expect(assemble([kind, measured]).task).toBe('regression');
    expect(assemble([measured, grade])).toMatchObject({ task: 'classification', classes: ['0', '1', '2'] });
    expect(assemble([measured, grade], { task: 'regression' }).task).toBe('regression');
    expect(assemble([measured, number('grade', (row) => row)]).task).toBe('regression');
  });

  it('orders number classes by number, not by text', () => {
    const grade = number('grade', (row) => [10, 9, 2][row % 3] as number);
    expect(assemble([measured, grade]).classes).toEqual(['2', '9', '10']);
  });
});

describe('roles', () => {
  it('leave out what only names the rows', () => {
    const table = assemble([
      text('compound', (row) => `CHEMBL${row}`),
      number('sample_id', (row) => row % 5),
      measured,
      kind,
    ]);
    expect(table.roles).toEqual({ compound: 'ignore', sample_id: 'ignore', mass: 'input', kind: 'target' });
    expect(table.said).toContain('"compound" and "sample_id" only name the rows and are left out.');
  });

  it('know an id by its name, and not a refractive index', () => {
    expect(['id', 'Index', 'patient_id', 'Sample ID', 'patientId', 'Unnamed: 0'].filter(isIdName)).toHaveLength(6);
    expect(['refractive index', 'acid', 'NO', 'solid', 'body mass index'].filter(isIdName)).toEqual([]);
  });

  it('leave out the nameless counter that a data frame writes', () => {
    expect(assemble([number('column 1', (row) => row), measured, kind]).roles).toMatchObject({ 'column 1': 'ignore' });
  });

  it('leave out a copy of the target, in other words too', () => {
    const copy = number('kind number', (row) => (row % 3) * 10);
    const table = assemble([copy, measured, kind]);
    expect(table.roles).toMatchObject({ 'kind number': 'ignore' });
    expect(table.said).toContain('equals the target and would give the answer away');
  });

  it('leave out an empty column and keep a constant one, saying so', () => {
    const table = assemble([number('empty', () => Number.NaN), number('blank', () => 7), measured, kind]);
    expect(table.roles).toMatchObject({ empty: 'ignore', blank: 'input' });
    expect(table.said).toContain('"blank" holds one value only');
  });

  it('find the column that says train, validation and test', () => {
    const parts = text('part', (row) => ['Train', 'valid', 'TEST', 'train'][(row * 7) % 4] as string);
    expect(assemble([parts, measured, kind]).roles).toMatchObject({ part: 'split' });
  });

  it('stand where the user chose them', () => {
    const choices: ImportChoices = { roles: { sample_id: 'input', mass: 'group' } };
    const table = assemble([number('sample_id', (row) => row), measured, kind], choices);
    expect(table.roles).toEqual({ sample_id: 'input', mass: 'group', kind: 'target' });
  });

  it('are not confused by a column called constructor', () => {
    expect(assemble([number('constructor', (row) => Math.cos(row)), measured, kind]).roles).toMatchObject({
      constructor: 'input',
    });
  });
});

describe('warnings', () => {
  it('are the same where the suggested roles were chosen', () => {
    const columns = [text('compound', (row) => `CHEMBL${row}`), number('blank', () => 7), measured, kind];
    const { said } = assemble(columns);
    expect(said).toContain('"compound" only names the rows and is left out');
    expect(assemble(columns, { roles: { compound: 'ignore', blank: 'input', mass: 'input' } }).said).toBe(said);
  });

  it('say what an input by choice does', () => {
    const columns = [number('sample_id', (row) => row % 5), number('copy', (row) => row % 3), measured, kind];
    const { said } = assemble(columns, { roles: { sample_id: 'input', copy: 'input' } });
    expect(said).toContain('"sample_id" only names the rows and is an input by choice');
    expect(said).toContain('"copy" equals the target and is an input by choice: the scores will mean nothing.');
  });

  it('name a copy of the target in another unit, and leave its role alone', () => {
    const yields = number('yield', (row) => (row * 7) % 31);
    const table = assemble([number('percent', (row) => 100 * ((row * 7) % 31)), measured, yields]);
    expect(table.said).toContain('"percent" rises or falls strictly with the target');
    expect(table.roles).toMatchObject({ percent: 'input' });
  });

  it('name a column that counts the rows', () => {
    expect(assemble([number('nr', (row) => row + 1), measured, kind]).said).toContain(
      '"nr" counts the rows one by one.',
    );
  });

  it('name columns with missing values, inputs only', () => {
    const { said } = assemble([
      number('dose', (row) => (row < 3 ? Number.NaN : Math.cos(row))),
      text('plate', (row) => (row === 5 ? '' : `p${row % 3}${row % 2}`)),
      number('unused', () => Number.NaN),
      kind,
    ]);
    expect(said).toContain('Values are missing in "dose" (3), "plate" (1). Numbers are filled');
  });

  it('count repeated rows', () => {
    const table = assemble([
      number('x', (row) => (row < 2 ? 99 : row)),
      text('kind', (row) => (row % 4 < 2 ? 'a' : 'b')),
    ]);
    expect(table.said).toContain('1 row repeats an earlier row exactly.');
  });

  it('name classes that are too rare and classes out of balance', () => {
    const table = assemble([measured, text('kind', (row) => (row === 0 ? 'rare' : 'common'))]);
    expect(table.said).toContain('The class "rare" has fewer than 3 rows');
    expect(table.said).toContain('"common" has 23 rows, "rare" has 1');
  });

  it('show text of the file without characters that steer a terminal', () => {
    const table = assemble([measured, text('kind', (row) => (row === 0 ? 'a\u001b[2J' : 'b'))]);
    expect(table.said).not.toContain('\u001b');
  });
});
