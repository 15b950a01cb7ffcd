import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../src-main/data/dataset.ts';
import { importCsv } from '../../../src-main/data/importers/csv.ts';
import type { ImportChoices } from '../../../src-main/data/importers/import-choices.ts';
import { fileWith, lines, refusal } from '../files.ts';

const species = (row: number) => (row % 2 === 0 ? 'setosa' : 'virginica');

async function columnsOf(content: string | Uint8Array, choices: ImportChoices = {}, name?: string) {
  const imported = await importCsv(fileWith(content, name), choices);
  if (imported.contents.form !== 'table') throw new Error('A table was expected.');
  const byName = new Map(imported.contents.columns.map((column) => [column.name, column]));
  return { ...imported, names: [...byName.keys()], column: (column: string) => byName.get(column) as Column };
}

const texts = (column: Column) =>
  column.kind === 'categorical' ? Array.from(column.codes, (code) => column.categories[code] ?? null) : [];
const numbers = (column: Column) => (column.kind === 'numeric' ? [...column.values] : []);

describe('a plain table', () => {
  it('gives numbers as floats and the target as labels in the order of the class names', async () => {
    const table = await columnsOf(
      `length,width,species\n${lines(12, (row) => `${row + 0.5},${row},${species(row + 1)}`)}`,
    );
    expect(table.task).toBe('classification');
    expect(table.classes).toEqual(['setosa', 'virginica']);
    expect(numbers(table.column('length')).slice(0, 3)).toEqual([0.5, 1.5, 2.5]);
    expect(table.column('species')).toMatchObject({ role: 'target', kind: 'categorical' });
    expect(texts(table.column('species')).slice(0, 2)).toEqual(['virginica', 'setosa']);
  });

  it('reads the same table whatever the delimiter', async () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const cells = [
        ['a', 'b', 'class'],
        ...Array.from({ length: 12 }, (_, row) => [`${row}`, `${row * 2}.5`, species(row)]),
      ];
      const table = await columnsOf(cells.map((line) => line.join(delimiter)).join('\r\n'));
      expect(table.names).toEqual(['a', 'b', 'class']);
      expect(numbers(table.column('b')).slice(0, 2)).toEqual([0.5, 2.5]);
    }
  });

  it('takes a decimal comma between semicolons', async () => {
    const table = await columnsOf(`x;y;class\n${lines(12, (row) => `${row},25;-1,5e1;${species(row)}`)}`);
    expect(numbers(table.column('x')).slice(0, 2)).toEqual([0.25, 1.25]);
    expect(numbers(table.column('y'))[0]).toBe(-15);
    expect(table.reading).toContain('semicolon-separated, decimal comma');
  });

  it('numbers the columns of a table without names', async () => {
    const table = await columnsOf(lines(12, (row) => `${row / 4},${row / 2},${species(row)}`));
    expect(table.names).toEqual(['column 1', 'column 2', 'column 3']);
    expect(table.rows).toBe(12);
  });

  it('sees a line of names even where names are numbers, as wavelengths are', async () => {
    const table = await columnsOf(`sample kind,400,402\n${lines(12, (row) => `${species(row)},0.${row + 1},0.2`)}`, {
      target: 'sample kind',
    });
    expect(table.names).toEqual(['sample kind', '400', '402']);
    expect(table.rows).toBe(12);
  });

  it('gives blank and repeated names a name of their own', async () => {
    const table = await columnsOf(`,x,x,class\n${lines(12, (row) => `${row * 3},${row},1,${species(row)}`)}`);
    expect(table.names).toEqual(['column 1', 'x', 'x (2)', 'class']);
  });

  it('reads quoted cells with delimiters, quotes and line breaks inside', async () => {
    const table = await columnsOf(
      `note,x,class\n${lines(12, (row) => `"a, ""b""\n${row % 3}",${row},${species(row)}`)}`,
    );
    expect(texts(table.column('note'))[1]).toBe('a, "b"\n1');
    expect(table.rows).toBe(12);
  });

  it('keeps a quote inside unquoted text', async () => {
    const table = await columnsOf(
      `pipe,x,class\n${lines(12, (row) => `${(row % 3) + 4}" pipe,${row},${species(row)}`)}`,
    );
    expect(texts(table.column('pipe'))[0]).toBe('4" pipe');
  });

  it('reads files whose lines end in different ways', async () => {
    const table = await columnsOf(`x,class\r\n${lines(12, (row) => `${row},${species(row)}`)}\r\n\r\n7,setosa`);
    expect(table.rows).toBe(13);
    expect(table.classes).toEqual(['setosa', 'virginica']);
  });
});

describe('a wide table', () => {
  it('keeps all its columns', async () => {
    const cells = (row: number) =>
      Array.from({ length: 20_000 }, (_, column) => (row * 31 + column * 7) % 97).join(',');
    const header = Array.from({ length: 20_000 }, (_, column) => `mass ${column / 10}`).join(',');
    const table = await columnsOf(`${header},class\n${lines(12, (row) => `${cells(row)},${species(row)}`)}`);
    expect(table.names).toHaveLength(20_001);
    expect(numbers(table.column('mass 1999.9'))[1]).toBe((31 + 19_999 * 7) % 97);
  });
});

describe('encodings', () => {
  const text = `température,Größe\n${lines(12, (row) => `${row},${row % 2 === 0 ? 'süß' : 'groß'}`)}`;

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'])('are told from the bytes: %s', async (encoding) => {
    const table = await columnsOf(iconv.encode(text, encoding));
    expect(table.names).toEqual(['température', 'Größe']);
    expect(table.classes).toEqual(['groß', 'süß']);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'])('lose their byte-order mark: %s', async (encoding) => {
    const table = await columnsOf(iconv.encode(text, encoding, { addBOM: true }));
    expect(table.names).toEqual(['température', 'Größe']);
  });

  it('can be chosen', async () => {
    const table = await columnsOf(
      iconv.encode(`x,y\n${lines(12, (row) => `${row},${row % 2 ? 'ё' : 'я'}`)}`, 'koi8-r'),
      {
        encoding: 'koi8-r',
      },
    );
    expect(table.classes).toEqual(['я', 'ё'].sort());
  });

  it('see Windows-1252 in a byte far behind the first lines', async () => {
    const far = `${lines(40_000, (row) => `${row},${species(row)}`)}`;
    const table = await columnsOf(Buffer.concat([Buffer.from(`x,class\n${far}1,caf`), Buffer.from([0xe9, 0x0a])]));
    expect(table.classes).toContain('café');
  });
});

describe('missing values', () => {
  it('are the usual words', async () => {
    const words = ['', 'NA', 'NaN', 'null', '?', '-', 'n/a'];
    const table = await columnsOf(`x,z,class\n${lines(14, (row) => `${words[row] ?? row},${row},${species(row)}`)}`);
    expect(numbers(table.column('x')).filter(Number.isNaN)).toHaveLength(7);
  });

  it('are the chosen words instead, numbers too', async () => {
    const table = await columnsOf(
      `x,kind,class\n${lines(12, (row) => `${row === 3 ? -999 : row},NA,${species(row)}`)}`,
      {
        missing: ['-999'],
      },
    );
    expect(numbers(table.column('x'))[3]).toBeNaN();
    expect(texts(table.column('kind'))[0]).toBe('NA');
  });

  it('in the target cost the row, and a warning says how many', async () => {
    const table = await columnsOf(`x,class\n${lines(14, (row) => `${row},${row < 2 ? '?' : species(row)}`)}`);
    expect(table.rows).toBe(12);
    expect(numbers(table.column('x'))[0]).toBe(2);
    expect(table.warnings.join()).toContain('2 rows without a value in the target "class" were left out.');
  });
});

describe('kinds of columns', () => {
  it('become text where a late cell is no number, and the warning quotes it', async () => {
    const table = await columnsOf(
      `dose,x,class\n${lines(700, (row) => `${row === 650 ? '<0.1' : row % 9},${row},${species(row)}`)}`,
    );
    expect(table.column('dose').kind).toBe('categorical');
    expect(texts(table.column('dose'))[650]).toBe('<0.1');
    expect(table.warnings.join()).toContain(
      '"dose" is read as text: "<0.1" in data row 651 is no number. If it means "no value"',
    );
  });

  it('never hold an infinity: a number beyond 32 bits is text', async () => {
    const table = await columnsOf(
      `x,z,class\n${lines(12, (row) => `${row === 0 ? '1e39' : row},${row},${species(row)}`)}`,
    );
    expect(table.column('x').kind).toBe('categorical');
  });
});

describe('compressed files', () => {
  it('are read whatever their name', async () => {
    const table = await columnsOf(
      gzipSync(`x,class\n${lines(12, (row) => `${row},${species(row)}`)}`),
      {},
      'assay.csv',
    );
    expect(table.rows).toBe(12);
  });

  it('have the hash of their content, so that a table and its gzip are the same', async () => {
    const text = `x,class\n${lines(12, (row) => `${row},${species(row)}`)}`;
    const [plain, packed] = await Promise.all([columnsOf(text), columnsOf(gzipSync(text))]);
    expect(packed.fileHashes).toEqual(plain.fileHashes);
  });

  it('that break off are refused', async () => {
    const packed = gzipSync(`x,class\n${lines(5000, (row) => `${row * 7919},${species(row)}`)}`);
    const error = await refusal(importCsv(fileWith(packed.subarray(0, packed.length / 2), 'assay.csv.gz'), {}));
    expect(error.code).toBe('data/truncated-gzip');
  });
});

describe('what is no table', () => {
  const good = `a,b,class\n${lines(20, (row) => `${row},${row},${species(row)}`)}`;

  it.each([
    ['an empty file', '', 'data/empty-file'],
    ['blank lines', '\n\n\n', 'data/empty-file'],
    ['names without rows', 'a,b,class\n', 'data/no-rows'],
    ['one endless line', 'x,'.repeat(3_000_000), 'data/long-line'],
    ['one column', 'a\n1\n2\n', 'data/no-table'],
    ['nine rows', `a,class\n${lines(9, (row) => `${row},${species(row)}`)}`, 'data/too-few-rows'],
    ['one class only', `a,class\n${lines(12, (row) => `${row},yes`)}`, 'data/one-class'],
    ['one value only', `a,y\n${lines(12, (row) => `${row},1.5`)}`, 'data/one-class'],
    ['a quote that never ends', `${good}1,"2,setosa\n1,2,setosa\n`, 'data/unreadable-text'],
    ['a binary file', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 7, 3, 0, 1, 200, 0]), 'data/not-text'],
    ['a spreadsheet', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0, 33, 0]), 'data/not-text'],
    ['no input beside the target', `id,class\n${lines(12, (row) => `${row},${species(row)}`)}`, 'data/no-inputs'],
  ])('is refused in words: %s', async (_, content, code) => {
    expect((await refusal(importCsv(fileWith(content), {}))).code).toBe(code);
  });

  it('is refused with line, seen and expected counts where rows are ragged', async () => {
    const error = await refusal(importCsv(fileWith(`${good}1,2,3,setosa\n`), {}));
    expect(error.code).toBe('data/ragged-row');
    expect(error.details).toEqual({ line: 22, seen: 4, expected: 3 });
    expect(error.message).toContain('Line 22 of assay.csv has 4 values; 3 were expected');
  });

  it('is refused by name where there is no file', async () => {
    const error = await refusal(importCsv('/nowhere/assay.csv', {}));
    expect(error.message).toBe('There is no file /nowhere/assay.csv. Check the path.');
  });

  it('is refused with the columns there are where the target is unknown', async () => {
    const error = await refusal(importCsv(fileWith(good), { target: 'yield' }));
    expect(error.code).toBe('data/unknown-column');
    expect(error.message).toContain('"a", "b" and "class"');
  });

  it('is refused where an encoding does not exist', async () => {
    expect((await refusal(importCsv(fileWith(good), { encoding: 'klingon' }))).code).toBe('data/unknown-encoding');
  });

  it('is refused where text is to be regressed on', async () => {
    expect((await refusal(importCsv(fileWith(good), { task: 'regression' }))).code).toBe('data/target-not-numeric');
  });
});
