// The rows of the table of runs, and what only the host can add to them: names of data sets, room on disk.
import type { RunRow } from '../../src-shared/contract/runs.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { DatasetId, RunId } from '../../src-shared/domain/ids.ts';
import { datasetDirectory, readCard } from '../data/storage.ts';
import type { WritableHome } from '../store/open.ts';
import { namelessDatasets, runRowQuery, runsByDataset, runTable } from '../store/queries/run-table.ts';
import { setDatasetName } from '../store/run-labels.ts';
import { datasetsDirectory } from './paths.ts';

export interface RunRows {
  /** Every run of the home, newest first, those in the trash too. */
  all(): RunRow[];
  /** @throws AppError `store/unknown-run` */
  one(run: RunId): RunRow;
  /** How many runs cite each data set, those in the trash too. */
  countByDataset(): ReadonlyMap<DatasetId, number>;
}

/** Rows as the database has them. */
export function createRunRows({ db }: Pick<WritableHome, 'db'>): RunRows {
  return {
    all: () => runTable(db),
    one: runRowQuery(db),
    countByDataset: () => runsByDataset(db),
  };
}

/** Tells runs that do not know yet what their data set is called. A data set that is gone leaves them as they are. */
export async function nameDatasets({ db, directory }: WritableHome): Promise<void> {
  for (const dataset of namelessDatasets(db)) {
    try {
      const { name } = await readCard(datasetDirectory(datasetsDirectory(directory), dataset));
      setDatasetName(db, dataset, name);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
    }
  }
}
