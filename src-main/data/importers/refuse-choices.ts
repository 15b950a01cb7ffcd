// Choices that mean nothing for what the files hold: said, rather than passed over, because whoever made them expected something.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { imageChoices } from '../../../src-shared/domain/image-choices.ts';
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

/** Refuses choices about images where there is a table. */
export function refuseImageChoices(choices: ImportChoices, file: string): void {
  const choice = Object.keys(choices).find((name) => Object.hasOwn(imageChoices, name));
  if (choice === undefined) return;
  throw new AppError(
    'data/no-images',
    `${file} is a table and holds no images, so there is no ${choice} to choose. Leave it out.`,
  );
}
