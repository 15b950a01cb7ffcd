// Records of a delimited text, streamed, with failures told in words. Not here: what the cells mean.
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CsvError, type Options, parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { textStream } from './csv-encoding.ts';

/** Most columns a table may have. */
export const mostColumns = 100_000;

/** Longest record in characters: an unclosed quote must not swallow the whole file into one cell. */
const longestRecord = 64 * 1024 ** 2;

const grammar: Options = {
  // All three, because files that several programs wrote mix them.
  record_delimiter: ['\r\n', '\n', '\r'],
  quote: '"',
  // A quote inside unquoted text is text: 5" pipe.
  relax_quotes: true,
  skip_empty_lines: true,
  // Counted here, because a delimiter at the end of each row is no fault.
  relax_column_count: true,
  max_record_size: longestRecord,
};

function dialectOptions(delimiter: string): Options {
  // Spaces around quotes are not of the text. Beside a tab, blanks are cells.
  return { ...grammar, delimiter, trim: delimiter !== '\t' };
}

/** Names of delimiters in sentences. */
export function delimiterName(delimiter: string): string {
  const names: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' };
  return names[delimiter] ?? `"${delimiter}"`;
}

/** First records of a text; where quotes and delimiter do not fit together, those before that place. */
export function firstRecords(text: string, delimiter: string, most: number): string[][] {
  const records: string[][] = [];
  const collect = (record: string[]) => {
    records.push(record);
    return null;
  };
  try {
    parseSync(text, { ...dialectOptions(delimiter), to: most, on_record: collect });
  } catch (thrown) {
    // The text may be cut inside a quoted cell; a file that really is broken fails again, in words, when it is read whole.
    if (!(thrown instanceof CsvError)) throw thrown;
  }
  return records;
}

/** One record and the line it ends in. */
export interface PlacedRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * All records of a text that fits in memory, as many cells each as there are.
 * @param path for sentences
 * @throws AppError `data/unreadable-text` for broken quotes
 */
export function recordsOf(text: string, delimiter: string, path: string): PlacedRecord[] {
  const records: PlacedRecord[] = [];
  try {
    parseSync(text, {
      ...dialectOptions(delimiter),
      on_record: (cells: string[], { lines }) => {
        records.push({ line: lines, cells });
        return null;
      },
    });
  } catch (thrown) {
    throw parseFailure(thrown, { path });
  }
  return records;
}

/** Where the records of one file are and how they are cut. */
export interface RecordSource {
  readonly path: string;
  readonly encoding: string;
  readonly delimiter: string;
  /** Cells of the first line. */
  readonly width: number;
  /** Cells that a row must have at least: those after the last name may be absent. */
  readonly fewest: number;
  /** Line of the first record; lines before it are about the file. */
  readonly firstLine: number;
}

const isBlank = (cell: string) => cell.trim() === '';

/**
 * A record with as many cells as the first line; null for one without any value. Blank cells more come from a delimiter at the end.
 * @throws AppError `data/ragged-row`
 */
function fitted(record: string[], line: number, { path, delimiter, width, fewest }: RecordSource): string[] | null {
  if (record.length === width) return record;
  if (record.every(isBlank)) return null;
  if (record.length > width ? record.slice(width).every(isBlank) : record.length >= fewest) return record;
  throw new AppError(
    'data/ragged-row',
    `Line ${line} of ${basename(path)} has ${record.length} values; ${width} were expected, as in the first line. Look there for a missing or extra ${delimiterName(delimiter)}, or for text that needs quotes.`,
    { line, seen: record.length, expected: width },
  );
}

function parseFailure(thrown: unknown, { path }: Pick<RecordSource, 'path'>): unknown {
  if (!(thrown instanceof CsvError)) return thrown;
  const name = basename(path);
  const line = Number(thrown.lines ?? 0);
  return new AppError(
    'data/unreadable-text',
    `${name} cannot be read as a table near line ${line}: a quoted text does not end where it should. Look there for a single " and close or double it.`,
    { line },
  );
}

/**
 * Hands every record of a file to `onRecord`, the first line too, in order.
 * @throws AppError `data/ragged-row` with line, seen and expected counts, `data/unreadable-text` for broken quotes
 */
export async function readRecords(
  source: RecordSource,
  onRecord: (cells: readonly string[], row: number) => void,
): Promise<void> {
  let row = 0;
  try {
    await pipeline(
      textStream(source.path, source.encoding),
      parse({
        ...dialectOptions(source.delimiter),
        from_line: source.firstLine,
        on_record: (record: string[], { lines }) => fitted(record, lines, source),
      }),
      async (records: AsyncIterable<string[]>) => {
        for await (const cells of records) onRecord(cells, row++);
      },
    );
  } catch (thrown) {
    throw parseFailure(thrown, source);
  }
}
