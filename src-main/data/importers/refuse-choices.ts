// Choices that mean nothing for what the files hold: said, rather than passed over, because whoever made them expected something.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { imageChoices } from '../../../src-shared/domain/image-choices.ts';
import { choicesOfTexts, textChoices } from '../../../src-shared/domain/text-choices.ts';
import { listNames } from '../sentences.ts';
import type { ImportChoices } from './import-choices.ts';

/**
 * Refuses choices about columns where there are images, but for those that are named.
 * @param what `IDX files`
 */
export function refuseTableChoices(choices: ImportChoices, what: string, allowed: readonly string[] = []): void {
  const [choice] = Object.keys(choices).filter((name) => name !== 'task' && !allowed.includes(name));
  if (choice !== undefined && Object.hasOwn(imageChoices, choice)) {
    throw new AppError(
      'data/size-is-given',
      `${what} hold images of one size, so there is no ${choice} to choose. Leave it out.`,
    );
  }
  if (choice !== undefined) {
    throw new AppError(
      'data/not-a-table',
      `${what} hold images and labels, no columns, so there is no ${choice} to choose. Leave it out.`,
    );
  }
  if (choices.task === 'regression') {
    throw new AppError(
      'data/not-a-table',
      `The labels of ${what} are classes; a regression needs numbers. Choose classification.`,
    );
  }
}

/** Refuses choices about columns and images, and tasks with an answer in each row, where there is a running text. */
export function refuseForText(choices: ImportChoices, file: string): void {
  const choice = Object.keys(choices).find((name) => !choicesOfTexts.includes(name));
  if (choice !== undefined) {
    throw new AppError(
      'data/not-a-table',
      `${file} is read as a running text, which has no columns and no images, so there is no ${choice} to choose. Leave it out.`,
    );
  }
  if (choices.task === undefined || choices.task === 'language') return;
  throw new AppError(
    'data/not-a-table',
    `${file} is read as a running text: what is learnt is to predict each next word or character. For a ${choices.task} import a table with a column of texts and one of answers.`,
  );
}

/** What goes for delimited text only. */
const choicesOfDialects = ['delimiter', 'decimal', 'header', 'missing'];

/** Refuses choices about delimited text and images where there are sequences with headers. */
export function refuseForFasta(choices: ImportChoices, file: string): void {
  const choice = Object.keys(choices).find(
    (name) => choicesOfDialects.includes(name) || Object.hasOwn(imageChoices, name),
  );
  if (choice === undefined) return;
  throw new AppError('data/not-a-table', `${file} is read as FASTA, so there is no ${choice} to choose. Leave it out.`);
}

/** Refuses choices about images where there is a table. */
export function refuseImageChoices(choices: ImportChoices, file: string): void {
  const choice = Object.keys(choices).find((name) => Object.hasOwn(imageChoices, name));
  if (choice === undefined) return;
  throw new AppError(
    'data/no-images',
    `${file} is a table and holds no images, so there is no ${choice} to choose. Leave it out.`,
  );
}

/** Says which choices about tokens go unused where no column is read token by token. */
export function unusedTextChoices(choices: ImportChoices): string[] {
  const unused = Object.keys(choices).filter((name) => Object.hasOwn(textChoices, name));
  if (unused.length === 0) return [];
  return [
    `No column is read token by token, so the choice of ${listNames(unused)} goes unused. Give a column of texts the role sequence to use it.`,
  ];
}
