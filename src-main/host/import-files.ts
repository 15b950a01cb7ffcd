// Brings a user's files into a home.
import type { ImportProgress } from '../../src-shared/contract/data.ts';
import type { DataCard } from '../../src-shared/domain/data-card.ts';
import { parseDataSource, readSource } from './config/data-source.ts';
import { storeInHome } from './start-run.ts';

export interface ImportedFiles {
  readonly card: DataCard;
  /** False where the home had the same data set already. */
  readonly isNew: boolean;
}

/**
 * Imports files as a data set.
 * @param request.choices as the `data` part of a config has them: target, task, roles, delimiter …
 * @param request.directory folder that relative paths start from
 * @throws AppError in words; the home is then as it was
 */
export async function importFiles(request: {
  readonly home: string;
  readonly directory: string;
  readonly files: readonly string[];
  readonly choices: Readonly<Record<string, unknown>>;
  /** Hears how far the reading is. */
  readonly tell?: (progress: ImportProgress) => void;
}): Promise<ImportedFiles> {
  const { home, directory, files, choices, tell } = request;
  const dataset = await readSource(parseDataSource({ ...choices, file: files }), { home, directory }, tell);
  const { card, isNew } = await storeInHome(dataset, { home });
  return { card, isNew };
}
