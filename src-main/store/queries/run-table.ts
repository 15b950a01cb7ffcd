// The table of runs as a window shows it: every run in one query, without its config.

import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type DatasetId, type RunId, runIdSchema } from '../../../src-shared/domain/ids.ts';
import type { StudyId } from '../../../src-shared/domain/study.ts';
import type { RunSummary, Scores } from '../../../src-shared/trainer-protocol/messages.ts';
import { fromCanonicalJson } from '../canonical-json.ts';
import type { ReadDb } from '../database.ts';

/** As `columns` names them. What is checked where it is written is not checked again: ten thousand rows must come at once. */
interface TableRow {
  readonly id: RunId;
  readonly name: string;
  readonly state: RunRow['state'];
  readonly reason: string;
  readonly method: RunRow['method'];
  readonly dataset_id: DatasetId;
  readonly dataset_name: string;
  readonly experiment: string;
  readonly seed: number;
  readonly tags: string;
  readonly notes: string;
  readonly is_starred: number;
  readonly trashed_at: number | null;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly finished_at: number | null;
  readonly train_seconds: number | null;
  readonly planned_epochs: number;
  readonly metric: string;
  readonly best_epoch: number | null;
  readonly best_loss: number | null;
  readonly best_metric: number | null;
  readonly last_epoch: number | null;
  readonly last_loss: number | null;
  readonly last_metric: number | null;
  readonly summary: string | null;
  readonly last_hyperparameters: string;
  readonly best_hyperparameters: string;
  readonly bytes: number;
  readonly has_checkpoint: number;
  readonly study_id: StudyId | null;
  readonly arm: number | null;
  readonly seed_index: number | null;
  readonly trial: number | null;
  readonly not_before: number | null;
  readonly tested_at: number | null;
  readonly test_scores: string | null;
}

const columns = `id, name, state, reason, method, dataset_id, dataset_name, experiment, seed, tags, notes, is_starred,
  trashed_at, created_at, started_at, finished_at, train_seconds, planned_epochs, metric, best_epoch, best_loss,
  best_metric, last_epoch, last_loss, last_metric, summary, last_hyperparameters, best_hyperparameters, bytes,
  checkpoint_file IS NOT NULL AS has_checkpoint, study_id, arm, seed_index, trial, not_before, tested_at, test_scores`;

const scored = `(SELECT id AS unsealing_id, at AS tested_at, scores AS test_scores FROM unsealing) AS scored`;
const scores = 'FROM unsealing WHERE scores IS NOT NULL';

/** With the newest scores on sealed rows that belong to the model as it is: a run that was resumed since has another one. */
const all = `run LEFT JOIN (SELECT run_id, max(id) AS newest ${scores} GROUP BY run_id) AS opened ON opened.run_id = run.id
  LEFT JOIN ${scored} ON unsealing_id = newest AND tested_at >= finished_at`;
/** The same, sooner for one run alone. */
const one = `run LEFT JOIN ${scored}
  ON unsealing_id = (SELECT max(id) ${scores} AND run_id = run.id) AND tested_at >= finished_at`;

function standing(epoch: number | null, loss: number | null, metric: number | null): RunRow['best'] {
  return epoch === null ? null : { epoch, loss: loss ?? Number.NaN, metric: metric ?? Number.NaN };
}

/** A run that lives or was cut off may have a summary of an earlier end: what it logged since is newer. */
const summarised: readonly RunRow['state'][] = ['finished', 'stopped', 'failed'];

function hyperparameters(
  row: TableRow,
  summary: RunSummary | null,
): Pick<RunRow, 'finalHyperparameters' | 'bestHyperparameters'> {
  if (summary !== null && summarised.includes(row.state)) {
    return { finalHyperparameters: summary.final.hyperparameters, bestHyperparameters: summary.bestHyperparameters };
  }
  return {
    finalHyperparameters: fromCanonicalJson(row.last_hyperparameters) as RunRow['finalHyperparameters'],
    bestHyperparameters: fromCanonicalJson(row.best_hyperparameters) as RunRow['bestHyperparameters'],
  };
}

function toRunRow(row: TableRow): RunRow {
  const summary = row.summary === null ? null : (fromCanonicalJson(row.summary) as RunSummary);
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    reason: row.reason,
    method: row.method,
    dataset: row.dataset_id,
    datasetName: row.dataset_name,
    experiment: row.experiment,
    seed: row.seed,
    tags: row.tags === '[]' ? [] : (JSON.parse(row.tags) as string[]),
    notes: row.notes,
    isStarred: row.is_starred === 1,
    trashedAt: row.trashed_at,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    seconds: row.train_seconds ?? summary?.trainSeconds ?? null,
    epochs: row.last_epoch === null ? (summary?.epochs ?? null) : Math.floor(row.last_epoch + 1e-6),
    plannedEpochs: row.planned_epochs,
    metric: row.metric,
    best: standing(row.best_epoch, row.best_loss, row.best_metric),
    last: standing(row.last_epoch, row.last_loss, row.last_metric),
    ...hyperparameters(row, summary),
    bytes: row.bytes,
    hasCheckpoint: row.has_checkpoint === 1,
    place: placeOf(row),
    notBefore: row.state === 'queued' ? row.not_before : null,
    test: testOf(row),
  };
}

function placeOf({ study_id: study, arm, seed_index: seed, trial }: TableRow): RunRow['place'] {
  return study === null ? null : { study, arm: arm ?? 0, seed: seed ?? 0, trial: trial ?? 0 };
}

function testOf({ tested_at: at, test_scores: text, metric }: TableRow): RunRow['test'] {
  if (at === null || text === null) return null;
  const { loss, metrics } = fromCanonicalJson(text) as Scores;
  return { loss, metric: metrics[metric] ?? Number.NaN, at };
}

/** Every run of the home, newest first, those in the trash too. */
export function runTable(db: ReadDb): RunRow[] {
  return db.prepare<[], TableRow>(`SELECT ${columns} FROM ${all} ORDER BY id DESC`).all().map(toRunRow);
}

/** Asks for single rows of the table, which preparing the question anew each time would make five times slower. */
export function runRowQuery(db: ReadDb): (run: RunId) => RunRow {
  const query = db.prepare<[RunId], TableRow>(`SELECT ${columns} FROM ${one} WHERE run.id = ?`);
  return (run) => {
    const row = query.get(run);
    if (row === undefined) throw new AppError('store/unknown-run', `There is no run ${run} in this home.`);
    return toRunRow(row);
  };
}

/** How many runs cite each data set, those in the trash too. */
export function runsByDataset(db: ReadDb): ReadonlyMap<DatasetId, number> {
  const rows = db
    .prepare<[], { dataset_id: DatasetId; runs: number }>(
      'SELECT dataset_id, count(*) AS runs FROM run GROUP BY dataset_id',
    )
    .all();
  return new Map(rows.map(({ dataset_id, runs }) => [dataset_id, runs]));
}

/** Data sets cited by runs that do not know their names yet. */
export function namelessDatasets(db: ReadDb): DatasetId[] {
  return db
    .prepare<[], { dataset_id: DatasetId }>("SELECT DISTINCT dataset_id FROM run WHERE dataset_name = ''")
    .all()
    .map((row) => row.dataset_id);
}

/** Runs in the trash, so many at most. */
export function trashedRuns(db: ReadDb, limit: number): { readonly run: RunId; readonly bytes: number }[] {
  return db
    .prepare<[number], { id: number; bytes: number }>(
      'SELECT id, bytes FROM run WHERE trashed_at IS NOT NULL ORDER BY id LIMIT ?',
    )
    .all(limit)
    .map(({ id, bytes }) => ({ run: runIdSchema.parse(id), bytes }));
}
