// A run's row as the queries read it, and as the rest of the program sees it.
import { type DatasetId, datasetIdSchema, type RunId, runIdSchema } from '../../../src-shared/domain/ids.ts';
import type { MethodName } from '../../../src-shared/domain/method-config.ts';
import type { RunState } from '../../../src-shared/domain/run-state.ts';
import { type RunSummary, summarySchema } from '../../../src-shared/trainer-protocol/messages.ts';
import { fromCanonicalJson } from '../canonical-json.ts';

/** One run in a list. Times are milliseconds since 1970. */
export interface RunListing {
  readonly id: RunId;
  readonly name: string;
  readonly state: RunState;
  readonly method: MethodName;
  readonly datasetId: DatasetId;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** Why the run is in its state, in words; empty when there is nothing to say. */
  readonly reason: string;
  readonly summary: RunSummary | null;
  /** Which metric stands beside the loss. */
  readonly metric: string;
  /** When it was moved to the trash; null: it is not there. */
  readonly trashedAt: number | null;
}

/** Columns of `listingColumns`. `state` and `method` are checked where they are written. */
export interface ListingRow {
  readonly id: number;
  readonly name: string;
  readonly state: RunState;
  readonly method: MethodName;
  readonly dataset_id: string;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly finished_at: number | null;
  readonly reason: string;
  readonly summary: string | null;
  readonly metric: string;
  readonly trashed_at: number | null;
}

export const listingColumns =
  'id, name, state, method, dataset_id, created_at, started_at, finished_at, reason, summary, metric, trashed_at';

/** Turns a row into a listing. */
export function toListing(row: ListingRow): RunListing {
  return {
    id: runIdSchema.parse(row.id),
    name: row.name,
    state: row.state,
    method: row.method,
    datasetId: datasetIdSchema.parse(row.dataset_id),
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    reason: row.reason,
    summary: row.summary === null ? null : summarySchema.parse(fromCanonicalJson(row.summary)),
    metric: row.metric,
    trashedAt: row.trashed_at,
  };
}
