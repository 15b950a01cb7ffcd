// Which column is to be predicted, told from names alone, before the rows are read.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { listNames } from '../sentences.ts';
import { type ImportChoices, rolesOf } from './import-choices.ts';

/** Names that tables of the field give to what is to be predicted. */
const usualTargets = ['target', 'class', 'label', 'labels', 'y', 'species', 'outcome', 'response', 'diagnosis'];

/** Whether a name says "this numbers the rows": id, index, sample_id, Patient ID, Unnamed: 0. */
export function isIdName(name: string): boolean {
  // "index" counts only alone: a refractive index and a body mass index are measurements.
  return /^(?:(?:.*[\s_.-])?(?:id|uuid|guid)|idx|index|unnamed: \d+)$/i.test(name) || /[a-z](?:Id|ID)$/.test(name);
}

/** Refuses a choice about a column that the file does not have. */
function checkNames(names: readonly string[], choices: ImportChoices, file: string): void {
  const chosen = [...(choices.target === undefined ? [] : [choices.target]), ...Object.keys(choices.roles ?? {})];
  const unknown = chosen.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new AppError(
    'data/unknown-column',
    `There is no column "${unknown}" in ${file}. Its columns are ${listNames(names, 20)}. Choose one of them.`,
    { column: unknown },
  );
}

export interface TargetChoice {
  readonly name: string;
  /** Says how it was chosen, where the user did not. */
  readonly warning: string | null;
}

/**
 * The target: the one named, else a column with a usual name, else the last that is no row number.
 * @param isUnlikely whether the first rows of a column hold no value, or sequences; such a column is the last choice
 * @throws AppError `data/unknown-column`, `data/two-targets`
 */
export function chooseTarget(
  names: readonly string[],
  choices: ImportChoices,
  file: string,
  isUnlikely: (name: string) => boolean = () => false,
): TargetChoice {
  checkNames(names, choices, file);
  const roles = rolesOf(choices);
  const named = new Set(names.filter((name) => roles.get(name) === 'target'));
  if (choices.target !== undefined) named.add(choices.target);
  if (named.size > 1) {
    throw new AppError('data/two-targets', `${listNames([...named])} are both chosen as target. Choose one column.`);
  }
  const [chosen] = named;
  if (chosen !== undefined) return { name: chosen, warning: null };

  const free = names.filter((name) => (roles.get(name) ?? 'input') === 'input');
  const usual = usualTargets.flatMap((target) => free.filter((name) => name.toLowerCase() === target))[0];
  if (usual !== undefined) {
    return {
      name: usual,
      warning: `The target is the column "${usual}", by its name. Choose another column as the target if that is not what is to be predicted.`,
    };
  }
  const last = free.findLast((name) => !isIdName(name) && !isUnlikely(name)) ?? free.at(-1);
  if (last === undefined) {
    throw new AppError(
      'data/no-target',
      `No column of ${file} is left to be the target. Choose one of them as the target.`,
    );
  }
  return {
    name: last,
    warning: `The target is the last column, "${last}", because no column is named target, class, label or y. Choose another column as the target if that is not what is to be predicted.`,
  };
}
