// How good predictions are, from the network's outputs, in double precision and in the units people see.
import type { TokenLevel } from '../../src-shared/domain/data-card.ts';
import type { MetricName } from '../../src-shared/domain/metric.ts';

/** Loss and metrics over a number of rows, or of tokens that were predicted. */
export interface Scores {
  /** Mean over the rows: nats for classes and tokens, standardised squared error for numbers. */
  readonly loss: number;
  readonly metrics: Readonly<Partial<Record<MetricName, number>>>;
  readonly rows: number;
}

/** Collects batches of predictions. */
export interface ScoreKeeper {
  /** @param output [rows, C] or [rows, 1] @param loss [rows] @param answers labels or standardised targets [rows] */
  add(batch: {
    readonly output: ArrayLike<number>;
    readonly loss: ArrayLike<number>;
    readonly answers: ArrayLike<number>;
    readonly rows: number;
  }): void;
  scores(): Scores;
}

/** Accuracy: the share of rows whose largest output is their class. */
export function classificationKeeper(classes: number): ScoreKeeper {
  let rows = 0;
  let loss = 0;
  let correct = 0;
  return {
    add: (batch) => {
      for (let row = 0; row < batch.rows; row++) {
        loss += batch.loss[row] as number;
        let best = 0;
        for (let index = 1; index < classes; index++) {
          if ((batch.output[row * classes + index] as number) > (batch.output[row * classes + best] as number))
            best = index;
        }
        if (best === batch.answers[row]) correct++;
      }
      rows += batch.rows;
    },
    scores: () => ({ loss: loss / rows, metrics: { accuracy: correct / rows }, rows }),
  };
}

/**
 * Root mean square and mean absolute error in the target's own unit, and the coefficient of determination.
 * @param deviation standard deviation the targets were divided by
 */
export function regressionKeeper(deviation: number): ScoreKeeper {
  let rows = 0;
  let loss = 0;
  let absolute = 0;
  let sum = 0;
  let squares = 0;
  return {
    add: (batch) => {
      for (let row = 0; row < batch.rows; row++) {
        const answer = batch.answers[row] as number;
        loss += batch.loss[row] as number;
        absolute += Math.abs((batch.output[row] as number) - answer);
        sum += answer;
        squares += answer * answer;
      }
      rows += batch.rows;
    },
    scores: () => {
      const spread = squares - (sum * sum) / rows;
      return {
        loss: loss / rows,
        metrics: {
          rmse: Math.sqrt(loss / rows) * deviation,
          mae: (absolute / rows) * deviation,
          // Without spread in the answers the coefficient has no meaning.
          r2: spread > 0 ? 1 - loss / spread : Number.NaN,
        },
        rows,
      };
    },
  };
}

/**
 * How well the tokens of a text were predicted.
 * @param loss sum over the tokens, in nats
 */
export function languageScores(loss: number, { tokens, level }: { tokens: number; level: TokenLevel }): Scores {
  const mean = loss / tokens;
  return {
    loss: mean,
    metrics: { perplexity: Math.exp(mean), ...(level === 'character' ? { bitsPerCharacter: mean / Math.LN2 } : {}) },
    rows: tokens,
  };
}
