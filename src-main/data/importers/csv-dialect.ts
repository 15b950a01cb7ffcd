// The dialect of a delimited text: delimiter, decimal mark, and whether the first line holds names. Each is told from the first
// lines unless it was chosen.
import { basename } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type CellReader, cellReader, type DecimalMark } from './csv-cells.ts';
import { firstRecords, mostColumns } from './csv-records.ts';
import type { ImportChoices } from './import-choices.ts';

const sampledRecords = 500;

/** In order of preference where several cut the text equally well: a comma may be a decimal mark, a tab hardly ever is text. */
const delimiters = ['\t', ';', '|', ','] as const;

export interface Dialect {
  readonly delimiter: string;
  readonly decimal: DecimalMark;
  readonly hasHeader: boolean;
  /** Whether the line below the names holds units. */
  readonly hasUnits: boolean;
  /** Line of the first record. */
  readonly firstLine: number;
  /** First records, trimmed, the first line included. */
  readonly sample: readonly (readonly string[])[];
}

/** Share of records that have the first record's number of cells; 0 where there is nothing to cut. */
function consistency(records: readonly (readonly string[])[]): number {
  const width = records[0]?.length ?? 0;
  if (width < 2) return 0;
  return records.filter((record) => record.length === width).length / records.length;
}

function sniffDelimiter(text: string): string {
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const score = consistency(firstRecords(text, delimiter, sampledRecords));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Whole groups of three digits: a decimal mark with three digits, or thousands. */
const grouped = /^[+-]?[1-9]\d{0,2}([.,])\d{3}$/;
const decimalComma = /^[+-]?(?:\d*|[1-9]\d{0,2}(?:\.\d{3})+),\d+(?:[eE][+-]?\d+)?$/;
const decimalPoint = /^[+-]?(?:\d*|[1-9]\d{0,2}(?:,\d{3})+)\.\d+(?:[eE][+-]?\d+)?$/;

/** Told by the cells that can be read in one way only; where there are none, "1,234" is a decimal comma between semicolons only. */
function sniffDecimal(sample: readonly (readonly string[])[], delimiter: string): DecimalMark {
  const clear = { ',': 0, '.': 0 };
  const unclear = { ',': 0, '.': 0 };
  for (const record of sample) {
    for (const cell of record) {
      const mark = grouped.exec(cell)?.[1];
      if (mark === ',' || mark === '.') unclear[mark]++;
      else if (decimalComma.test(cell)) clear[',']++;
      else if (decimalPoint.test(cell)) clear['.']++;
    }
  }
  if (clear[','] !== clear['.']) return clear[','] > clear['.'] ? ',' : '.';
  return delimiter === ';' && unclear[','] > unclear['.'] ? ',' : '.';
}

/** What the cells below the first say about whether the first is a name: +1 for, -1 against, 0 nothing. */
function headerVote(first: string, below: readonly string[], reader: CellReader): -1 | 0 | 1 {
  const values = below.filter((cell) => !reader.isMissing(cell));
  if (values.length === 0 || reader.isMissing(first)) return 0;
  const isNumber = (cell: string) => !Number.isNaN(reader.numberIn(cell));
  if (values.every(isNumber)) return isNumber(first) ? 0 : 1;
  if (isNumber(first)) return 0;
  if (values.includes(first)) return -1;
  // A column of few words, none of which is the first cell: that one is the column's name.
  return new Set(values).size <= values.length / 2 ? 1 : 0;
}

function sniffHeader(sample: readonly (readonly string[])[], reader: CellReader): boolean {
  const [first, ...rest] = sample;
  if (first === undefined) return false;
  const votes = first.map((cell, column) =>
    headerVote(
      cell,
      rest.map((record) => record[column] ?? ''),
      reader,
    ),
  );
  if (votes.includes(-1)) return false;
  if (votes.includes(1)) return true;
  // Nothing but text below, or nothing below at all: names are distinct words.
  return first.every((cell) => Number.isNaN(reader.numberIn(cell))) && new Set(first).size === first.length;
}

/**
 * Whether the first row below the names holds units: where all below are numbers it has words that do not come again, and where
 * texts stand it has nothing that comes again.
 */
function sniffUnits(rows: readonly (readonly string[])[], reader: CellReader): boolean {
  const [first, ...rest] = rows;
  if (first === undefined || rest.length < 2) return false;
  const isNumber = (cell: string) => !Number.isNaN(reader.numberIn(cell));
  let units = 0;
  for (const [column, cell] of first.entries()) {
    const below = rest.map((row) => row[column] ?? '').filter((value) => !reader.isMissing(value));
    if (isNumber(cell) || (cell !== '' && below.includes(cell))) return false;
    if (cell !== '' && below.length > 0 && below.every(isNumber)) units++;
  }
  const given = first.filter((cell) => !reader.isMissing(cell)).length;
  return units > 0 && units * 2 >= given;
}

/** Text up to the end of its last whole line; a cut line would look ragged. */
function wholeLines(text: string, isWhole: boolean, file: string): string {
  if (isWhole) return text;
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  if (end >= 0) return text.slice(0, end);
  throw new AppError(
    'data/long-line',
    `The first ${text.length.toLocaleString('en-US')} characters of ${file} are one line. A table with one row a line was expected.`,
  );
}

export interface TextStart {
  readonly path: string;
  /** Text at the file's start. */
  readonly head: string;
  /** Whether that is all of it. */
  readonly isWhole: boolean;
  readonly choices: ImportChoices;
}

/**
 * The dialect of a text, from its first lines and from what was chosen.
 * @throws AppError `data/no-table` where one column or nothing is found, `data/too-many-columns`, `data/long-line`
 */
export function dialectOf({ path, head, isWhole, choices }: TextStart): Dialect {
  const name = basename(path);
  // Excel writes and reads a first line that says what stands between the values.
  const [statement = '', stated] = /^sep=(.)\r?\n/i.exec(head) ?? [];
  const text = wholeLines(head.slice(statement.length), isWhole, name);
  const firstLine = stated === undefined ? 1 : 2;
  if (text.trim() === '')
    throw new AppError('data/empty-file', `${name} holds no text. A table with rows was expected.`);
  const delimiter = choices.delimiter ?? stated ?? sniffDelimiter(text);
  const records = firstRecords(text, delimiter, sampledRecords);
  const sample = records.map((record) => record.map((cell) => cell.trim()));
  const width = sample[0]?.length ?? 0;
  if (width > mostColumns) {
    throw new AppError(
      'data/too-many-columns',
      `${name} has ${width} columns; at most ${mostColumns} can be imported.`,
    );
  }
  if (width === 1) {
    throw new AppError(
      'data/no-table',
      `${name} has one column only. At least one input and one target are needed; if another character stands between the values, choose it as the delimiter. A running text is read with the task language.`,
    );
  }
  const decimal = choices.decimal ?? sniffDecimal(sample, delimiter);
  const reader = cellReader(decimal, choices.missing);
  const hasHeader = choices.header ?? sniffHeader(sample, reader);
  const hasUnits = hasHeader && sniffUnits(sample.slice(1), reader);
  return { delimiter, decimal, hasHeader, hasUnits, firstLine, sample };
}
