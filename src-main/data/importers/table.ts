// From a file's raw columns to an imported table: target, roles, rows without an answer dropped, numbers in 32 bits.
// Shared by every importer of tables.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ColumnRole, Task } from '../../../src-shared/domain/data-card.ts';
import type { Column, TableContents } from '../dataset.ts';
import { countDuplicateRows } from '../duplicates.ts';
import { countOf, listNames, shown } from '../sentences.ts';
import { assignRoles } from './column-roles.ts';
import type { ImportChoices } from './import-choices.ts';
import { precisionWarnings } from './precision.ts';
import { isMissingAt, type RawColumn, rowsOf, takeRows } from './raw-column.ts';
import type { TargetChoice } from './target-choice.ts';
import { readTarget, type Target, targetWarnings } from './target-column.ts';
import { textWarnings } from './text-reasons.ts';

/** Fewer rows cannot be divided into three parts that mean anything. */
const fewestRows = 10;

/** Distinct texts of one input from which the user is told: each becomes an input of the net. */
const manyCategories = 200;

export interface ImportedTable {
  readonly contents: TableContents;
  readonly rows: number;
  readonly task: Task;
  readonly classes?: readonly string[];
  readonly warnings: readonly string[];
}

/** Codes by falling frequency; texts that no row holds any more disappear. */
function byFrequency(codes: Int32Array, categories: readonly string[]): { codes: Int32Array; categories: string[] } {
  const counts = new Int32Array(categories.length);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  const order = [...counts.keys()]
    .filter((code) => (counts[code] ?? 0) > 0)
    .sort((left, right) => (counts[right] ?? 0) - (counts[left] ?? 0) || left - right);
  const rank = new Int32Array(categories.length).fill(-1);
  for (const [position, code] of order.entries()) rank[code] = position;
  return {
    codes: codes.map((code) => (code < 0 ? -1 : (rank[code] ?? -1))),
    categories: order.map((code) => categories[code] ?? ''),
  };
}

function finishTarget(name: string, target: Target): Column {
  const role = 'target';
  if (target.task === 'regression') return { kind: 'numeric', name, role, values: Float32Array.from(target.values) };
  return { kind: 'categorical', name, role, codes: target.labels, categories: target.classes };
}

function finishColumn(column: RawColumn, role: ColumnRole): Column {
  const { name } = column;
  if (column.kind === 'numeric') return { kind: 'numeric', name, role, values: Float32Array.from(column.values) };
  return { kind: 'categorical', name, role, ...byFrequency(column.codes, column.categories) };
}

function inputWarnings(columns: readonly RawColumn[], roles: readonly ColumnRole[]): string[] {
  return columns.flatMap((column, index) => {
    if (column.kind === 'numeric' || roles[index] !== 'input') return [];
    const warnings: string[] = [];
    if (column.categories.length > manyCategories) {
      warnings.push(
        `The column "${column.name}" has ${column.categories.length.toLocaleString('en-US')} different texts, each of which becomes an input. Ignore it if it only describes the row.`,
      );
    }
    return warnings;
  });
}

/** Most columns that a sentence about missing values names. */
const mostNamed = 10;

function missingWarning(contents: TableContents): string[] {
  const lacking = contents.columns.flatMap((column) => {
    if (column.role !== 'input') return [];
    const values = column.kind === 'numeric' ? column.values : column.codes;
    const isMissing = column.kind === 'numeric' ? Number.isNaN : (code: number) => code < 0;
    let missing = 0;
    for (const value of values) if (isMissing(value)) missing++;
    return missing === 0 ? [] : [{ name: column.name, missing }];
  });
  if (lacking.length === 0) return [];
  const named = lacking.slice(0, mostNamed).map(({ name, missing }) => `"${shown(name)}" (${missing})`);
  const others = lacking.length > mostNamed ? ` and ${lacking.length - mostNamed} more` : '';
  return [
    `Values are missing in ${named.join(', ')}${others}. Numbers are filled with the median of the training rows, missing texts are a category of their own.`,
  ];
}

/** What becomes a table, and the choices made about it. */
export interface RawTable {
  readonly columns: readonly RawColumn[];
  readonly target: TargetChoice;
  readonly choices: ImportChoices;
  /** Name of the file, for sentences. */
  readonly file: string;
}

/** Rows that have a value in the target, ascending. */
function answeredRows(target: RawColumn, file: string): Uint32Array {
  const allRows = rowsOf(target);
  if (allRows === 0) {
    throw new AppError('data/no-rows', `${file} has column names and no rows. Rows with values were expected.`);
  }
  const rows = new Uint32Array(allRows).map((_, row) => row).filter((row) => !isMissingAt(target, row));
  if (rows.length < fewestRows) {
    throw new AppError(
      'data/too-few-rows',
      `${file} has ${countOf(rows.length, 'row')} with a value in the target "${target.name}"; at least ${fewestRows} are needed. Add rows or choose another target.`,
    );
  }
  return rows;
}

function droppedWarning(dropped: number, target: string): string[] {
  if (dropped === 0) return [];
  const verb = dropped === 1 ? 'was' : 'were';
  return [`${countOf(dropped, 'row')} without a value in the target "${target}" ${verb} left out.`];
}

function duplicateWarning(contents: TableContents): string[] {
  const duplicates = countDuplicateRows(contents);
  if (duplicates === 0) return [];
  return [`${countOf(duplicates, 'row')} ${duplicates === 1 ? 'repeats' : 'repeat'} an earlier row exactly.`];
}

/** The reasons go with the refusal: a stray text is often all that keeps a column out. */
function noInputs(columns: readonly RawColumn[], target: string, file: string): AppError {
  const names = listNames(columns.map((column) => column.name));
  const reasons = textWarnings(columns.map((column) => ({ column, isUsed: column.name === target })));
  return new AppError(
    'data/no-inputs',
    [
      `No column of ${file} is left as an input beside the target "${target}". Its columns are ${names}; give one of them the role input.`,
      ...reasons.slice(0, 3),
    ].join(' '),
  );
}

/**
 * Makes a table of raw columns.
 * @throws AppError `data/too-few-rows`, `data/no-rows`, `data/no-inputs`, and what `readTarget` throws
 */
export function assembleTable({ columns: allColumns, target: chosen, choices, file }: RawTable): ImportedTable {
  const rawTarget = allColumns.find((column) => column.name === chosen.name);
  if (rawTarget === undefined) throw new Error(`The target "${chosen.name}" was chosen and is not among the columns.`);
  const rows = answeredRows(rawTarget, file);
  const dropped = rowsOf(rawTarget) - rows.length;
  const columns = dropped === 0 ? allColumns : allColumns.map((column) => takeRows(column, rows));
  const target = readTarget(takeRows(rawTarget, rows), choices.task);
  const { roles, warnings: roleWarnings } = assignRoles({ columns, targetName: chosen.name, target, choices });
  if (!roles.includes('input')) throw noInputs(columns, chosen.name, file);
  const contents: TableContents = {
    form: 'table',
    columns: columns.map((column, index) =>
      roles[index] === 'target' ? finishTarget(column.name, target) : finishColumn(column, roles[index] ?? 'ignore'),
    ),
  };
  return {
    contents,
    rows: rows.length,
    task: target.task,
    ...(target.task === 'classification' ? { classes: target.classes } : {}),
    warnings: [
      ...(chosen.warning === null ? [] : [chosen.warning]),
      ...droppedWarning(dropped, chosen.name),
      ...targetWarnings(rawTarget, target, choices.task),
      ...roleWarnings,
      ...textWarnings(
        columns.flatMap((column, index) =>
          ['input', 'ignore'].includes(roles[index] ?? '') ? [{ column, isUsed: roles[index] === 'input' }] : [],
        ),
      ),
      ...inputWarnings(columns, roles),
      ...precisionWarnings(columns.filter((_, index) => ['input', 'target'].includes(roles[index] ?? ''))),
      ...missingWarning(contents),
      ...duplicateWarning(contents),
    ],
  };
}
