import { expect, it } from 'vitest';
import { buildLearner } from '../../src-main/methods/registry.ts';
import { initialLoopState } from '../../src-main/train/loop-state.ts';
import { epochPoints, stepPoints } from '../../src-main/train/points.ts';
import { smallConfig, smallProblem } from '../support/small-training.ts';

const tuned = { 'input.dropout': { mode: 'tuned' }, 'output.l2': { mode: 'tuned' } } as const;
const stn = buildLearner(smallProblem(smallConfig({ hyperparameters: tuned })));
const reading = { values: [0.1, 0.002], scales: [0.5, 0.25] };
const loop = { ...initialLoopState(0.01), step: 9, seconds: 2, epochLoss: 6, epochSteps: 4 };

it('the first step logged tells its time, losses, learning rate, and each hyperparameter with its scale', () => {
  const state = { ...loop, lastTrainLoss: 1.5, lastValidationLoss: 1.25 };
  expect(stepPoints(stn, reading, { loop: state, epoch: 0.75, isFirst: true })).toEqual([
    ['epoch', 0.75],
    ['seconds', 2],
    ['learning-rate', 0.01],
    ['loss/train-step', 1.5],
    ['loss/validation-step', 1.25],
    ['hyperparameter/input.dropout', 0.1],
    ['scale/input.dropout', 0.5],
    ['hyperparameter/output.l2', 0.002],
    ['scale/output.l2', 0.25],
  ]);
});

it('later steps leave out what only an epoch changes: the learning rate, and scales that are not tuned', () => {
  const later = (learner: typeof stn) =>
    stepPoints(learner, reading, { loop, epoch: 0.75, isFirst: false }).map(([name]) => name);
  const values = ['hyperparameter/input.dropout', 'hyperparameter/output.l2'];
  const withScales = (tuneScales: boolean) =>
    buildLearner(smallProblem(smallConfig({ hyperparameters: tuned, method: { name: 'stn', tuneScales } })));
  expect(later(withScales(false))).toEqual(['epoch', 'seconds', ...values]);
  expect(later(withScales(true))).toEqual(
    expect.arrayContaining([...values, 'scale/input.dropout', 'scale/output.l2']),
  );
});

it('a loss that there has not been yet is not logged', () => {
  const names = stepPoints(stn, reading, { loop, epoch: 0, isFirst: true }).map(([name]) => name);
  expect(names).not.toContain('loss/train-step');
  expect(names).not.toContain('loss/validation-step');
});

it('an epoch logs its mean training loss and the scores on the validation rows', () => {
  const scores = { loss: 0.75, metrics: { rmse: 3, mae: 2, r2: 0.5 }, rows: 20 };
  expect(epochPoints({ learner: stn, reading, loop: { ...loop, epochsDone: 4 }, scores }).slice(0, 8)).toEqual([
    ['epoch', 5],
    ['seconds', 2],
    ['learning-rate', 0.01],
    ['loss/train', 1.5],
    ['loss/validation', 0.75],
    ['metric/rmse', 3],
    ['metric/mae', 2],
    ['metric/r2', 0.5],
  ]);
});

it('a method without perturbation logs no scales', () => {
  const fixed = buildLearner(smallProblem(smallConfig({ hyperparameters: tuned, method: { name: 'fixed' } })));
  const names = stepPoints(fixed, { values: [0.1, 0.002], scales: [] }, { loop, epoch: 0, isFirst: true }).map(
    ([name]) => name,
  );
  expect(names).toContain('hyperparameter/output.l2');
  expect(names.filter((name) => name.startsWith('scale/'))).toEqual([]);
});
