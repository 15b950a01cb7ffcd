import { describe, expect, it } from 'vitest';
import type { TrialRow } from '../../src-main/store/queries/studies.ts';
import { nextTrial } from '../../src-main/studies/next-trial.ts';
import { verdictOf } from '../../src-main/studies/study-end.ts';
import { takeTurns } from '../../src-main/studies/turns.ts';
import { testStudy, testTrial } from './study-fixtures.ts';

const study = testStudy();
const counting = { budget: study.budget, batchesPerEpoch: 4 };
const line = (arm: number, ...trials: TrialRow[]) => ({ arm, seed: 0, trials });
const failed = (trial: number) => testTrial({ trial, state: 'failed', best: Number.NaN, reason: 'It broke.' });

describe('a line of a study', () => {
  it('of a method trains once, for the whole budget, with the seed and as the arm says', () => {
    const next = nextTrial(study, line(0), counting);
    expect(next).toMatchObject({
      kind: 'trial',
      place: { arm: 0, seed: 0, trial: 0, parent: null },
      config: { name: 'Study, STN', method: { name: 'stn' }, training: { seed: 5, epochs: 35, minutes: null } },
    });
    expect(nextTrial(study, line(0, testTrial({ arm: 0, state: 'running' })), counting)).toEqual({ kind: 'wait' });
    expect(nextTrial(study, line(0, testTrial({ arm: 0 })), counting)).toEqual({ kind: 'over' });
  });

  it('of a search holds what is tuned where the search puts it', () => {
    const next = nextTrial(study, line(1, testTrial()), counting);
    expect(next).toMatchObject({
      kind: 'trial',
      place: { arm: 1, trial: 1 },
      config: { name: 'Study, Random, trial 2', method: { name: 'fixed' }, training: { seed: 5, epochs: 10 } },
    });
    const settings = next.kind === 'trial' ? Object.values(next.config.hyperparameters) : [];
    expect(settings.map(({ mode }) => mode)).toEqual(['fixed', 'fixed']);
  });

  it('proposes the same after the same trials, whichever process asks', () => {
    expect(nextTrial(study, line(1, testTrial()), counting)).toEqual(nextTrial(study, line(1, testTrial()), counting));
  });

  it('trains no more trials beside each other than the study says', () => {
    const live = testTrial({ state: 'running' });
    expect(nextTrial(study, line(1, live), counting)).toEqual({ kind: 'wait' });
    expect(nextTrial(testStudy({ atOnce: 2 }), line(1, live), counting).kind).toBe('trial');
  });

  it('takes a trial that was cut off for one that is not over', () => {
    expect(nextTrial(study, line(1, testTrial({ state: 'interrupted' })), counting)).toEqual({ kind: 'wait' });
    const settled = testTrial({ state: 'interrupted', isSettled: true });
    expect(nextTrial(study, line(1, settled), counting).kind).toBe('trial');
  });

  it('goes on after trials that failed, until five have failed one after the other', () => {
    const many = { budget: { unit: 'trials', amount: 100 } as const, batchesPerEpoch: 4 };
    expect(nextTrial(study, line(1, ...[0, 1, 2, 3].map(failed)), many).kind).toBe('trial');
    expect(nextTrial(study, line(1, ...[0, 1, 2, 3, 4].map(failed)), many)).toEqual({ kind: 'over' });
    const saved = [failed(0), failed(1), testTrial({ trial: 2 }), failed(3), failed(4)];
    expect(nextTrial(study, line(1, ...saved), many).kind).toBe('trial');
  });

  it('lays an arm’s own hyperparameters over the study’s', () => {
    const own = testStudy({
      arms: [
        {
          label: 'Held',
          method: { name: 'fixed' },
          hyperparameters: { 'input.dropout': { mode: 'fixed', value: 0.3 } },
        },
      ],
    });
    expect(nextTrial(own, line(0), counting)).toMatchObject({
      config: { hyperparameters: { 'input.dropout': { mode: 'fixed', value: 0.3 }, 'dense1.l2': { mode: 'tuned' } } },
    });
  });

  it('of population-based training goes on from its parent’s run', () => {
    const pbt = testStudy({
      arms: [{ label: 'PBT', method: { name: 'pbt', population: 2, epochsPerRound: 3 } }],
      budget: { unit: 'epochs', amount: 100 },
    });
    const own = { budget: pbt.budget, batchesPerEpoch: 4 };
    const round = [0, 1].map((trial) => testTrial({ arm: 0, trial, epochs: 3, plannedEpochs: 3, best: 0.5 + trial }));
    const next = nextTrial(pbt, line(0, ...round), own);
    const parent = next.kind === 'trial' ? next.place.parent : null;
    expect(parent).not.toBeNull();
    expect(next).toMatchObject({ config: { origin: round[parent ?? 0]?.run, training: { epochs: 3 } } });
  });
});

describe('turns', () => {
  const room = { counting, atOnce: 1 };

  it('go to lines that have not begun, all arms of the first seed first', () => {
    const place = (trials: readonly TrialRow[]) => takeTurns({ config: study }, trials, room).next?.place;
    const first = testTrial({ arm: 0 });
    expect(place([])).toMatchObject({ arm: 0, seed: 0 });
    expect(place([first])).toMatchObject({ arm: 1, seed: 0 });
    expect(place([first, testTrial()])).toMatchObject({ arm: 0, seed: 1 });
  });

  it('then to the one that has used least', () => {
    const trials = [
      testTrial({ arm: 0 }),
      testTrial(),
      testTrial({ trial: 1 }),
      testTrial({ arm: 0, seed: 1 }),
      testTrial({ seed: 1 }),
    ];
    expect(takeTurns({ config: study }, trials, room).next?.place).toMatchObject({ arm: 1, seed: 1, trial: 1 });
  });

  it('keep one trial waiting behind those that train, so that others of the queue have their turn too', () => {
    const live = [testTrial({ arm: 0, state: 'running' }), testTrial({ state: 'queued' })];
    expect(takeTurns({ config: study }, live, room)).toEqual({ next: null, isOver: false });
    expect(takeTurns({ config: study }, live, { ...room, atOnce: 2 }).next).not.toBeNull();
  });

  it('end when every line is over', () => {
    const done = [0, 1].flatMap((seed) => [
      testTrial({ arm: 0, seed }),
      ...[0, 1, 2].map((trial) => testTrial({ seed, trial, epochs: 12 })),
    ]);
    expect(takeTurns({ config: study }, done, room)).toEqual({ next: null, isOver: true });
  });
});

describe('the end of a study', () => {
  it('says why, where nothing was found', () => {
    expect(verdictOf(study, [failed(0), failed(1)])).toEqual({
      state: 'failed',
      reason: 'All of its 2 trials failed. The last one says: It broke.',
    });
  });

  it('names an arm that was given up', () => {
    const { state, reason } = verdictOf(study, [testTrial({ arm: 0 }), ...[0, 1, 2, 3, 4].map(failed)]);
    expect(state).toBe('finished');
    expect(reason).toContain('"Random" was given up');
  });

  it('counts the trials that failed', () => {
    expect(verdictOf(study, [testTrial(), failed(1)]).reason).toContain('One trial of 2 failed');
    expect(verdictOf(study, [testTrial()])).toEqual({ state: 'finished', reason: 'Done.' });
  });
});
