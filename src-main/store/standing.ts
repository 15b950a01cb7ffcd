// Where a run stands, kept in its row while it logs: training time, and loss and metric at the newest and at the best epoch's end.
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { SeriesPoints } from '../../src-shared/domain/metric.ts';
import type { WriteDb } from './database.ts';
import { seriesPoints } from './queries/series-points.ts';

/** The metric that stands beside the loss, by the series it is logged as. */
const metricSeries = { 'metric/accuracy': 'accuracy', 'metric/rmse': 'rmse' } as const;
type MetricSeries = keyof typeof metricSeries;

interface EpochEnd {
  readonly epoch: number;
  readonly loss: number;
  readonly metric: number;
}

/** What some points say about a run's standing. */
export class StandingUpdate {
  #seconds: number | null = null;
  #metricName = '';
  #loss: SeriesPoints | null = null;
  readonly #metrics = new Map<number, number>();
  readonly #epochs = new Map<number, number>();
  #ends: EpochEnd[] = [];

  /** Takes the series of one message, in any order. */
  take(series: readonly SeriesPoints[]): void {
    for (const points of series) this.#takeSeries(points);
    if (this.#loss !== null) this.#gather(this.#loss);
    this.#loss = null;
    this.#metrics.clear();
    this.#epochs.clear();
  }

  #takeSeries(points: SeriesPoints): void {
    const { series, steps, values } = points;
    const into = (map: Map<number, number>) => {
      for (const [index, step] of steps.entries()) map.set(step, values[index] ?? Number.NaN);
    };
    if (series === 'seconds') this.#seconds = values.at(-1) ?? this.#seconds;
    else if (series === 'loss/validation') this.#loss = points;
    else if (series === 'epoch') into(this.#epochs);
    else if (Object.hasOwn(metricSeries, series)) {
      this.#metricName = metricSeries[series as MetricSeries];
      into(this.#metrics);
    }
  }

  #gather({ steps, values }: SeriesPoints): void {
    for (const [index, step] of steps.entries()) {
      this.#ends.push({
        epoch: this.#epochs.get(step) ?? this.#ends.at(-1)?.epoch ?? 0,
        loss: values[index] ?? Number.NaN,
        metric: this.#metrics.get(step) ?? Number.NaN,
      });
    }
  }

  /** Writes it into the run's row, inside the caller's transaction. */
  write(db: WriteDb, run: RunId): void {
    if (this.#seconds !== null && !Number.isNaN(this.#seconds)) {
      db.prepare('UPDATE run SET train_seconds = ? WHERE id = ?').run(this.#seconds, run);
    }
    const last = this.#ends.at(-1);
    if (last === undefined) return;
    const update = db.prepare('UPDATE run SET metric = ?, last_epoch = ?, last_loss = ?, last_metric = ? WHERE id = ?');
    update.run(this.#metricName, last.epoch, last.loss, last.metric, run);
    const best = this.#ends
      .filter(({ loss }) => !Number.isNaN(loss))
      .reduce<EpochEnd | null>((kept, end) => (kept === null || end.loss < kept.loss ? end : kept), null);
    if (best === null) return;
    db.prepare(
      `UPDATE run SET best_epoch = @epoch, best_loss = @loss, best_metric = @metric
       WHERE id = @run AND (best_epoch IS NULL OR best_loss > @loss)`,
    ).run({ ...best, run });
  }
}

/** Works a run's standing out anew from what it has logged, inside the caller's transaction. */
export function recomputeStanding(db: WriteDb, run: RunId): void {
  db.prepare(
    `UPDATE run SET train_seconds = NULL, last_epoch = NULL, last_loss = NULL, last_metric = NULL,
       best_epoch = NULL, best_loss = NULL, best_metric = NULL WHERE id = ?`,
  ).run(run);
  const names = ['loss/validation', 'metric/accuracy', 'metric/rmse', 'epoch', 'seconds'] as const;
  const update = new StandingUpdate();
  update.take(names.map((name) => seriesPoints(db, run, name)).filter(({ steps }) => steps.length > 0));
  update.write(db, run);
}
