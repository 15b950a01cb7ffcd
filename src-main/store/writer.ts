// What runs log on its way into the database: gathered in memory, committed twice a second or every 5,000 points.
// Rows are written through prepared statements of many rows each, which is what makes bursts of 200,000 points a second fit.
import type { Statement } from 'better-sqlite3';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { textSampleKind } from '../../src-shared/domain/event-kinds.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { SeriesPoints } from '../../src-shared/domain/metric.ts';
import { inTransaction, type WriteDb } from './database.ts';
import { truncateChunks } from './packing/chunks.ts';
import { recomputeStanding, StandingUpdate } from './standing.ts';
import { thinTextSamples } from './text-samples.ts';

/** One thing that happened in a run, in plain words. */
export interface LoggedEvent {
  readonly step: number;
  readonly epoch: number;
  readonly kind: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface WriterOptions {
  readonly commitEveryMs?: number;
  readonly commitAtPoints?: number;
  /** Told when a commit that nobody asked for failed; what could not be written is kept for the next one. */
  readonly onFailure: (error: AppError) => void;
}

/** Points in one statement: beyond this, binding costs more than the statement saves. */
const rowsAtOnce = 25;

function upsert(rows: number): string {
  const places = Array.from({ length: rows }, () => '(?, ?, ?)').join(', ');
  return `INSERT INTO point (series_id, step, value) VALUES ${places} ON CONFLICT DO UPDATE SET value = excluded.value`;
}

/** The one way for points and events into the database. Its owner calls `close` before the database closes. */
export class StoreWriter {
  readonly #db: WriteDb;
  readonly #commitEveryMs: number;
  readonly #commitAtPoints: number;
  readonly #onFailure: (error: AppError) => void;
  readonly #insertMany: Statement<number[]>;
  readonly #insertOne: Statement<[number, number, number]>;
  readonly #insertEvent: Statement<[RunId, number, number, string, string, number]>;
  readonly #insertSeries: Statement<[RunId, string], { id: number }>;
  readonly #seriesIds = new Map<string, number>();
  #points: { run: RunId; points: SeriesPoints }[] = [];
  #standings = new Map<RunId, StandingUpdate>();
  #events: { run: RunId; event: LoggedEvent }[] = [];
  #pointCount = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(db: WriteDb, options: WriterOptions) {
    this.#db = db;
    this.#commitEveryMs = options.commitEveryMs ?? 500;
    this.#commitAtPoints = options.commitAtPoints ?? 5_000;
    this.#onFailure = options.onFailure;
    this.#insertMany = db.prepare(upsert(rowsAtOnce));
    this.#insertOne = db.prepare(upsert(1));
    this.#insertEvent = db.prepare('INSERT INTO event (run_id, step, epoch, kind, text, at) VALUES (?, ?, ?, ?, ?, ?)');
    // The update changes nothing; it makes an existing row come back too.
    this.#insertSeries = db.prepare(
      'INSERT INTO series (run_id, name) VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name RETURNING id',
    );
  }

  /**
   * Takes points for the next commit; a point replaces the one at the same step of its series.
   * @param points kept, not copied: the caller must not change them afterwards
   */
  logPoints(run: RunId, points: readonly SeriesPoints[]): void {
    for (const series of points) {
      this.#points.push({ run, points: series });
      this.#pointCount += series.steps.length;
    }
    this.#standingOf(run).take(points);
    if (this.#pointCount >= this.#commitAtPoints) this.#commitUnasked();
    else this.#arm();
  }

  /** Takes an event for the next commit. */
  logEvent(run: RunId, event: LoggedEvent): void {
    this.#events.push({ run, event });
    this.#arm();
  }

  /** Commits everything logged so far. @throws AppError in words; nothing is lost, the next commit tries again */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#points.length === 0 && this.#events.length === 0) return;
    try {
      inTransaction(this.#db, () => this.#write());
    } catch (thrown) {
      // Series that were new in the failed transaction do not exist.
      this.#seriesIds.clear();
      throw thrown;
    }
    this.#points = [];
    this.#events = [];
    this.#standings.clear();
    this.#pointCount = 0;
  }

  /** Removes a run's points and events after `step`, before a resumed run logs them again. */
  truncateAfter(run: RunId, step: number): void {
    this.flush();
    inTransaction(this.#db, () => {
      this.#db
        .prepare('DELETE FROM point WHERE series_id IN (SELECT id FROM series WHERE run_id = ?) AND step > ?')
        .run(run, step);
      this.#db.prepare('DELETE FROM event WHERE run_id = ? AND step > ?').run(run, step);
      truncateChunks(this.#db, run, step);
      recomputeStanding(this.#db, run);
    });
  }

  /** Commits what is left and stops the timer. */
  close(): void {
    this.flush();
  }

  #standingOf(run: RunId): StandingUpdate {
    const known = this.#standings.get(run);
    if (known !== undefined) return known;
    const standing = new StandingUpdate();
    this.#standings.set(run, standing);
    return standing;
  }

  #arm(): void {
    this.#timer ??= setTimeout(() => this.#commitUnasked(), this.#commitEveryMs);
  }

  #commitUnasked(): void {
    try {
      this.flush();
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      this.#onFailure(thrown);
    }
  }

  #write(): void {
    for (const { run, points } of this.#points) this.#writeSeries(this.#seriesId(run, points.series), points);
    for (const [run, standing] of this.#standings) standing.write(this.#db, run);
    for (const { run, event } of this.#events) {
      this.#insertEvent.run(run, event.step, event.epoch, event.kind, event.text, event.at);
    }
    const writing = this.#events.filter(({ event }) => event.kind === textSampleKind);
    for (const run of new Set(writing.map((logged) => logged.run))) thinTextSamples(this.#db, run);
  }

  #writeSeries(series: number, points: SeriesPoints): void {
    const { steps, values } = points;
    const bound: number[] = [];
    for (let index = 0; index < steps.length; index++) {
      // A NaN is bound as null, which is how the table spells it.
      bound.push(series, steps[index] ?? 0, values[index] ?? Number.NaN);
      if (bound.length < 3 * rowsAtOnce) continue;
      this.#insertMany.run(...bound);
      bound.length = 0;
    }
    for (let at = 0; at < bound.length; at += 3) {
      this.#insertOne.run(series, bound[at + 1] ?? 0, bound[at + 2] ?? Number.NaN);
    }
  }

  #seriesId(run: RunId, name: string): number {
    const key = `${run}/${name}`;
    const known = this.#seriesIds.get(key);
    if (known !== undefined) return known;
    const row = this.#insertSeries.get(run, name);
    if (row === undefined) throw new Error(`The series ${name} of run ${run} got no row.`);
    this.#seriesIds.set(key, row.id);
    return row.id;
  }
}
