import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { importCsv } from '../../../src-main/data/importers/csv.ts';
import type { ImportChoices } from '../../../src-main/data/importers/import-choices.ts';
import { fileWith, lines, refusal } from '../files.ts';

const kind = (row: number) => (row % 3 === 0 ? 'oak' : 'ash');
const noise = (row: number) => ((row * 37) % 101) / 8;

interface Expected {
  readonly rows?: number;
  readonly target?: string;
  /** First values of columns; texts for categories, null for missing. */
  readonly columns?: Readonly<Record<string, readonly (string | number | null)[]>>;
  readonly roles?: Readonly<Record<string, string>>;
  /** Parts of warnings that must be there. */
  readonly says?: readonly string[];
  /** Parts of warnings that must not be there. */
  readonly silent?: readonly string[];
}

async function read(content: string | Uint8Array, choices: ImportChoices = {}) {
  const { contents, ...imported } = await importCsv(fileWith(content), choices);
  if (contents.form !== 'table') throw new Error('A table was expected.');
  const columns = contents.columns.map((column) => {
    const cells =
      column.kind === 'numeric'
        ? Array.from(column.values, (value) => (Number.isNaN(value) ? null : value))
        : Array.from(column.codes, (code) => column.categories[code] ?? null);
    return { name: column.name, role: column.role, cells };
  });
  return {
    ...imported,
    said: imported.warnings.join('\n'),
    columns: new Map(columns.map((each) => [each.name, each])),
  };
}

const messy: readonly (readonly [string, string | Uint8Array, Expected])[] = [
  [
    'an Excel export: BOM, semicolons, decimal commas, lines of Windows',
    `\uFEFFProbe;Gehalt;Sorte\r\n${lines(12, (row) => `P${row};${row},25;${kind(row)}\r`)}`,
    { rows: 12, target: 'Sorte', columns: { Gehalt: [0.25, 1.25] }, silent: ['read as text'] },
  ],
  [
    'a first line that says what the delimiter is',
    `sep=;\r\na;b;class\r\n${lines(12, (row) => `${row};2,5;${kind(row)}\r`)}`,
    { rows: 12, columns: { b: [2.5, 2.5] }, silent: ['sep'] },
  ],
  [
    'German dates',
    `Datum;x;class\n${lines(24, (row) => `${String((row % 24) + 1).padStart(2, '0')}.02.2023;${row},5;${kind(row)}`)}`,
    { roles: { Datum: 'ignore' }, says: ['"Datum" is read as text and left out: it holds dates ("01.02.2023")'] },
  ],
  [
    'units in a second line',
    `mass,yield,class\nmg,%,\n${lines(12, (row) => `${row},${row}.5,${kind(row)}`)}`,
    {
      rows: 12,
      columns: { mass: [0, 1], yield: [0.5, 1.5] },
      says: ['The line below the names holds units ("mg" and "%") and is left out.'],
    },
  ],
  [
    'units for a target that is a number, too',
    `mass,yield\n[mg],[%]\n${lines(12, (row) => `${row},${noise(row)}`)}`,
    { rows: 12, target: 'yield', columns: { yield: [0, 4.625] }, says: ['("[mg]" and "[%]")'] },
  ],
  [
    'a first row of strays that come again, which is no line of units',
    `mass,yield,class\nn.d.,2,oak\n${lines(12, (row) => `${row === 4 ? 'n.d.' : row},${row}.5,${kind(row)}`)}`,
    { rows: 13, says: ['"n.d." (data row 1) and 1 more are no numbers'], silent: ['units'] },
  ],
  [
    'a delimiter at the end of every line, names included',
    `a,b,yield,\n${lines(12, (row) => `${row},${row * 2},${noise(row)},`)}`,
    { rows: 12, target: 'yield' },
  ],
  [
    'a delimiter at the end of every row and not of the names',
    `a,b,yield\n${lines(12, (row) => `${row},${row * 2},${noise(row)},`)}`,
    { rows: 12, target: 'yield', columns: { b: [0, 2] } },
  ],
  [
    'a delimiter at the end of the names only',
    `a,b,yield,\n${lines(12, (row) => `${row},${row * 2},${noise(row)}`)}`,
    { rows: 12, target: 'yield', columns: { b: [0, 2] } },
  ],
  [
    'line breaks inside quotes',
    `"note","x","class"\n${lines(12, (row) => `"a\nb${row % 2}","${row}","${kind(row)}"`)}`,
    { rows: 12, columns: { note: ['a\nb0', 'a\nb1'], x: [0, 1] } },
  ],
  [
    'UTF-16 as Excel writes it',
    iconv.encode(`Größe\tclass\tx\r\n${lines(12, (row) => `${row},5\t${kind(row)}\t${row}\r`)}`, 'utf-16le', {
      addBOM: true,
    }),
    { rows: 12, columns: { Größe: [0.5, 1.5] } },
  ],
  [
    'empty last rows, whole and cut',
    `a;b;class\n${lines(12, (row) => `${row};${row};${kind(row)}`)};;\n;;\n;\n   \n\n`,
    { rows: 12, says: ['2 rows without a value in the target "class" were left out.'] },
  ],
  [
    'one name for two columns',
    `x,x,class\n${lines(12, (row) => `${row},${row * 2},${kind(row)}`)}`,
    { columns: { x: [0, 1], 'x (2)': [0, 2] }, says: ['called x (2)'] },
  ],
  [
    'thousands separators, never taken for decimal marks',
    `price,x,class\n${lines(24, (row) => `"${row + 1},${String(row * 7 + 100)}",${row}.5,${kind(row)}`)}`,
    {
      roles: { price: 'ignore' },
      says: ['"price" is read as text and left out: its numbers have thousands separators ("1,100"). Remove'],
    },
  ],
  [
    'German thousands',
    `Preis;x;class\n${lines(24, (row) => `${row + 1}.${String(row * 7 + 100)};${row},5;${kind(row)}`)}`,
    { says: ['its numbers have thousands separators ("1.100")'] },
  ],
  [
    'thousands among small numbers',
    `n,x,class\n${lines(24, (row) => `${row > 20 ? `"1,${row}0"` : row},${row}.5,${kind(row)}`)}`,
    {
      says: [
        '"1,210" (data row 22), "1,220" (data row 23), "1,230" (data row 24) are no numbers. Remove the separators',
      ],
    },
  ],
  [
    'decimal commas of three digits between semicolons',
    `x;z;class\n${lines(12, (row) => `${row + 1},125;${row};${kind(row)}`)}`,
    { columns: { x: [1.125, 2.125] } },
  ],
  [
    'percentages',
    `share,x,class\n${lines(24, (row) => `${row * 4} %,${row},${kind(row)}`)}`,
    { says: ['"share" is read as text and left out: its numbers carry a percent sign ("0 %").'] },
  ],
  [
    'units behind the numbers',
    `mass,x,class\n${lines(24, (row) => `${row}.5 mg,${row},${kind(row)}`)}`,
    { says: ['its numbers carry a unit ("0.5 mg").'] },
  ],
  [
    'two decimal marks in one file',
    `a;b;c;class\n${lines(24, (row) => `${row},5;${row}.5;${row},25;${kind(row)}`)}`,
    {
      columns: { a: [0.5, 1.5] },
      says: ['"b" is read as text and left out: its numbers have another decimal mark ("0.5").'],
    },
  ],
  [
    'lines that end in three ways',
    `a,b,class\r\n${Array.from({ length: 12 }, (_, row) => `${row},1,${kind(row)}${['\n', '\r\n', '\r'][row % 3]}`).join('')}`,
    { rows: 12, columns: { a: [0, 1, 2, 3] } },
  ],
  [
    'the ways to say that nothing was measured',
    `x,z,class\n${lines(24, (row) => `${['NA', 'n/a', 'n.a.', 'NaN', 'NULL', '#N/A', '#NV', '#DIV/0!', '<NA>', '--', '.', '-', '?', ' '][row] ?? row},${row},${kind(row)}`)}`,
    { columns: { x: [...Array<null>(14).fill(null), 14, 15] } },
  ],
  [
    'spaces before cells and quotes',
    ` a,  "b, c", class\n${lines(12, (row) => `  ${row},  "${row}" , ${kind(row)} `)}`,
    { rows: 12, columns: { a: [0, 1], 'b, c': [0, 1] } },
  ],
  [
    'blank cells between tabs, the first of a line too',
    `a\tb\tclass\n${lines(12, (row) => `${row % 2 === 0 ? '' : row}\t \t${kind(row)}`)}`,
    { rows: 12, columns: { a: [null, 1], b: [null, null] } },
  ],
  [
    'a few stray texts among numbers',
    `dose,x,class\n${lines(60, (row) => `${{ 2: 'n.d.', 16: '<0.5', 40: '12,3*' }[row] ?? row + 0.5},${noise(row)},${kind(row)}`).replace('12,3*', '"12,3*"')}`,
    {
      roles: { dose: 'ignore' },
      says: [
        'The column "dose" is read as text and left out: "n.d." (data row 3), "<0.5" (data row 17), "12,3*" (data row 41) are no numbers. If they mean "no value", add them to the marks for missing values.',
      ],
      silent: ['only names the rows'],
    },
  ],
  [
    'a stray text in the target',
    `x,yield\n${lines(40, (row) => `${row % 9},${row === 7 ? 'lost' : noise(row)}`)}`,
    {
      says: [
        'The target "yield" is read as classes: "lost" in data row 8 is no number. If it means "no value", add it to the marks for missing values.',
      ],
    },
  ],
  [
    'numbers that differ beyond 7 digits',
    `time,x,class\n${lines(24, (row) => `${1_700_000_000_000 + row * 1000 * noise(row)},${row},${kind(row)}`)}`,
    { says: ['column "time" differ only beyond the 7 digits that are kept'] },
  ],
];

describe('a messy table is read rightly, and what is not is said', () => {
  it.each(messy)('%s', async (_, content, expected) => {
    const table = await read(content);
    if (expected.rows !== undefined) expect(table.rows).toBe(expected.rows);
    if (expected.target !== undefined) expect(table.target).toBe(expected.target);
    for (const [name, cells] of Object.entries(expected.columns ?? {})) {
      expect(table.columns.get(name)?.cells.slice(0, cells.length)).toEqual(cells);
    }
    for (const [name, role] of Object.entries(expected.roles ?? {})) expect(table.columns.get(name)?.role).toBe(role);
    for (const part of expected.says ?? []) expect(table.said).toContain(part);
    for (const part of expected.silent ?? []) expect(table.said).not.toContain(part);
  });

  it('5,000 columns', async () => {
    const names = Array.from({ length: 5000 }, (_, column) => `c${column}`);
    const table = await read(
      `${names.join(',')},class\n${lines(12, (row) => `${names.map((_, column) => row * column).join(',')},${kind(row)}`)}`,
    );
    expect(table.columns.get('c4999')?.cells[2]).toBe(9998);
  });

  it('stray texts in more columns than anybody reads about', async () => {
    const names = Array.from({ length: 30 }, (_, column) => `c${column}`);
    const table = await read(
      `${names.join(',')},x,class\n${lines(40, (row) => `${names.map((_, column) => (row === 9 ? 'lost' : row + column)).join(',')},${row % 7},${kind(row)}`)}`,
    );
    expect(table.warnings.filter((warning) => warning.includes('"lost"'))).toHaveLength(10);
    expect(table.said).toContain('For such reasons 20 more columns are read as text: "c10", "c11"');
  });

  it.each([
    ['names and no rows', 'a,b,class\n', 'data/no-rows', 'has column names and no rows'],
    ['one row', 'a,b,class\n1,2,oak\n', 'data/too-few-rows', '1 row with a value in the target "class"; at least 10'],
    ['one column', `a\n${lines(12, String)}`, 'data/no-table', 'one column only'],
    [
      'a text in a target that is to be regressed on',
      `x,yield\n${lines(40, (row) => `${row},${row === 7 ? 'lost' : noise(row)}`)}`,
      'data/target-not-numeric',
      '"lost" in data row 8 is no number. If it means "no value", add it to the marks for missing values.',
    ],
    [
      'values beyond the last name',
      `a,b,class\n${lines(12, (row) => `${row},1,${kind(row)},more`)}`,
      'data/ragged-row',
      'Line 2 of assay.csv has 4 values; 3 were expected',
    ],
  ])('%s: one clear sentence', async (_, content, code, sentence) => {
    const error = await refusal(read(content, { task: content.includes('lost') ? 'regression' : undefined }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(sentence);
  });
});

describe('marks for missing values', () => {
  const content = `dose,class\n${lines(40, (row) => `${{ 2: 'n.d.', 16: '<0.5' }[row] ?? row + 0.5},${kind(row)}`)}`;

  it('are the way out that is named where a stray text leaves no input', async () => {
    const error = await refusal(read(content));
    expect(error.code).toBe('data/no-inputs');
    expect(error.message).toContain(
      '"n.d." (data row 3), "<0.5" (data row 17) are no numbers. If they mean "no value"',
    );
  });

  it('make numbers of a column with stray texts', async () => {
    const table = await read(content, { missing: ['n.d.', '<0.5'] });
    expect(table.columns.get('dose')).toMatchObject({ role: 'input' });
    expect(table.columns.get('dose')?.cells.slice(1, 4)).toEqual([1.5, null, 3.5]);
    expect(table.dialect?.missing).toEqual(['n.d.', '<0.5']);
  });

  it('are the usual ones where none were chosen, and the reading says which', async () => {
    const table = await read(`x,class\n${lines(12, (row) => `${row},${kind(row)}`)}`);
    expect(table.dialect?.missing).toContain('NA');
  });
});
