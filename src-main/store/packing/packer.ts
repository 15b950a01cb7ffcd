// Moves what runs have logged from rows into chunks, a slice at a time, so that nobody waits for it. A crash between two slices loses
// nothing: each slice is one transaction. What a live run logged long ago is packed too; its newest points stay rows.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type RunId, runIdSchema } from '../../../src-shared/domain/ids.ts';
import { liveStates, type RunState } from '../../../src-shared/domain/run-state.ts';
import { inRepeatableTransaction, type WriteDb } from '../database.ts';
import { packSlice } from './pack-slice.ts';

/** Between two slices, so that everything else gets its turn. After a long slice the rest is as long: half of the time is everyone's. */
const restMs = 10;

export interface PackerOptions {
  readonly db: WriteDb;
  /** Told when a run that has ended is packed. */
  readonly onPacked?: (run: RunId) => void;
  /** Told when the store refuses; what is not packed is packed next time. */
  readonly onFailure?: (error: AppError) => void;
  readonly restMs?: number;
}

const unfinished: readonly RunState[] = ['queued', ...liveStates];

/** The one packer of a home. Its owner calls `close` before the database closes. */
export class Packer {
  readonly #options: PackerOptions;
  readonly #wanted = new Set<RunId>();
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;
  /** How long the last slice took. */
  #lastMs = 0;
  #idle = Promise.withResolvers<void>();

  constructor(options: PackerOptions) {
    this.#options = options;
    this.#idle.resolve();
  }

  /** Packs a run as far as it can be, sometime soon. */
  want(run: RunId): void {
    if (this.#isClosed) return;
    if (this.#wanted.size === 0) this.#idle = Promise.withResolvers();
    this.#wanted.add(run);
    this.#arm();
  }

  /** Packs every run that has ended and was not packed, for example because the process ended before. */
  wantAll(): void {
    const places = unfinished.map(() => '?').join(', ');
    const runs = this.#options.db
      .prepare<RunState[], number>(
        `SELECT id FROM run WHERE state NOT IN (${places}) AND EXISTS (
           SELECT 1 FROM series WHERE run_id = run.id AND EXISTS (SELECT 1 FROM point WHERE series_id = series.id))`,
      )
      .pluck()
      .all(...unfinished);
    for (const run of runs) this.want(runIdSchema.parse(run));
  }

  /** Settles when nothing is left to be packed. */
  idle(): Promise<void> {
    return this.#idle.promise;
  }

  /** Goes on for at most so long, then stops; the rest is packed next time. */
  close(withinMs = 500): void {
    const start = performance.now();
    while (this.#wanted.size > 0 && performance.now() - start < withinMs) this.#work();
    this.#isClosed = true;
    this.#wanted.clear();
    this.#idle.resolve();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #arm(): void {
    const rest = Math.max(this.#options.restMs ?? restMs, this.#lastMs);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#work();
    }, rest);
  }

  /** One slice of the run that has waited longest. */
  #work(): void {
    const [run] = this.#wanted;
    if (run === undefined) return;
    const start = performance.now();
    try {
      if (!this.#slice(run)) this.#done(run);
    } catch (thrown) {
      this.#done(run);
      if (!(thrown instanceof AppError)) throw thrown;
      this.#options.onFailure?.(thrown);
    }
    this.#lastMs = performance.now() - start;
    if (this.#wanted.size > 0) this.#arm();
  }

  /** @returns whether there may be more to pack */
  #slice(run: RunId): boolean {
    const { db } = this.#options;
    const state = this.#stateOf(run);
    if (state === null) return false;
    const isLive = unfinished.includes(state);
    const isMore = inRepeatableTransaction(db, () => packSlice(db, run, isLive));
    if (!isMore && !isLive) this.#options.onPacked?.(run);
    return isMore;
  }

  #stateOf(run: RunId): RunState | null {
    const query = this.#options.db.prepare<[RunId], RunState>('SELECT state FROM run WHERE id = ?').pluck();
    return query.get(run) ?? null;
  }

  #done(run: RunId): void {
    this.#wanted.delete(run);
    if (this.#wanted.size === 0) this.#idle.resolve();
  }
}
