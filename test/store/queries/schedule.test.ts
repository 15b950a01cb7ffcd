import { expect, test } from 'vitest';
import { schedule } from '../../../src-main/store/queries/schedule.ts';
import { homeWithRun } from '../../support/open-home.ts';

test('a schedule holds the last value where a series has no point, and is NaN before its first', () => {
  const { home, run, writer } = homeWithRun();
  writer.logPoints(run, [
    { series: 'hyperparameter/input.dropout', steps: [10, 20, 40], values: [0.1, 0.2, 0.4] },
    { series: 'hyperparameter/dense1.l2', steps: [20, 30], values: [2e-4, 3e-4] },
    { series: 'scale/input.dropout', steps: [10], values: [0.5] },
    { series: 'scale/dense1.l2', steps: [10, 40], values: [0.6, 0.7] },
    { series: 'epoch', steps: [10, 25, 30], values: [0.5, 1.25, 1.5] },
    { series: 'seconds', steps: [10, 20, 30, 40], values: [1, 2, 3, 4] },
    { series: 'loss/train-step', steps: [15], values: [9] },
  ]);
  writer.flush();
  expect(schedule(home.db, run)).toEqual({
    hyperparameters: ['input.dropout', 'dense1.l2'],
    points: [
      { step: 10, epoch: 0.5, seconds: 1, values: [0.1, Number.NaN], scales: [0.5, 0.6] },
      { step: 20, epoch: 0.5, seconds: 2, values: [0.2, 2e-4], scales: [0.5, 0.6] },
      { step: 30, epoch: 1.5, seconds: 3, values: [0.2, 3e-4], scales: [0.5, 0.6] },
      { step: 40, epoch: 1.5, seconds: 4, values: [0.4, 3e-4], scales: [0.5, 0.7] },
    ],
  });
});

test('a run that logged no hyperparameters has an empty schedule', () => {
  const { home, run } = homeWithRun();
  expect(schedule(home.db, run)).toEqual({ hyperparameters: [], points: [] });
});
