// The epochs of trials: what each had cost and found by its end. Of trials that are over they are read once.
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { SeriesPoints } from '../../src-shared/domain/metric.ts';
import type { TrialCurve } from '../../src-shared/stats/best-so-far.ts';
import type { ReadDb } from '../store/database.ts';
import { seriesPoints } from '../store/queries/series-points.ts';
import type { TrialRow } from '../store/queries/studies.ts';
import { isOver } from './line.ts';

/** Trials that are remembered. */
const mostKept = 2_000;

/** The value of a series at the last of its points up to each of some rising steps. */
function valuesAt({ steps, values }: SeriesPoints, places: readonly number[]): Float64Array {
  let next = 0;
  let value = Number.NaN;
  return Float64Array.from(places, (place) => {
    while (next < steps.length && (steps[next] ?? 0) <= place) {
      value = values[next] ?? Number.NaN;
      next += 1;
    }
    return value;
  });
}

/** Reads the epochs of trials. */
export class TrialCurves {
  readonly #db: ReadDb;
  readonly #known = new Map<string, TrialCurve>();

  constructor(db: ReadDb) {
    this.#db = db;
  }

  /** @param batchesPerEpoch training steps of one epoch */
  of(trial: TrialRow, batchesPerEpoch: number): TrialCurve {
    // A trial that is resumed goes on from where it was: then it is not over.
    const key = `${trial.run}/${trial.epochs}/${batchesPerEpoch}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const curve = this.#read(trial, batchesPerEpoch);
    if (isOver(trial)) {
      this.#known.set(key, curve);
      const [oldest] = this.#known.keys();
      if (this.#known.size > mostKept && oldest !== undefined) this.#known.delete(oldest);
    }
    return curve;
  }

  /** Validation loss at the end of each epoch so far. */
  losses(run: RunId): readonly number[] {
    return seriesPoints(this.#db, run, 'loss/validation').values;
  }

  #read({ run, seconds, epochs }: TrialRow, batchesPerEpoch: number): TrialCurve {
    const loss = seriesPoints(this.#db, run, 'loss/validation');
    const spent = valuesAt(seriesPoints(this.#db, run, 'seconds'), loss.steps);
    return {
      seconds: spent,
      steps: Float64Array.from(loss.steps, (_, index) => (index + 1) * batchesPerEpoch),
      loss: Float64Array.from(loss.values),
      spent: { seconds, steps: epochs * batchesPerEpoch },
    };
  }
}
