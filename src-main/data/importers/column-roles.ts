// The role each column plays unless the user says otherwise: row numbers, copies of the target and empty columns stay out.
import type { ColumnRole } from '../../../src-shared/domain/data-card.ts';
import { type Leak, leakFinder, leakWords } from '../leaks.ts';
import { partOfName } from '../part-names.ts';
import { listNames } from '../sentences.ts';
import { type ImportChoices, rolesOf } from './import-choices.ts';
import type { RawColumn } from './raw-column.ts';
import { kindOfColumn, lettersOf } from './sequence-choice.ts';
import type { SequenceKind } from './sequence-kind.ts';
import { isIdName } from './target-choice.ts';
import type { Target } from './target-column.ts';
import { textReasonOf } from './text-reasons.ts';

/** Whether nearly every value is a text of its own: names, dates, formulas. */
function isDistinctText(column: RawColumn): boolean {
  if (column.kind === 'numeric') return false;
  const given = column.codes.filter((code) => code >= 0);
  return new Set(given).size >= 0.9 * given.length;
}

/** Whether the column counts the rows and has no name: the index that a data frame was written with. */
function isNamelessCounter(column: RawColumn): boolean {
  if (column.kind !== 'numeric' || !/^column \d+$/.test(column.name)) return false;
  const start = column.values[0] ?? Number.NaN;
  return (start === 0 || start === 1) && column.values.every((value, row) => value === start + row);
}

function isEmpty(column: RawColumn): boolean {
  return column.kind === 'numeric' ? column.values.every(Number.isNaN) : column.codes.every((code) => code < 0);
}

function isConstant(column: RawColumn): boolean {
  const values = column.kind === 'numeric' ? column.values : column.codes;
  return values.every((value) => value === values[0]);
}

/** Whether every value is the name of a part: train, validation, test. */
function namesParts(column: RawColumn): boolean {
  if (column.kind === 'numeric' || column.categories.length < 2) return false;
  return column.categories.every((name) => partOfName(name) !== null) && column.codes.every((code) => code >= 0);
}

type Finding =
  | 'empty'
  | 'unread'
  | 'sequence'
  | 'id'
  | 'equal'
  | 'parts'
  | 'constant'
  | 'counter'
  | 'ordered'
  | 'telling'
  | 'plain';

/** Whether the column counts the rows under a name of its own. */
function isCounter(column: RawColumn): boolean {
  const start = column.kind === 'numeric' ? (column.values[0] ?? Number.NaN) : Number.NaN;
  return column.kind === 'numeric' && column.values.every((value, row) => value === start + row);
}

function find(column: RawColumn, leakOf: (column: RawColumn) => Leak | null): Finding {
  if (isEmpty(column)) return 'empty';
  if (isDistinctText(column) && textReasonOf(column) !== null) return 'unread';
  if (!isIdName(column.name) && kindOfColumn(column) !== null) return 'sequence';
  if (isIdName(column.name) || isDistinctText(column) || isNamelessCounter(column)) return 'id';
  const leak = leakOf(column);
  if (leak === 'equal') return leak;
  if (namesParts(column)) return 'parts';
  if (isConstant(column)) return 'constant';
  return leak ?? (isCounter(column) ? 'counter' : 'plain');
}

const roleOf: Readonly<Record<Finding, ColumnRole>> = {
  empty: 'ignore',
  unread: 'ignore',
  sequence: 'ignore',
  id: 'ignore',
  equal: 'ignore',
  parts: 'split',
  constant: 'input',
  counter: 'input',
  ordered: 'input',
  telling: 'input',
  plain: 'input',
};

type Sentence = (columns: string, isOne: boolean) => string;

/** Where a column has the role that its finding suggests: one sentence for all columns of a finding, their number may be large. */
const sentences: Readonly<Record<Finding, Sentence | null>> = {
  empty: (columns, isOne) => `${columns} without any value ${isOne ? 'is' : 'are'} left out.`,
  // Each has a reason of its own, see text-reasons.
  unread: null,
  sequence: (columns, isOne) =>
    `${columns} ${isOne ? 'looks like a sequence' : 'look like sequences'} and ${isOne ? 'is' : 'are'} left out. Give ${isOne ? 'it' : 'one of them'} the role sequence to learn from it, token by token, instead of the other columns.`,
  id: (columns, isOne) =>
    `${columns} only ${isOne ? 'names' : 'name'} the rows and ${isOne ? 'is' : 'are'} left out. Give ${isOne ? 'it the role input to use it' : 'them the role input to use them'}, or group to keep rows of one name together.`,
  equal: (columns, isOne) =>
    `${columns} ${isOne ? 'equals' : 'equal'} the target and would give the answer away; ${isOne ? 'it is' : 'they are'} left out. Give ${isOne ? 'it' : 'them'} the role input to use ${isOne ? 'it' : 'them'} all the same.`,
  parts: (columns, isOne) =>
    `${columns} ${isOne ? 'says' : 'say'} which rows are for training, validation and test and ${isOne ? 'is' : 'are'} no input.`,
  constant: (columns, isOne) =>
    `${columns} ${isOne ? 'holds' : 'hold'} one value only and ${isOne ? 'carries' : 'carry'} no information.`,
  counter: (columns, isOne) =>
    `${columns} ${isOne ? 'counts' : 'count'} the rows one by one. Ignore ${isOne ? 'it' : 'them'} unless the order of the rows means something.`,
  ordered: (columns, isOne) => leakWords('ordered', columns, isOne),
  telling: (columns, isOne) => leakWords('telling', columns, isOne),
  plain: null,
};

const namesAsInputs: Sentence = (columns, isOne) =>
  `${columns} only ${isOne ? 'names' : 'name'} the rows and ${isOne ? 'is an input' : 'are inputs'} by choice. What is learnt from names does not carry over to new rows.`;

/** Where the user made an input of what is better left out. */
const sentencesOfInputs: Readonly<Partial<Record<Finding, Sentence>>> = {
  id: namesAsInputs,
  sequence: namesAsInputs,
  equal: (columns, isOne) =>
    `${columns} ${isOne ? 'equals' : 'equal'} the target and ${isOne ? 'is an input' : 'are inputs'} by choice: the scores will mean nothing.`,
};

function sentenceFor(finding: Finding, role: ColumnRole): Sentence | null {
  if (role === roleOf[finding]) return sentences[finding];
  return role === 'input' ? (sentencesOfInputs[finding] ?? null) : null;
}

export interface RoleAssignment {
  /** In the order of the columns. */
  readonly roles: readonly ColumnRole[];
  /** A column that is left out and could be read token by token; of several the one with the longest texts. */
  readonly likelySequence: { readonly name: string; readonly kind: SequenceKind } | null;
  readonly warnings: readonly string[];
}

export interface RoleRequest {
  readonly columns: readonly RawColumn[];
  readonly targetName: string;
  /** Of the same rows as the columns. */
  readonly target: Target;
  readonly choices: ImportChoices;
}

/** Gives every column its role; what the user chose stands, and is commented on like what was found. */
export function assignRoles({ columns, targetName, target, choices }: RoleRequest): RoleAssignment {
  const chosenRoles = rolesOf(choices);
  const leakOf = leakFinder(target);
  const said = new Map<Sentence, string[]>();
  let likely: (NonNullable<RoleAssignment['likelySequence']> & { readonly letters: number }) | null = null;
  const roles = columns.map((column): ColumnRole => {
    if (column.name === targetName) return 'target';
    const finding = find(column, leakOf);
    const role = chosenRoles.get(column.name) ?? roleOf[finding];
    // What the user left out stays out.
    const kind = finding === 'sequence' && !chosenRoles.has(column.name) ? kindOfColumn(column) : null;
    const letters = kind === null ? 0 : lettersOf(column);
    if (kind !== null && letters > (likely?.letters ?? 0)) likely = { name: column.name, kind, letters };
    const sentence = sentenceFor(finding, role);
    if (sentence !== null) said.set(sentence, [...(said.get(sentence) ?? []), column.name]);
    return role;
  });
  const warnings = [...said].map(([sentence, names]) =>
    sentence(`${names.length === 1 ? 'The column' : 'The columns'} ${listNames(names)}`, names.length === 1),
  );
  return { roles, likelySequence: likely, warnings };
}
