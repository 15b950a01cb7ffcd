// Delimited text (CSV, TSV and their kin, with or without gzip) to an imported table. Every choice is sniffed unless it was made.
import { basename } from 'node:path';
import { usualMissing } from '../../../src-shared/domain/missing-marks.ts';
import { listNames } from '../sentences.ts';
import { checkFile } from './byte-stream.ts';
import { cellReader } from './csv-cells.ts';
import { readColumns } from './csv-columns.ts';
import { type Dialect, dialectOf } from './csv-dialect.ts';
import { encodingOf, headText, surveyText } from './csv-encoding.ts';
import { delimiterName } from './csv-records.ts';
import { type ImportChoices, rolesOf } from './import-choices.ts';
import type { Imported } from './imported.ts';
import { sequenceKindOf } from './sequence-kind.ts';
import { assembleTable } from './table.ts';
import { chooseTarget } from './target-choice.ts';

/** Distinct column names on one line each: blank ones are numbered, repeated ones counted. */
export function columnNames(header: readonly string[] | null, width: number): string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, column) => {
    const name = header?.[column]?.replace(/[\s\p{Cc}]+/gu, ' ').trim() || `column ${column + 1}`;
    let unique = name;
    for (let copy = 2; taken.has(unique); copy++) unique = `${name} (${copy})`;
    taken.add(unique);
    return unique;
  });
}

function describeReading(path: string, encoding: string, dialect: Dialect): string {
  const decimal = dialect.decimal === ',' ? 'decimal comma' : 'decimal point';
  const header = dialect.hasHeader ? 'names in the first line' : 'no line of names';
  return `Read from ${basename(path)}: ${delimiterName(dialect.delimiter)}-separated, ${decimal}, ${encoding}, ${header}.`;
}

/**
 * Imports a delimited text file.
 * @throws AppError in words for every file that is no such table: see the codes `data/…` in this folder
 */
export async function importCsv(path: string, choices: ImportChoices): Promise<Imported> {
  await checkFile(path);
  const file = basename(path);
  const survey = await surveyText(path);
  const encoding = encodingOf(survey, path, choices.encoding);
  const dialect = dialectOf({
    path,
    head: headText(survey, encoding),
    isWhole: survey.bytes === survey.head.length,
    choices,
  });
  const [first = []] = dialect.sample;
  const names = columnNames(dialect.hasHeader ? first : null, first.length);
  const reader = cellReader(dialect.decimal, choices.missing);
  const headRecords = dialect.hasUnits ? 2 : dialect.hasHeader ? 1 : 0;
  const sampleRows = dialect.sample.slice(headRecords);
  const isUnlikely = (name: string) => {
    const column = names.indexOf(name);
    const given = sampleRows.map((row) => row[column] ?? '').filter((cell) => !reader.isMissing(cell));
    return given.length === 0 || sequenceKindOf(given) !== null;
  };
  const target = chooseTarget(names, choices, file, isUnlikely);
  const roles = rolesOf(choices);
  const fewest = dialect.hasHeader ? first.findLastIndex((name) => name !== '') + 1 : first.length;
  const columns = await readColumns({
    source: {
      path,
      encoding,
      delimiter: dialect.delimiter,
      width: first.length,
      fewest,
      firstLine: dialect.firstLine,
    },
    headRecords,
    names,
    reader,
    sampleRows,
    isText: (name) => ['group', 'split', 'sequence'].includes(roles.get(name) ?? ''),
  });
  const table = assembleTable({ columns, target, choices, file });
  const units = dialect.hasUnits ? (dialect.sample[1] ?? []).filter((unit) => unit !== '') : [];
  const unitsLeftOut =
    units.length === 0 ? [] : [`The line below the names holds units (${listNames(units, 5)}) and is left out.`];
  const renamed = names.filter((name, column) => dialect.hasHeader && name !== first[column]);
  const renaming =
    renamed.length === 0 ? [] : [`Columns without a name of their own are called ${renamed.slice(0, 10).join(', ')}.`];
  return {
    ...table,
    target: target.name,
    reading: [describeReading(path, encoding, dialect), ...(table.cutting === undefined ? [] : [table.cutting])].join(
      ' ',
    ),
    dialect: {
      delimiter: dialect.delimiter,
      decimal: dialect.decimal,
      encoding,
      header: dialect.hasHeader,
      missing: [...(choices.missing ?? usualMissing)],
    },
    fileHashes: [survey.hash],
    warnings: [...renaming, ...unitsLeftOut, ...table.warnings],
  };
}
