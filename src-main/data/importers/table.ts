// From a file's raw columns to an imported table: target, roles, rows without an answer dropped, numbers in 32 bits.
// Shared by every importer of tables.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ColumnRole, Task } from '../../../src-shared/domain/data-card.ts';
import type { Contents, TableContents } from '../dataset.ts';
import { countDuplicateRows } from '../duplicates.ts';
import { countOf, listNames, shown } from '../sentences.ts';
import { assignRoles } from './column-roles.ts';
import { finishColumn, finishTarget } from './finish-columns.ts';
import type { ImportChoices } from './import-choices.ts';
import type { Imported } from './imported.ts';
import { precisionWarnings } from './precision.ts';
import { isMissingAt, type RawColumn, rowsOf, takeRows } from './raw-column.ts';
import { unusedTextChoices } from './refuse-choices.ts';
import { chosenSequence, withRoles } from './sequence-choice.ts';
import { assembleSequences } from './sequence-table.ts';
import type { TargetChoice } from './target-choice.ts';
import { readTarget, targetWarnings } from './target-column.ts';
import { textWarnings } from './text-reasons.ts';

/** Fewer rows cannot be divided into three parts that mean anything. */
const fewestRows = 10;

/** Distinct texts of one input from which the user is told: each becomes an input of the net. */
const manyCategories = 200;

export interface ImportedTable {
  readonly contents: Exclude<Contents, { form: 'images' | 'text' }>;
  readonly rows: number;
  readonly task: Task;
  readonly classes?: readonly string[];
  /** How sequences were cut into tokens, as choices and in words. */
  readonly tokenising?: NonNullable<Imported['tokenising']>;
  readonly cutting?: string;
  readonly warnings: readonly string[];
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

/** Rows that have a value in the column, ascending. @param noun what the column is, `target` */
function answeredRows(column: RawColumn, noun: string, file: string): Uint32Array {
  const allRows = rowsOf(column);
  if (allRows === 0) {
    throw new AppError('data/no-rows', `${file} has column names and no rows. Rows with values were expected.`);
  }
  const rows = new Uint32Array(allRows).map((_, row) => row).filter((row) => !isMissingAt(column, row));
  if (rows.length < fewestRows) {
    throw new AppError(
      'data/too-few-rows',
      `${file} has ${countOf(rows.length, 'row')} with a value in the ${noun} "${column.name}"; at least ${fewestRows} are needed. Add rows or choose another ${noun}.`,
    );
  }
  return rows;
}

function droppedWarning(dropped: number, noun: string, column: string): string[] {
  if (dropped === 0) return [];
  const verb = dropped === 1 ? 'was' : 'were';
  return [`${countOf(dropped, 'row')} without a value in the ${noun} "${column}" ${verb} left out.`];
}

function duplicateWarning(contents: Contents): string[] {
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

interface AnsweredColumns {
  readonly columns: readonly RawColumn[];
  /** The target among them. */
  readonly answers: RawColumn;
  readonly warnings: readonly string[];
}

/** The columns with the rows that have an answer. */
function withAnswers({ columns, target, file }: RawTable): AnsweredColumns {
  const answers = columns.find((column) => column.name === target.name);
  if (answers === undefined) throw new Error(`The target "${target.name}" was chosen and is not among the columns.`);
  const rows = answeredRows(answers, 'target', file);
  const dropped = rowsOf(answers) - rows.length;
  return {
    columns: dropped === 0 ? columns : columns.map((column) => takeRows(column, rows)),
    answers: takeRows(answers, rows),
    warnings: droppedWarning(dropped, 'target', target.name),
  };
}

/**
 * Makes a table of raw columns; one with sequences where a column of them was chosen, or where nothing else could be an input.
 * @throws AppError `data/too-few-rows`, `data/no-rows`, `data/no-inputs`, `data/two-sequences`, and what `readTarget` throws
 */
export function assembleTable(raw: RawTable): ImportedTable {
  const { target: chosen, choices, file } = raw;
  const { columns, answers, warnings: droppedRows } = withAnswers(raw);
  const said = [...(chosen.warning === null ? [] : [chosen.warning]), ...droppedRows];
  const sequence = chosenSequence(choices, columns, chosen.name);
  if (sequence !== null) return tableOfSequences({ raw, columns, sequence, said });
  const target = readTarget(answers, choices.task);
  const assigned = assignRoles({ columns, targetName: chosen.name, target, choices });
  const { roles, warnings: roleWarnings, likelySequence: likely } = assigned;
  if (!roles.includes('input')) {
    if (likely === null) throw noInputs(columns, chosen.name, file);
    const found = `The column "${likely.name}" looks like ${likely.kind} and is read token by token, with the role sequence. Give it another role if it only names the rows.`;
    return tableOfSequences({ raw, columns, sequence: likely.name, said: [...said, found] });
  }
  const contents: TableContents = {
    form: 'table',
    columns: columns.map((column, index) =>
      roles[index] === 'target' ? finishTarget(column.name, target) : finishColumn(column, roles[index] ?? 'ignore'),
    ),
  };
  return {
    contents,
    rows: rowsOf(answers),
    task: target.task,
    ...(target.task === 'classification' ? { classes: target.classes } : {}),
    warnings: [
      ...said,
      ...targetWarnings(answers, target, choices.task),
      ...roleWarnings,
      ...textWarnings(
        columns.flatMap((column, index) =>
          ['input', 'ignore'].includes(roles[index] ?? '') ? [{ column, isUsed: roles[index] === 'input' }] : [],
        ),
      ),
      ...inputWarnings(columns, roles),
      ...unusedTextChoices(choices),
      ...precisionWarnings(columns.filter((_, index) => ['input', 'target'].includes(roles[index] ?? ''))),
      ...missingWarning(contents),
      ...duplicateWarning(contents),
    ],
  };
}

interface SequencePlan {
  readonly raw: RawTable;
  /** With the rows that have an answer. */
  readonly columns: readonly RawColumn[];
  /** Name of the column of sequences. */
  readonly sequence: string;
  /** What is to be said already. */
  readonly said: readonly string[];
}

function tableOfSequences({ raw, columns: all, sequence, said }: SequencePlan): ImportedTable {
  const { target: chosen, choices, file } = raw;
  const sequences = all.find(({ name }) => name === sequence);
  const targetColumn = all.find(({ name }) => name === chosen.name);
  if (sequences === undefined || targetColumn === undefined) throw new Error('A column was chosen that is not there.');
  const rows = answeredRows(sequences, 'sequence', file);
  const dropped = rowsOf(sequences) - rows.length;
  const columns = all.map((column) => takeRows(column, rows));
  const answers = takeRows(targetColumn, rows);
  const target = readTarget(answers, choices.task);
  const request = { columns, targetName: chosen.name, target };
  const inputs = assignRoles({ ...request, choices: withRoles(choices, [sequence], 'sequence') }).roles.flatMap(
    (role, index) => (role === 'input' ? [columns[index]?.name ?? ''] : []),
  );
  const { roles, warnings } = assignRoles({
    ...request,
    choices: withRoles(withRoles(choices, [sequence], 'sequence'), inputs, 'ignore'),
  });
  const assembled = assembleSequences({ columns, roles, target, choices, file });
  return {
    ...assembled,
    rows: rows.length,
    task: target.task,
    ...(target.task === 'classification' ? { classes: target.classes } : {}),
    warnings: [
      ...said,
      ...droppedWarning(dropped, 'sequence', sequence),
      ...targetWarnings(answers, target, choices.task),
      ...besideSequence(inputs),
      ...warnings,
      ...precisionWarnings([answers]),
      ...assembled.warnings,
      ...duplicateWarning(assembled.contents),
    ],
  };
}

function besideSequence(inputs: readonly string[]): string[] {
  if (inputs.length === 0) return [];
  const isOne = inputs.length === 1;
  return [
    `${isOne ? 'The column' : 'The columns'} ${listNames(inputs)} ${isOne ? 'is' : 'are'} left out: what learns from a sequence has no other inputs.`,
  ];
}
