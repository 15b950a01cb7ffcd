// Everything about one run except what it logged.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import { type RunConfig, runConfigSchema } from '../../../src-shared/domain/run-config.ts';
import { fromCanonicalJson } from '../canonical-json.ts';
import type { ReadDb } from '../database.ts';
import { type ListingRow, listingColumns, type RunListing, toListing } from './run-row.ts';

export interface RunDetails extends RunListing {
  /** As it was frozen when the run was queued. */
  readonly config: RunConfig;
  /** Which engine ran it and why, in words; null before one was chosen. */
  readonly engine: { readonly name: string; readonly device: string; readonly verdict: string } | null;
  /** The newest checkpoint whose points are all in the store. */
  readonly checkpoint: { readonly file: string; readonly step: number } | null;
  /** The trainer that may still be alive; null when none is. */
  readonly pid: number | null;
  readonly heartbeatAt: number | null;
  /** What its trainer was given where the config leaves it open; null: as many as there are cores. */
  readonly threads: number | null;
}

interface DetailsRow extends ListingRow {
  readonly config: string;
  readonly engine: string | null;
  readonly device: string | null;
  readonly engine_verdict: string | null;
  readonly checkpoint_file: string | null;
  readonly checkpoint_step: number | null;
  readonly pid: number | null;
  readonly heartbeat_at: number | null;
  readonly threads: number | null;
}

/** The details of `run`. @throws AppError `store/unknown-run` */
export function runDetails(db: ReadDb, run: RunId): RunDetails {
  const row = db
    .prepare<[RunId], DetailsRow>(
      `SELECT ${listingColumns}, config, engine, device, engine_verdict, checkpoint_file, checkpoint_step, pid, heartbeat_at, threads
       FROM run WHERE id = ?`,
    )
    .get(run);
  if (row === undefined) {
    throw new AppError('store/unknown-run', `There is no run ${run} in this home.`);
  }
  return {
    ...toListing(row),
    config: runConfigSchema.parse(fromCanonicalJson(row.config)),
    engine:
      row.engine === null ? null : { name: row.engine, device: row.device ?? '', verdict: row.engine_verdict ?? '' },
    checkpoint: row.checkpoint_file === null ? null : { file: row.checkpoint_file, step: row.checkpoint_step ?? 0 },
    pid: row.pid,
    heartbeatAt: row.heartbeat_at,
    threads: row.threads,
  };
}
