// Which column is read token by token: the one that was chosen, or the one that looks like it.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ColumnRole } from '../../../src-shared/domain/data-card.ts';
import { listNames } from '../sentences.ts';
import { type ImportChoices, rolesOf } from './import-choices.ts';
import type { RawColumn } from './raw-column.ts';
import { type SequenceKind, sequenceKindOf } from './sequence-kind.ts';

/** Rows of a column that are looked at. */
const mostLookedAt = 1_000;

/** The first texts of a column, none of them empty. */
function textsOf(column: RawColumn): string[] {
  if (column.kind === 'numeric') return [];
  const texts = Array.from(column.codes.subarray(0, mostLookedAt), (code) => column.categories[code] ?? '');
  return texts.filter((text) => text !== '');
}

/** What the texts of a column are; null where they are no sequences. */
export function kindOfColumn(column: RawColumn): SequenceKind | null {
  return sequenceKindOf(textsOf(column));
}

/** Letters of the first texts of a column together. */
export function lettersOf(column: RawColumn): number {
  return textsOf(column).reduce((sum, text) => sum + text.length, 0);
}

/**
 * The column that was chosen to be read token by token; null where none was.
 * @throws AppError `data/two-sequences`, `data/no-sequence`
 */
export function chosenSequence(
  choices: ImportChoices,
  columns: readonly RawColumn[],
  targetName: string,
): string | null {
  const roles = rolesOf(choices);
  const chosen = columns.filter(({ name }) => roles.get(name) === 'sequence' && name !== targetName);
  const [first] = chosen;
  if (first === undefined) return null;
  if (chosen.length > 1) {
    const names = listNames(chosen.map(({ name }) => name));
    throw new AppError('data/two-sequences', `${names} are chosen as sequences. Choose one column.`);
  }
  if (first.kind === 'categorical') return first.name;
  throw new AppError(
    'data/no-sequence',
    `The column "${first.name}" holds numbers; a sequence is a text in each row. Choose another column for the role sequence.`,
  );
}

/** The choices with a role for some columns. */
export function withRoles(choices: ImportChoices, names: readonly string[], role: ColumnRole): ImportChoices {
  return { ...choices, roles: { ...choices.roles, ...Object.fromEntries(names.map((name) => [name, role])) } };
}
