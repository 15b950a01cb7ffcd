import { expect, it } from 'vitest';
import { runRowQuery } from '../../src-main/store/queries/run-table.ts';
import type { SeriesPoints } from '../../src-shared/domain/metric.ts';
import { homeWithRun } from '../support/open-home.ts';

function epochEnds(ends: readonly (readonly [epoch: number, loss: number, metric: number])[]): SeriesPoints[] {
  const steps = ends.map(([epoch]) => 10 * epoch);
  return [
    { series: 'metric/rmse', steps, values: ends.map(([, , metric]) => metric) },
    { series: 'loss/validation', steps, values: ends.map(([, loss]) => loss) },
    { series: 'epoch', steps, values: ends.map(([epoch]) => epoch) },
    { series: 'seconds', steps, values: ends.map(([epoch]) => epoch / 2) },
  ];
}

function logging() {
  const { home, run, writer } = homeWithRun();
  return {
    log: (...ends: Parameters<typeof epochEnds>[0]) => {
      writer.logPoints(run, epochEnds(ends));
      writer.flush();
    },
    truncate: (step: number) => writer.truncateAfter(run, step),
    row: () => runRowQuery(home.db)(run),
  };
}

it('a run stands at its newest epoch, and at its best, which a worse one does not replace', () => {
  const { log, row } = logging();
  expect(row()).toMatchObject({ last: null, best: null, seconds: null, epochs: null });
  log([1, 0.9, 3], [2, 0.4, 2]);
  expect(row()).toMatchObject({
    metric: 'rmse',
    last: { epoch: 2, loss: 0.4, metric: 2 },
    best: { epoch: 2, loss: 0.4, metric: 2 },
    seconds: 1,
    epochs: 2,
  });
  log([3, 0.6, 1]);
  expect(row()).toMatchObject({ last: { epoch: 3, loss: 0.6, metric: 1 }, best: { epoch: 2, loss: 0.4, metric: 2 } });
});

it('a loss that is no number is the last, never the best', () => {
  const { log, row } = logging();
  log([1, Number.NaN, Number.NaN]);
  expect(row()).toMatchObject({ last: { epoch: 1, loss: Number.NaN, metric: Number.NaN }, best: null });
  log([2, Number.POSITIVE_INFINITY, 1]);
  expect(row()).toMatchObject({ best: { epoch: 2, loss: Number.POSITIVE_INFINITY, metric: 1 } });
  log([3, 5, 1]);
  expect(row().best).toEqual({ epoch: 3, loss: 5, metric: 1 });
});

it('a run that goes on from an earlier step stands where it stood there', () => {
  const { log, row, truncate } = logging();
  log([1, 0.9, 3], [2, 0.8, 2], [3, 0.1, 1]);
  truncate(20);
  expect(row()).toMatchObject({ last: { epoch: 2, loss: 0.8 }, best: { epoch: 2, loss: 0.8 }, seconds: 1 });
  truncate(0);
  expect(row()).toMatchObject({ last: null, best: null, seconds: null });
});

it('a run that goes on after losses that are no numbers stands at the best that is one', () => {
  const { log, row, truncate } = logging();
  log([1, Number.NaN, 1], [2, Number.POSITIVE_INFINITY, 2], [3, Number.NaN, 3], [4, 0.5, 4], [5, 0.6, 5]);
  truncate(50);
  expect(row()).toMatchObject({ last: { epoch: 5, loss: 0.6 }, best: { epoch: 4, loss: 0.5, metric: 4 } });
  truncate(30);
  expect(row()).toMatchObject({ last: { epoch: 3, loss: Number.NaN }, best: { epoch: 2, loss: Infinity, metric: 2 } });
  truncate(10);
  expect(row()).toMatchObject({ last: { epoch: 1, loss: Number.NaN, metric: 1 }, best: null });
});

it('a run without a summary shows the hyperparameters as logged last, and as they were at its best epoch', () => {
  const { home, run, writer } = homeWithRun();
  const name = 'hyperparameter/input.dropout';
  const logEpoch = (epoch: number, loss: number, values: readonly (readonly [step: number, value: number])[]) => {
    const tuned = {
      series: name,
      steps: values.map(([step]) => step),
      values: values.map(([, value]) => value),
    } as const;
    writer.logPoints(run, [tuned, ...epochEnds([[epoch, loss, 1]])]);
    writer.flush();
  };
  const shown = () => {
    const { finalHyperparameters, bestHyperparameters } = runRowQuery(home.db)(run);
    return [finalHyperparameters['input.dropout'], bestHyperparameters['input.dropout']];
  };
  expect(shown()).toEqual([undefined, undefined]);
  logEpoch(1, 0.5, [
    [5, 0.1],
    [10, 0.2],
    [11, 0.25],
  ]);
  expect(shown()).toEqual([0.25, 0.2]);
  logEpoch(2, 0.7, [[20, 0.3]]);
  expect(shown()).toEqual([0.3, 0.2]);
  logEpoch(3, 0.4, []);
  expect(shown()).toEqual([0.3, 0.3]);
  writer.truncateAfter(run, 20);
  expect(shown()).toEqual([0.3, 0.2]);
  logEpoch(3, 0.1, [[30, Number.NaN]]);
  expect(shown()).toEqual([Number.NaN, Number.NaN]);
});

it('a run on a text stands by its perplexity', () => {
  const { home, run, writer } = homeWithRun();
  writer.logPoints(run, [
    { series: 'loss/validation', steps: [10], values: [4.6] },
    { series: 'metric/perplexity', steps: [10], values: [99.5] },
    { series: 'metric/bitsPerCharacter', steps: [10], values: [6.6] },
    { series: 'epoch', steps: [10], values: [1] },
  ]);
  writer.flush();
  expect(runRowQuery(home.db)(run)).toMatchObject({
    metric: 'perplexity',
    best: { epoch: 1, loss: 4.6, metric: 99.5 },
  });
});
