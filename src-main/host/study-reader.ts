// What a home can be asked about its studies and its queue without owning it.
import type { StudyDetails } from '../../src-shared/contract/studies.ts';
import type { StudyId } from '../../src-shared/domain/study.ts';
import { datasetDirectory, openDataset } from '../data/storage.ts';
import { type WaitingRun, waitingRuns } from '../store/queries/list-runs.ts';
import { runTable } from '../store/queries/run-table.ts';
import { listStudies, type StoredStudy, storedStudy, studyTrials } from '../store/queries/studies.ts';
import { type QueueSettings, queueSettings } from '../store/queue-order.ts';
import { studyRow, trialsOf } from '../studies/study-rows.ts';
import { batchesPerEpochOf } from './config/divided-data.ts';
import { datasetsDirectory } from './paths.ts';
import { readDatabase } from './reader.ts';

/** Only a budget of steps needs the data to be counted. */
async function batchesOf(home: string, { config: { config, budget } }: StoredStudy): Promise<number> {
  if (budget.unit !== 'steps') return 1;
  return batchesPerEpochOf(config, await openDataset(datasetDirectory(datasetsDirectory(home), config.data.dataset)));
}

async function detailsOf(home: string, stored: StoredStudy): Promise<StudyDetails> {
  const batchesPerEpoch = await batchesOf(home, stored);
  return readDatabase(home, (db) => {
    const study = storedStudy(db, stored.id);
    const row = studyRow(db, study, { budget: study.config.budget, batchesPerEpoch });
    return { row, config: study.config, trials: trialsOf(study, studyTrials(db, study.id)) };
  });
}

/** A study with its trials. @throws AppError `store/unknown-study`, and what keeps a home from being read */
export function readStudy(home: string, study: StudyId): Promise<StudyDetails> {
  return detailsOf(
    home,
    readDatabase(home, (db) => storedStudy(db, study)),
  );
}

/** Every study of a home, newest first. */
export function readStudies(home: string): Promise<StudyDetails[]> {
  return Promise.all(readDatabase(home, listStudies).map((study) => detailsOf(home, study)));
}

/** The rows of every run of a home, newest first, those in the trash too. */
export function readRunTable(home: string) {
  return readDatabase(home, runTable);
}

/** The queue of a home as it is on record. */
export function readQueue(home: string): QueueSettings & { readonly waiting: readonly WaitingRun[] } {
  return readDatabase(home, (db) => ({ ...queueSettings(db), waiting: waitingRuns(db) }));
}
