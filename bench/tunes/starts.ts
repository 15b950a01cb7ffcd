// (c) Where the schedules end does not depend on where they start.
import type { PreparedData } from '../../src-main/data/prepare.ts';
import { fashionConfig } from './fashion-config.ts';
import { mean, type Report, spread, table } from './table.ts';
import { type Outcome, trainOnce } from './train-once.ts';

const starts = [0.05, 0.2, 0.4, 0.6, 0.8];
/** Never used while the response's form was being chosen. */
const seeds = [101, 102, 103];
const rangeEnd = 0.9;
/** Closer to the end than this counts as having run away to it. */
const margin = 0.01;

interface Row {
  readonly start: number;
  readonly at30: readonly Outcome[];
  readonly at60: readonly Outcome[];
  readonly diverged: number;
}

async function rowOf(start: number, data: PreparedData, response: 'centred' | 'published'): Promise<Row> {
  const at30: Outcome[] = [];
  const at60: Outcome[] = [];
  for (const seed of seeds) {
    const method = { name: 'stn', response, hyperparameterLearningRate: 1e-2, warmUpEpochs: 1 } as const;
    const config = (epochs: number) => fashionConfig({ dropout: start, method, epochs, seed });
    const half = await trainOnce(config(30), data);
    if (half === null) continue;
    at30.push(half);
    const whole = await trainOnce(config(60), data, { resumeFrom: half.last });
    if (whole !== null) at60.push(whole);
  }
  return { start, at30, at60, diverged: 2 * seeds.length - at30.length - at60.length };
}

const valuesOf = (outcomes: readonly Outcome[], index: number): readonly number[] =>
  outcomes.map(({ hyperparameters }) => hyperparameters[index] ?? Number.NaN);

/** Trains from every start, 30 and then 60 epochs. */
export async function startingValues(data: PreparedData, response: 'centred' | 'published'): Promise<Report> {
  const rows: Row[] = [];
  for (const start of starts) rows.push(await rowOf(start, data, response));
  const lossMeans = rows.map(({ at30 }) => mean(at30.map(({ testLoss }) => testLoss)));
  const inputMeans = rows.map(({ at60 }) => mean(valuesOf(at60, 0)));
  const extent = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  const highest = Math.max(
    ...rows.flatMap(({ at30, at60 }) => [...at30, ...at60].flatMap((outcome) => outcome.hyperparameters)),
  );
  return {
    title: `(c) Starting dropouts, response ${response}, hyperparameter learning rate 1e-2, last epoch, sealed test rows`,
    table: table(
      ['start', 'test loss, 30 epochs', 'test loss, 60 epochs', 'input dropout, 60', 'dense1, 60', 'dense2, 60'],
      rows.map(({ start, at30, at60 }) => [
        String(start),
        spread(at30.map(({ testLoss }) => testLoss)),
        spread(at60.map(({ testLoss }) => testLoss)),
        ...[0, 1, 2].map((index) => spread(valuesOf(at60, index), 2)),
      ]),
    ),
    verdicts: [
      {
        claim: 'no run diverges',
        holds: rows.every(({ diverged }) => diverged === 0),
        seen: `${rows.reduce((sum, { diverged }) => sum + diverged, 0)} did`,
      },
      {
        claim: 'no dropout runs away to the end of its range',
        holds: highest < rangeEnd - margin,
        seen: `highest ${highest.toFixed(2)}`,
      },
      {
        claim: 'mean test losses after 30 epochs within 0.03',
        holds: extent(lossMeans) <= 0.03,
        seen: extent(lossMeans).toFixed(3),
      },
      {
        claim: 'mean input dropouts after 60 epochs within 0.1',
        holds: extent(inputMeans) <= 0.1,
        seen: `${extent(inputMeans).toFixed(2)}: ${inputMeans.map((value) => value.toFixed(2)).join(', ')}`,
      },
    ],
  };
}
