// How a choice about reading a file changes the others.
import type { ReadingChoices } from '../../src-shared/contract/data.ts';
import type { ColumnRole } from '../../src-shared/domain/data-card.ts';
import { choicesOfTexts } from '../../src-shared/domain/text-choices.ts';

/** Choices after which the columns may have other names. */
const renaming: readonly (keyof ReadingChoices)[] = ['delimiter', 'encoding', 'header'];

/** The choices with one changed; `undefined` leaves it to be found out. What was said of columns that may be gone goes too. */
export function withChoice<Key extends keyof ReadingChoices>(
  choices: ReadingChoices,
  key: Key,
  value: ReadingChoices[Key],
): ReadingChoices {
  const { [key]: _before, ...rest } = choices;
  const kept: ReadingChoices = value === undefined ? { ...rest } : { ...rest, [key]: value };
  if (key === 'task' && value === 'language') {
    return Object.fromEntries(Object.entries(kept).filter(([name]) => choicesOfTexts.includes(name)));
  }
  if (renaming.includes(key)) {
    delete kept.target;
    delete kept.roles;
  }
  if (key === 'target' && typeof value === 'string') return withRole(kept, value, 'target');
  return kept;
}

/** The choices with a column in a role; there is one target, and one column that is read token by token. */
export function withRole(choices: ReadingChoices, column: string, role: ColumnRole): ReadingChoices {
  const { target, ...rest } = choices;
  const others = Object.entries(choices.roles ?? {}).filter(
    ([name, other]) => name !== column && !(role === 'sequence' && other === 'sequence'),
  );
  if (role === 'target') return { ...rest, target: column, roles: Object.fromEntries(others) };
  const roles = Object.fromEntries([...others, [column, role]]);
  return target === undefined || target === column ? { ...rest, roles } : { ...rest, target, roles };
}
