// Everything that changes a run's row. Which changes make sense when is decided in `runs`.
import type { RunId } from '../../src-shared/domain/ids.ts';
import { runIdSchema } from '../../src-shared/domain/ids.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import type { RunState } from '../../src-shared/domain/run-state.ts';
import type { StudyPlace } from '../../src-shared/domain/study.ts';
import type { RunSummary, Scores } from '../../src-shared/trainer-protocol/messages.ts';
import { toCanonicalJson } from './canonical-json.ts';
import { inTransaction, type WriteDb } from './database.ts';
import { experimentOf } from './experiment.ts';
import { nextQueuePosition } from './queue-order.ts';

/** The place of a trial in its study. */
export interface TrialPlace extends StudyPlace {
  /** The trial of the same search whose weights it goes on from. */
  readonly parent: number | null;
}

/**
 * Adds a run in state `queued` with its config frozen, behind all that wait.
 * @param at milliseconds since 1970
 * @param place null: a run of its own
 */
export function insertRun(db: WriteDb, config: RunConfig, at: number, place: TrialPlace | null = null): RunId {
  return inTransaction(db, () => {
    const { lastInsertRowid } = db
      .prepare(
        `INSERT INTO run (name, state, method, dataset_id, config, created_at, queued_at, experiment, seed, planned_epochs,
           queue_position, study_id, arm, seed_index, trial, parent_trial, dataset_name)
         VALUES (?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
           coalesce((SELECT dataset_name FROM run WHERE dataset_id = ? ORDER BY id DESC LIMIT 1), ''))`,
      )
      .run(
        config.name,
        config.method.name,
        config.data.dataset,
        toCanonicalJson(config),
        at,
        at,
        experimentOf(config),
        config.training.seed,
        config.training.epochs,
        nextQueuePosition(db),
        place?.study ?? null,
        place?.arm ?? null,
        place?.seed ?? null,
        place?.trial ?? null,
        place?.parent ?? null,
        // What earlier runs know their data set to be called.
        config.data.dataset,
      );
    return runIdSchema.parse(Number(lastInsertRowid));
  });
}

/** What may change together with a run's state; what is absent stays as it is. */
export interface RunChange {
  readonly state?: RunState;
  readonly reason?: string;
  readonly queuedAt?: number;
  readonly queuePosition?: number;
  readonly notBefore?: number | null;
  readonly isSettled?: 0 | 1;
  readonly threads?: number | null;
  readonly startedAt?: number;
  readonly finishedAt?: number | null;
  readonly summary?: RunSummary | null;
  readonly engine?: string;
  readonly device?: string;
  readonly engineVerdict?: string;
  readonly checkpointFile?: string;
  readonly checkpointStep?: number;
  readonly pid?: number | null;
  readonly heartbeatAt?: number;
}

const columns: Readonly<Record<keyof RunChange, string>> = {
  state: 'state',
  reason: 'reason',
  queuedAt: 'queued_at',
  queuePosition: 'queue_position',
  notBefore: 'not_before',
  isSettled: 'is_settled',
  threads: 'threads',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
  summary: 'summary',
  engine: 'engine',
  device: 'device',
  engineVerdict: 'engine_verdict',
  checkpointFile: 'checkpoint_file',
  checkpointStep: 'checkpoint_step',
  pid: 'pid',
  heartbeatAt: 'heartbeat_at',
};

/** Writes `change` to the run's row, in one transaction. */
export function updateRun(db: WriteDb, run: RunId, change: RunChange): void {
  const entries = (Object.keys(columns) as (keyof RunChange)[]).filter((key) => change[key] !== undefined);
  if (entries.length === 0) return;
  const assignments = entries.map((key) => `${columns[key]} = ?`).join(', ');
  const values = entries.map((key) => {
    const value = change[key];
    return typeof value === 'object' && value !== null ? toCanonicalJson(value) : value;
  });
  inTransaction(db, () => db.prepare(`UPDATE run SET ${assignments} WHERE id = ?`).run(...values, run));
}

/** Records that the run's test rows are about to be opened. @returns the record's number */
export function insertUnsealing(db: WriteDb, run: RunId, at: number): number {
  return inTransaction(db, () =>
    Number(db.prepare('INSERT INTO unsealing (run_id, at) VALUES (?, ?)').run(run, at).lastInsertRowid),
  );
}

/** Adds the scores to the record of an unsealing. */
export function setUnsealingScores(db: WriteDb, unsealing: number, scores: Scores): void {
  inTransaction(db, () =>
    db.prepare('UPDATE unsealing SET scores = ? WHERE id = ?').run(toCanonicalJson(scores), unsealing),
  );
}
