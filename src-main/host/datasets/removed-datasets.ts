// Data sets that were removed: moved aside inside the home, and brought back on demand until the application ends.
import { rmSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { datasetDirectory, readCard } from '../../data/storage.ts';
import { datasetsDirectory, removedDatasetsDirectory } from '../paths.ts';

export interface RemovedDatasets {
  /** @throws AppError `data/no-such-dataset` */
  remove(id: string): Promise<void>;
  /** @throws AppError `data/not-removed` */
  restore(id: string): Promise<void>;
  /** Deletes for good what was removed. */
  close(): Promise<void>;
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** What a life of the application before this one removed is deleted now. */
export function createRemovedDatasets(home: string): RemovedDatasets {
  const aside = removedDatasetsDirectory(home);
  rmSync(aside, { recursive: true, force: true });
  const placeOf = (id: string) => datasetDirectory(datasetsDirectory(home), id);
  return {
    remove: async (id) => {
      const place = placeOf(id);
      // A damaged one may be removed too; only an absent one is refused, in the words of whoever reads cards.
      if (!(await isThere(place))) await readCard(place);
      await mkdir(aside, { recursive: true });
      await rm(join(aside, id), { recursive: true, force: true });
      await rename(place, join(aside, id));
    },
    restore: async (id) => {
      const kept = join(aside, id);
      if (!(await isThere(kept))) {
        throw new AppError('data/not-removed', `The data set ${id} cannot be brought back. Import its file again.`);
      }
      // Imported again meanwhile: the same id means the same content.
      if (await isThere(placeOf(id))) await rm(kept, { recursive: true, force: true });
      else await rename(kept, placeOf(id));
    },
    close: () => rm(aside, { recursive: true, force: true }),
  };
}
