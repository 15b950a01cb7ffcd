// NumPy arrays of two dimensions to a table: a column for each of the second, the labels as one more.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { columnNames as distinctNames } from './csv.ts';
import type { Imported } from './imported.ts';
import { hashNpy, type NpyArray, npyNumbers, npyValues } from './npy-array.ts';
import { givenSplitOf, type NpyImport, type NpyPart, type NpyRoles } from './npy-roles.ts';
import type { RawColumn } from './raw-column.ts';
import { assembleTable } from './table.ts';
import { chooseTarget } from './target-choice.ts';

/** Values of a table: 64 bits each while it is read. */
const mostValues = 2 ** 27;
const mostColumns = 100_000;

/** Writes an array's values into its columns, from row `start` on. */
async function fillColumns(array: NpyArray, columns: readonly Float64Array[], start: number): Promise<void> {
  const [rows = 0, width = 0] = array.header.shape;
  let at = 0;
  for await (const block of npyNumbers(array)) {
    for (let index = 0; index < block.length; index++, at++) {
      const [row, column] = array.header.isFortran
        ? [at % rows, Math.floor(at / rows)]
        : [Math.floor(at / width), at % width];
      const values = columns[column];
      if (values !== undefined) values[start + row] = block[index] as number;
    }
  }
}

function textColumn(name: string, texts: readonly string[]): RawColumn {
  const codes = new Map<string, number>();
  for (const text of texts) if (text !== '' && !codes.has(text)) codes.set(text, codes.size);
  return {
    kind: 'categorical',
    name,
    codes: Int32Array.from(texts, (text) => codes.get(text) ?? -1),
    categories: [...codes.keys()],
  };
}

async function labelColumn(parts: readonly NpyPart[], name: string): Promise<RawColumn | null> {
  const values: (string | number)[] = [];
  for (const { labels } of parts) {
    if (labels === null) return null;
    for (const value of await npyValues(labels)) values.push(value);
  }
  if (values.some((value) => typeof value === 'string')) return textColumn(name, values.map(String));
  return { kind: 'numeric', name, values: Float64Array.from(values, Number) };
}

async function namesOf({ columnNames }: NpyRoles, width: number): Promise<string[]> {
  const given = columnNames === null ? [] : (await npyValues(columnNames)).map(String);
  return given.length === width ? given : Array.from({ length: width }, (_, column) => `x${column + 1}`);
}

/**
 * A table of arrays. Without labels its target is chosen among its columns, as in a text.
 * @throws AppError `data/unequal-arrays`, `data/too-large`, and what tables throw
 */
export async function npyTable(roles: NpyRoles, { arrays, file, choices, tell }: NpyImport): Promise<Imported> {
  const { parts } = roles;
  const widths = new Set(parts.map(({ inputs }) => inputs.header.shape[1] ?? 0));
  const [width = 0] = widths;
  if (widths.size > 1)
    throw new AppError(
      'data/unequal-arrays',
      `The arrays of ${file} have ${[...widths].join(' and ')} columns; as many were expected.`,
    );
  const rows = parts.reduce((sum, { inputs }) => sum + (inputs.header.shape[0] ?? 0), 0);
  if (rows * width > mostValues || width > mostColumns) {
    throw new AppError(
      'data/too-large',
      `${file} holds ${rows.toLocaleString('en-US')} rows of ${width.toLocaleString('en-US')} columns; at most 134 million values and ${mostColumns.toLocaleString('en-US')} columns are read.`,
    );
  }
  const inputs = Array.from({ length: width }, () => new Float64Array(rows));
  let done = 0;
  for (const part of parts) {
    await fillColumns(part.inputs, inputs, done);
    done += part.inputs.header.shape[0] ?? 0;
    tell({ phase: 'reading', done, total: rows });
  }
  const labels = await labelColumn(parts, parts[0]?.labels?.name ?? 'y');
  const raw: RawColumn[] = [
    ...inputs.map((values): RawColumn => ({ kind: 'numeric', name: '', values })),
    ...(labels === null ? [] : [labels]),
  ];
  const wanted = [...(await namesOf(roles, width)), ...raw.slice(width).map(({ name }) => name)];
  const names = distinctNames(wanted, raw.length);
  const columns = raw.map((column, index) => ({ ...column, name: names[index] ?? '' }));
  const own = labels === null ? choices : { ...choices, target: choices.target ?? names.at(-1) ?? '' };
  const target = chooseTarget(names, own, file);
  const table = assembleTable({ columns, target, choices, file });
  const split = givenSplitOf(parts);
  const isWhole = table.rows === rows;
  return {
    ...table,
    target: target.name,
    ...(isWhole ? split : {}),
    reading: `Read from ${arrays.map(({ name }) => name).join(', ')} (NumPy): ${rows.toLocaleString('en-US')} rows of ${width.toLocaleString('en-US')} columns.`,
    fileHashes: await Promise.all(arrays.map(hashNpy)),
    warnings: [
      ...table.warnings,
      ...(isWhole || split.givenSplit === undefined
        ? []
        : ['Rows were left out, so the parts that the arrays name are not kept: all rows are divided anew.']),
    ],
  };
}
