// The role each column plays unless the user says otherwise: row numbers, copies of the target and empty columns stay out.
import type { ColumnRole } from '../../../src-shared/domain/data-card.ts';
import { partOfName } from '../part-names.ts';
import { listNames } from '../sentences.ts';
import { type ImportChoices, rolesOf } from './import-choices.ts';
import { isMissingAt, type RawColumn, rowsOf } from './raw-column.ts';
import { isIdName } from './target-choice.ts';
import type { Target } from './target-column.ts';

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

/** Whether the column says the same as the target under other names: a one-to-one match with the classes, or equal numbers. */
function mirrorsTarget(column: RawColumn, target: Target): boolean {
  if (target.task === 'regression') {
    return column.kind === 'numeric' && column.values.every((value, row) => value === target.values[row]);
  }
  const values = column.kind === 'numeric' ? column.values : column.codes;
  const labelOf = new Map<number, number>();
  const cellOf = new Map<number, number>();
  for (let row = 0; row < rowsOf(column); row++) {
    const value = values[row] ?? Number.NaN;
    const label = target.labels[row] ?? -1;
    if (isMissingAt(column, row)) return false;
    if ((labelOf.get(value) ?? label) !== label || (cellOf.get(label) ?? value) !== value) return false;
    labelOf.set(value, label);
    cellOf.set(label, value);
  }
  return true;
}

/** Whether every value is the name of a part: train, validation, test. */
function namesParts(column: RawColumn): boolean {
  if (column.kind === 'numeric' || column.categories.length < 2) return false;
  return column.categories.every((name) => partOfName(name) !== null) && column.codes.every((code) => code >= 0);
}

type Finding = 'empty' | 'id' | 'mirror' | 'parts' | 'constant' | 'plain';

function find(column: RawColumn, target: Target): Finding {
  if (isEmpty(column)) return 'empty';
  if (isIdName(column.name) || isDistinctText(column) || isNamelessCounter(column)) return 'id';
  if (mirrorsTarget(column, target)) return 'mirror';
  if (namesParts(column)) return 'parts';
  return isConstant(column) ? 'constant' : 'plain';
}

const roleOf: Readonly<Record<Finding, ColumnRole>> = {
  empty: 'ignore',
  id: 'ignore',
  mirror: 'ignore',
  parts: 'split',
  constant: 'input',
  plain: 'input',
};

const plural = (names: readonly string[]) => (names.length === 1 ? 'The column' : 'The columns');

/** One sentence for all columns of a finding; their number may be large. */
const sentences: Readonly<Record<Finding, ((names: readonly string[]) => string) | null>> = {
  empty: (names) =>
    `${plural(names)} ${listNames(names)} without any value ${names.length === 1 ? 'is' : 'are'} left out.`,
  id: (names) =>
    `${plural(names)} ${listNames(names)} only ${names.length === 1 ? 'names' : 'name'} the rows and ${names.length === 1 ? 'is' : 'are'} left out. Give the role input to use, or group to keep rows of one name together.`,
  mirror: (names) =>
    `${plural(names)} ${listNames(names)} ${names.length === 1 ? 'equals' : 'equal'} the target and would give the answer away; ${names.length === 1 ? 'it is' : 'they are'} left out. Give the role input to use all the same.`,
  parts: (names) =>
    `${plural(names)} ${listNames(names)} ${names.length === 1 ? 'says' : 'say'} which rows are for training, validation and test and ${names.length === 1 ? 'is' : 'are'} no input.`,
  constant: (names) =>
    `${plural(names)} ${listNames(names)} ${names.length === 1 ? 'holds' : 'hold'} one value only and ${names.length === 1 ? 'carries' : 'carry'} no information.`,
  plain: null,
};

export interface RoleAssignment {
  /** In the order of the columns. */
  readonly roles: readonly ColumnRole[];
  readonly warnings: readonly string[];
}

export interface RoleRequest {
  readonly columns: readonly RawColumn[];
  readonly targetName: string;
  /** Of the same rows as the columns. */
  readonly target: Target;
  readonly choices: ImportChoices;
}

/** Gives every column its role; what the user chose stands. */
export function assignRoles({ columns, targetName, target, choices }: RoleRequest): RoleAssignment {
  const chosenRoles = rolesOf(choices);
  const found = new Map<Finding, string[]>();
  const roles = columns.map((column): ColumnRole => {
    if (column.name === targetName) return 'target';
    const chosen = chosenRoles.get(column.name);
    if (chosen !== undefined) return chosen;
    const finding = find(column, target);
    const names = found.get(finding);
    if (names === undefined) found.set(finding, [column.name]);
    else names.push(column.name);
    return roleOf[finding];
  });
  const warnings = [...found].flatMap(([finding, names]) => sentences[finding]?.(names) ?? []);
  return { roles, warnings };
}
