// Where a run has got to, put together from what it tells. Pure: each notice makes a new picture of the one before.
import type { RunNotice } from '../host/host.ts';

export interface RunProgress {
  readonly phase: string;
  /** Fractional. */
  readonly epoch: number;
  readonly epochs: number;
  /** Training objective of the last step; null before the first. */
  readonly loss: number | null;
  /** On the validation part of a text, at the last epoch's end; null elsewhere and before. */
  readonly perplexity: number | null;
  readonly secondsLeft: number | null;
  /** Latest values by name, in the order in which they are logged. */
  readonly hyperparameters: Readonly<Record<string, number>>;
}

export const noProgress: RunProgress = {
  phase: 'starting',
  epoch: 0,
  epochs: 0,
  loss: null,
  perplexity: null,
  secondsLeft: null,
  hyperparameters: {},
};

type Points = Extract<RunNotice, { type: 'points' }>;

const hyperparameterPrefix = 'hyperparameter/';

function latestHyperparameters({ series }: Points): Record<string, number> {
  return Object.fromEntries(
    series
      .filter((points) => points.series.startsWith(hyperparameterPrefix) && points.values.length > 0)
      .map((points) => [points.series.slice(hyperparameterPrefix.length), points.values.at(-1) ?? Number.NaN]),
  );
}

function latestOf(name: string, { series }: Points): number | undefined {
  return series.find((points) => points.series === name)?.values.at(-1);
}

/** The picture after one more notice. */
export function advance(progress: RunProgress, notice: RunNotice): RunProgress {
  switch (notice.type) {
    case 'phase':
      return { ...progress, phase: notice.phase };
    case 'progress': {
      const { epoch, epochs, loss, secondsLeft } = notice;
      return { ...progress, epoch, epochs, loss, secondsLeft };
    }
    case 'points':
      return {
        ...progress,
        perplexity: latestOf('metric/perplexity', notice) ?? progress.perplexity,
        hyperparameters: { ...progress.hyperparameters, ...latestHyperparameters(notice) },
      };
    default:
      return progress;
  }
}

/** What an epoch's end says; `metrics` and `hyperparameters` by name. */
export interface EpochReport {
  readonly epoch: number;
  readonly step: number;
  readonly trainLoss: number;
  readonly validationLoss: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly hyperparameters: Readonly<Record<string, number>>;
}

function valueAt({ steps, values }: Points['series'][number], step: number): number | undefined {
  const place = steps.lastIndexOf(step);
  return place < 0 ? undefined : values[place];
}

function valuesUnder(prefix: string, { series }: Points, step: number): Record<string, number> {
  return Object.fromEntries(
    series.flatMap((points) => {
      const value = points.series.startsWith(prefix) ? valueAt(points, step) : undefined;
      return value === undefined ? [] : [[points.series.slice(prefix.length), value] as const];
    }),
  );
}

/** The epochs that ended within a message of points; an epoch's points always come in one message. */
export function epochsIn(points: Points): EpochReport[] {
  const named = (name: string) => points.series.find((candidate) => candidate.series === name);
  const [epochs, trainLosses] = [named('epoch'), named('loss/train')];
  const validation = named('loss/validation');
  if (validation === undefined || epochs === undefined || trainLosses === undefined) return [];
  return validation.steps.map((step, index) => ({
    epoch: valueAt(epochs, step) ?? Number.NaN,
    step,
    trainLoss: valueAt(trainLosses, step) ?? Number.NaN,
    validationLoss: validation.values[index] ?? Number.NaN,
    metrics: valuesUnder('metric/', points, step),
    hyperparameters: valuesUnder(hyperparameterPrefix, points, step),
  }));
}
