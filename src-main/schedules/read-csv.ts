// A schedule from delimited text. The place is in the column "epoch", else in "step", wherever they stand.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { ReplayedSchedule } from '../../src-shared/domain/method-config.ts';
import { cellReader } from '../data/importers/csv-cells.ts';
import { type PlacedRecord, recordsOf } from '../data/importers/csv-records.ts';
import { countOf } from '../data/sentences.ts';
import { assemble } from './assemble.ts';
import { meaningOf } from './columns.ts';

const example = 'A schedule begins with a line such as "epoch,input.dropout,dense1.l2".';

function refuse(code: string, sentence: string): never {
  throw new AppError(`schedules/${code}`, sentence);
}

/** The one that cuts the first line: no name of a column holds any of them. */
function delimiterIn(firstLine: string): string {
  return ['\t', ';', ','].find((candidate) => firstLine.includes(candidate)) ?? ',';
}

interface Layout {
  readonly unit: ReplayedSchedule['unit'];
  readonly place: number;
  /** Positions by hyperparameter name. */
  readonly values: ReadonlyMap<string, number>;
  readonly width: number;
  /** Whether several steps may stand at one place, as in Selftune's own files. */
  readonly countsSteps: boolean;
}

function layoutOf(header: readonly string[], file: string): Layout {
  const meanings = header.map(meaningOf);
  const unit = (['epochs', 'steps'] as const).find((one) => meanings.includes(one));
  if (unit === undefined) refuse('no-place', `The first line of ${file} has no column "epoch" or "step". ${example}`);
  const strange = header.filter((name, index) => meanings[index] === null && name !== '');
  if (strange.length > 0) {
    const those = strange.map((name) => `"${name}"`).join(', ');
    refuse(
      'unknown-column',
      `${file} has the column${strange.length === 1 ? '' : 's'} ${those}, which no hyperparameter is called. Columns are called by layer and kind, such as "input.dropout". ${example}`,
    );
  }
  const twice = header.find((name, index) => name !== '' && header.indexOf(name) !== index);
  if (twice !== undefined) refuse('column-twice', `${file} has two columns "${twice}". Remove one of them.`);
  const values = new Map(
    header.flatMap((name, index) => (meanings[index] === 'value' ? [[name, index] as const] : [])),
  );
  if (values.size === 0) refuse('no-values', `${file} has no column of a hyperparameter. ${example}`);
  const countsSteps = unit === 'epochs' && meanings.includes('steps');
  return { unit, place: meanings.indexOf(unit), values, width: header.length, countsSteps };
}

/** Reads a schedule. @throws AppError `schedules/…` */
export function readScheduleCsv(text: string, file: string): ReplayedSchedule {
  // Excel writes a first line that says what stands between the values.
  const stated = /^sep=(.)\r?\n/i.exec(text);
  const body = stated === null ? text : text.slice(stated[0].length);
  const delimiter = stated?.[1] ?? delimiterIn(body.split(/[\r\n]/, 1)[0] ?? '');
  const [first, ...records] = recordsOf(body, delimiter, file);
  const layout = layoutOf(
    (first?.cells ?? []).map((cell) => cell.trim()),
    file,
  );
  const rows = records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (rows.length === 0) refuse('empty', `${file} has a line of names and nothing below it. ${example}`);
  const numberIn = numbersOf(rows, { delimiter, file, header: (first?.cells ?? []).map((cell) => cell.trim()) });

  const at: number[] = [];
  const columns = new Map([...layout.values.keys()].map((name) => [name, [] as number[]]));
  for (const row of rows) {
    checkWidth(row, layout, file);
    const place = numberIn(row, layout.place);
    const before = at.at(-1);
    checkPlace(place, { before, row, layout, file });
    const isSame = place === before;
    if (!isSame) at.push(place);
    for (const [name, index] of layout.values) {
      const column = columns.get(name);
      const value = numberIn(row, index);
      if (column !== undefined)
        column[at.length - 1] = isSame && Number.isNaN(value) ? (column.at(-1) ?? value) : value;
    }
  }
  const empty = [...columns].find(([, column]) => !column.some(Number.isFinite));
  if (empty !== undefined)
    refuse('no-values', `The column "${empty[0]}" of ${file} has no values. Give it at least one, or remove it.`);
  return assemble({ unit: layout.unit, at, values: Object.fromEntries(columns), source: file });
}

function checkWidth({ line, cells }: PlacedRecord, { width }: Layout, file: string): void {
  const surplus = cells.slice(width).filter((cell) => cell.trim() !== '');
  if (cells.length >= width && surplus.length === 0) return;
  refuse(
    'ragged-row',
    `Line ${line} of ${file} has ${countOf(cells.length, 'value')}; ${width} were expected, as in the first line.`,
  );
}

function checkPlace(
  place: number,
  {
    before,
    row: { line },
    layout: { unit, countsSteps },
    file,
  }: {
    readonly before: number | undefined;
    readonly row: PlacedRecord;
    readonly layout: Layout;
    readonly file: string;
  },
): void {
  const one = unit === 'epochs' ? 'epoch' : 'step';
  if (Number.isNaN(place)) refuse('no-place', `Line ${line} of ${file} has no ${one}. Every line needs one.`);
  if (place < 0) refuse('negative-place', `Line ${line} of ${file} stands at ${one} ${place}. Training begins at 0.`);
  if (before === undefined || place > before || (place === before && countsSteps)) return;
  const advice =
    place === before
      ? `For a jump, let the second one begin a little later, such as ${place + (unit === 'epochs' ? 0.001 : 1)}.`
      : 'Sort the lines.';
  refuse(
    'falling-place',
    `Line ${line} of ${file} stands at ${one} ${place}, and the line before it at ${before}. Each must stand later than the one before. ${advice}`,
  );
}

/** Reads cells as numbers, NaN for an empty one. Beside semicolons and tabs a comma may be the decimal mark. */
function numbersOf(
  rows: readonly PlacedRecord[],
  {
    delimiter,
    file,
    header,
  }: { readonly delimiter: string; readonly file: string; readonly header: readonly string[] },
): (row: PlacedRecord, index: number) => number {
  const hasComma = delimiter !== ',' && rows.some(({ cells }) => cells.some((cell) => cell.includes(',')));
  const reader = cellReader(hasComma ? ',' : '.');
  return ({ line, cells }, index) => {
    const cell = cells[index]?.trim() ?? '';
    if (reader.isMissing(cell)) return Number.NaN;
    const value = reader.numberIn(cell);
    if (Number.isNaN(value))
      refuse(
        'no-number',
        `Line ${line} of ${file} has "${cell.slice(0, 40)}" in the column "${header[index] ?? ''}", where a number was expected.`,
      );
    return value;
  };
}
