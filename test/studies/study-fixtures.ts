// Studies and trials for tests of what a study does next.
import type { TrialRow } from '../../src-main/store/queries/studies.ts';
import { runIdSchema } from '../../src-shared/domain/ids.ts';
import { type StudyConfigInput, studyConfigSchema } from '../../src-shared/domain/study.ts';

/** A study on a small network; `changes` replace whole parts of it. */
export function testStudy(changes: Partial<StudyConfigInput> = {}) {
  return studyConfigSchema.parse({
    name: 'Study',
    config: {
      data: { dataset: '0123456789abcdef' },
      model: { kind: 'mlp', hidden: [{ width: 8 }] },
      hyperparameters: { 'input.dropout': { mode: 'tuned' }, 'dense1.l2': { mode: 'tuned' } },
      training: { epochs: 10 },
    },
    arms: [
      { label: 'STN', method: { name: 'stn' } },
      { label: 'Random', method: { name: 'random' } },
    ],
    seeds: [5, 6],
    budget: { unit: 'epochs', amount: 35 },
    ...changes,
  });
}

let next = 1;

/** A finished trial of ten epochs in two seconds; `changes` make it another. */
export function testTrial(changes: Partial<TrialRow> = {}): TrialRow {
  const run = runIdSchema.parse(next);
  next += 1;
  return {
    run,
    arm: 1,
    seed: 0,
    trial: 0,
    parent: null,
    state: 'finished',
    reason: '',
    isSettled: false,
    isTrashed: false,
    best: 0.5,
    last: 0.6,
    seconds: 2,
    epochs: 10,
    plannedEpochs: 10,
    plannedMinutes: null,
    hyperparameters: {
      'input.dropout': { mode: 'fixed', value: 0.1 },
      'dense1.l2': { mode: 'fixed', value: 0.001 },
    },
    ...changes,
  };
}
