// The folder that a run's trainer writes its checkpoints into.
import { mkdirSync } from 'node:fs';
import { AppError, messageOf } from '../../src-shared/domain/app-error.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { runDirectory } from '../store/home-files.ts';

/** Makes the folder of `run`. @returns its path @throws AppError `runs/no-run-folder` */
export function createRunDirectory(home: string, run: RunId): string {
  const directory = runDirectory(home, run);
  try {
    mkdirSync(directory, { recursive: true });
    return directory;
  } catch (thrown) {
    throw new AppError(
      'runs/no-run-folder',
      `The folder ${directory} for the run's checkpoints cannot be created (${messageOf(thrown)}). Check the free space and the permissions of the home.`,
    );
  }
}
