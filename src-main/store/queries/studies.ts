// Studies and the trials they consist of, as far as a study must know of them to go on.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type DatasetId, type RunId, runIdSchema } from '../../../src-shared/domain/ids.ts';
import { type RunConfig, runConfigSchema } from '../../../src-shared/domain/run-config.ts';
import type { RunState } from '../../../src-shared/domain/run-state.ts';
import {
  type StudyConfig,
  type StudyId,
  type StudyState,
  studyConfigSchema,
  studyIdSchema,
} from '../../../src-shared/domain/study.ts';
import { fromCanonicalJson } from '../canonical-json.ts';
import type { ReadDb } from '../database.ts';
import { prepared } from '../database.ts';

/** A study as it is stored. Times are milliseconds since 1970. */
export interface StoredStudy {
  readonly id: StudyId;
  readonly name: string;
  readonly state: StudyState;
  /** Why it is in its state, in words. */
  readonly reason: string;
  /** As it was frozen; its name may be an older one. */
  readonly config: StudyConfig;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

interface StudyRow {
  readonly id: number;
  readonly name: string;
  readonly state: StudyState;
  readonly reason: string;
  readonly config: string;
  readonly created_at: number;
  readonly finished_at: number | null;
}

const columns = 'id, name, state, reason, config, created_at, finished_at';

function toStudy(row: StudyRow): StoredStudy {
  return {
    id: studyIdSchema.parse(row.id),
    name: row.name,
    state: row.state,
    reason: row.reason,
    config: studyConfigSchema.parse(fromCanonicalJson(row.config)),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

/** Every study of the home, newest first. */
export function listStudies(db: ReadDb): StoredStudy[] {
  return db.prepare<[], StudyRow>(`SELECT ${columns} FROM study ORDER BY id DESC`).all().map(toStudy);
}

/** One study. @throws AppError `store/unknown-study` */
export function storedStudy(db: ReadDb, study: StudyId): StoredStudy {
  const row = db.prepare<[StudyId], StudyRow>(`SELECT ${columns} FROM study WHERE id = ?`).get(study);
  if (row === undefined) throw new AppError('store/unknown-study', `There is no study ${study} in this home.`);
  return toStudy(row);
}

/** A trial of a study: where it stands, and what it was given of the budget. */
export interface TrialRow {
  readonly run: RunId;
  readonly arm: number;
  /** Position in the study's seeds. */
  readonly seed: number;
  readonly trial: number;
  readonly parent: number | null;
  readonly state: RunState;
  readonly reason: string;
  /** Counts as over, whatever its state. */
  readonly isSettled: boolean;
  readonly isTrashed: boolean;
  /** Lowest validation loss of its epochs, and at the newest; NaN where there is none. */
  readonly best: number;
  readonly last: number;
  /** Training seconds and whole epochs so far. */
  readonly seconds: number;
  readonly epochs: number;
  /** What it may train at most; minutes null: no limit. */
  readonly plannedEpochs: number;
  readonly plannedMinutes: number | null;
  readonly hyperparameters: RunConfig['hyperparameters'];
}

interface StoredTrial {
  readonly id: number;
  readonly arm: number;
  readonly seed_index: number;
  readonly trial: number;
  readonly parent_trial: number | null;
  readonly state: RunState;
  readonly reason: string;
  readonly is_settled: number;
  readonly trashed_at: number | null;
  readonly best_loss: number | null;
  readonly last_loss: number | null;
  readonly train_seconds: number | null;
  readonly last_epoch: number | null;
  readonly planned_epochs: number;
  readonly minutes: number | null;
  readonly hyperparameters: string | null;
}

function toTrial(row: StoredTrial): TrialRow {
  return {
    run: runIdSchema.parse(row.id),
    arm: row.arm,
    seed: row.seed_index,
    trial: row.trial,
    parent: row.parent_trial,
    state: row.state,
    reason: row.reason,
    isSettled: row.is_settled === 1,
    isTrashed: row.trashed_at !== null,
    best: row.best_loss ?? Number.NaN,
    last: row.last_loss ?? Number.NaN,
    seconds: row.train_seconds ?? 0,
    epochs: Math.floor((row.last_epoch ?? 0) + 1e-6),
    plannedEpochs: row.planned_epochs,
    plannedMinutes: row.minutes,
    hyperparameters: JSON.parse(row.hyperparameters ?? '{}') as RunConfig['hyperparameters'],
  };
}

/** The trials of a study by arm, seed and number. */
export function studyTrials(db: ReadDb, study: StudyId): TrialRow[] {
  const query = prepared<[StudyId], StoredTrial>(
    db,
    `SELECT id, arm, seed_index, trial, parent_trial, state, reason, is_settled, trashed_at, best_loss, last_loss,
       train_seconds, last_epoch, planned_epochs, json_extract(config, '$.training.minutes') AS minutes,
       json_extract(config, '$.hyperparameters') AS hyperparameters
     FROM run WHERE study_id = ? ORDER BY arm, seed_index, trial`,
  );
  return query.all(study).map(toTrial);
}

/** The study that a run is a trial of; null for a run of its own. */
export function studyOfRun(db: ReadDb, run: RunId): StudyId | null {
  const query = prepared<[RunId], { study_id: number | null }>(db, 'SELECT study_id FROM run WHERE id = ?');
  const found = query.get(run)?.study_id ?? null;
  return found === null ? null : studyIdSchema.parse(found);
}

/** What a data set is called by the runs that cite it; empty where none knows. */
export function datasetNameOf(db: ReadDb, dataset: DatasetId): string {
  const query = prepared<[DatasetId], { dataset_name: string }>(
    db,
    "SELECT dataset_name FROM run WHERE dataset_id = ? AND dataset_name <> '' ORDER BY id DESC LIMIT 1",
  );
  return query.get(dataset)?.dataset_name ?? '';
}

/** The trial of the studies of this home with the lowest validation loss among those that a test passes; null where none does. */
export function bestHeldTrial(
  db: ReadDb,
  dataset: DatasetId,
  fits: (config: RunConfig) => boolean,
): { readonly run: RunId; readonly config: RunConfig } | null {
  const query = prepared<[DatasetId], { id: number; config: string }>(
    db,
    `SELECT id, config FROM run WHERE dataset_id = ? AND study_id IS NOT NULL AND method = 'fixed' AND best_loss IS NOT NULL
       AND trashed_at IS NULL ORDER BY best_loss, id`,
  );
  for (const { id, config } of query.iterate(dataset)) {
    const parsed = runConfigSchema.safeParse(fromCanonicalJson(config));
    if (parsed.success && fits(parsed.data)) return { run: runIdSchema.parse(id), config: parsed.data };
  }
  return null;
}
