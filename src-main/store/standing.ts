// Where a run stands, kept in its row while it logs: training time, and loss and metric at the newest and at the best epoch's end.
import type { RunId } from '../../src-shared/domain/ids.ts';
import { headlineMetrics, type SeriesPoints } from '../../src-shared/domain/metric.ts';
import { fromCanonicalJson, toCanonicalJson } from './canonical-json.ts';
import type { WriteDb } from './database.ts';
import { pointUpTo } from './packing/chunks.ts';
import { seriesPoints } from './queries/series-points.ts';

/** The metric that stands beside the loss, by the series it is logged as. */
const metricOf: ReadonlyMap<string, string> = new Map(headlineMetrics.map((name) => [`metric/${name}`, name]));

const hyperparameterPrefix = 'hyperparameter/';

/** The other series that a standing is made of. */
const figures: readonly string[] = [...metricOf.keys(), 'epoch', 'seconds'];

interface EpochEnd {
  readonly step: number;
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
  /** Each hyperparameter's points since the last commit. */
  readonly #hyperparameters: SeriesPoints[] = [];

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
    if (series.startsWith(hyperparameterPrefix)) this.#hyperparameters.push(points);
    else if (series === 'seconds') this.#seconds = values.at(-1) ?? this.#seconds;
    else if (series === 'loss/validation') this.#loss = points;
    else if (series === 'epoch') into(this.#epochs);
    else if (metricOf.has(series)) {
      this.#metricName = metricOf.get(series) ?? '';
      into(this.#metrics);
    }
  }

  #gather({ steps, values }: SeriesPoints): void {
    for (const [index, step] of steps.entries()) {
      this.#ends.push({
        step,
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
    const known = loggedHyperparameters(db, run);
    this.#writeHyperparameters(db, run, { column: 'last', known, upTo: Number.POSITIVE_INFINITY });
    const last = this.#ends.at(-1);
    if (last === undefined) return;
    const update = db.prepare('UPDATE run SET metric = ?, last_epoch = ?, last_loss = ?, last_metric = ? WHERE id = ?');
    update.run(this.#metricName, last.epoch, last.loss, last.metric, run);
    const best = this.#ends
      .filter(({ loss }) => !Number.isNaN(loss))
      .reduce<EpochEnd | null>((kept, end) => (kept === null || end.loss < kept.loss ? end : kept), null);
    if (best === null) return;
    const { step, ...figures } = best;
    const { changes } = db
      .prepare(
        `UPDATE run SET best_epoch = @epoch, best_loss = @loss, best_metric = @metric
         WHERE id = @run AND (best_epoch IS NULL OR best_loss > @loss)`,
      )
      .run({ ...figures, run });
    if (changes > 0) this.#writeHyperparameters(db, run, { column: 'best', known, upTo: step });
  }

  /** Writes the values at a step: those logged by then, else those that were known before. */
  #writeHyperparameters(
    db: WriteDb,
    run: RunId,
    { column, known, upTo }: { readonly column: 'last' | 'best'; readonly known: Values; readonly upTo: number },
  ): void {
    const values = { ...known };
    for (const { series, steps, values: logged } of this.#hyperparameters) {
      const at = steps.findLastIndex((step) => step <= upTo);
      if (at >= 0) values[series.slice(hyperparameterPrefix.length)] = logged[at] ?? Number.NaN;
    }
    if (Object.keys(values).length === 0) return;
    const text = toCanonicalJson(values);
    db.prepare(`UPDATE run SET ${column}_hyperparameters = ? WHERE id = ?`).run(text, run);
  }
}

type Values = Record<string, number>;

function loggedHyperparameters(db: WriteDb, run: RunId): Values {
  const text = db.prepare<[RunId], string>('SELECT last_hyperparameters FROM run WHERE id = ?').pluck().get(run);
  return fromCanonicalJson(text ?? '{}') as Values;
}

/** Works a run's standing out anew from what it has logged, inside the caller's transaction. */
export function recomputeStanding(db: WriteDb, run: RunId): void {
  db.prepare(
    `UPDATE run SET train_seconds = NULL, last_epoch = NULL, last_loss = NULL, last_metric = NULL,
       best_epoch = NULL, best_loss = NULL, best_metric = NULL, last_hyperparameters = '{}', best_hyperparameters = '{}'
     WHERE id = ?`,
  ).run(run);
  const update = new StandingUpdate();
  update.take(decisivePoints(db, run));
  update.write(db, run);
}

/** The few points that a standing is made of: not all of what a long run has logged. */
function decisivePoints(db: WriteDb, run: RunId): SeriesPoints[] {
  const loss = seriesPoints(db, run, 'loss/validation');
  const last = loss.steps.length - 1;
  const best = loss.values.reduce<number>(
    (kept, value, at) => (value < (loss.values[kept] ?? Number.NaN) || (kept < 0 && !Number.isNaN(value)) ? at : kept),
    -1,
  );
  const ends = [...new Set([best, last])].filter((at) => at >= 0).sort((left, right) => left - right);
  const endSteps = ends.map((at) => loss.steps[at] ?? 0);
  const everywhere = [...endSteps, Number.POSITIVE_INFINITY];
  const others = db.prepare<[RunId], { id: number; name: SeriesPoints['series'] }>(
    'SELECT id, name FROM series WHERE run_id = ? ORDER BY id',
  );
  const read = others.all(run).flatMap(({ id, name }) => {
    if (!figures.includes(name) && !name.startsWith(hyperparameterPrefix)) return [];
    const found = everywhere.flatMap((step) => pointUpTo(db, id, step) ?? []);
    const points = found.filter(({ step }, at) => found.findIndex((its) => its.step === step) === at);
    return points.length === 0
      ? []
      : [{ series: name, steps: points.map(({ step }) => step), values: points.map(({ value }) => value) }];
  });
  return [
    ...read,
    { series: 'loss/validation', steps: endSteps, values: ends.map((at) => loss.values[at] ?? Number.NaN) },
  ];
}
