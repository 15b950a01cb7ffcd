import { describe, expect, it } from 'vitest';
import type { TrialRow } from '../../src-main/store/queries/studies.ts';
import { nextAllowance, spentShare, wholeAllowance } from '../../src-main/studies/budget.ts';
import type { Budget } from '../../src-shared/domain/study.ts';
import { testStudy, testTrial } from './study-fixtures.ts';

const line = (...trials: TrialRow[]) => ({ arm: 1, seed: 0, trials });
const counting = (unit: Budget['unit'], amount: number, batchesPerEpoch = 4) => ({
  budget: { unit, amount },
  batchesPerEpoch,
});
const usual = { epochs: 10, minutes: null, atOnce: 1 };

describe('the next trial of a search', () => {
  it('gets its usual epochs, the last one what is left, and then there is none', () => {
    const of = (...trials: TrialRow[]) => nextAllowance(line(...trials), counting('epochs', 25), usual);
    expect(of()).toEqual({ epochs: 10, minutes: null });
    expect(of(testTrial(), testTrial())).toEqual({ epochs: 5, minutes: null });
    expect(of(testTrial(), testTrial(), testTrial({ epochs: 5, plannedEpochs: 5 }))).toBeNull();
  });

  it('is not begun for less than a tenth of a trial, unless it is the first', () => {
    const wanted = { ...usual, epochs: 100 };
    const spent = testTrial({ epochs: 95, plannedEpochs: 100 });
    expect(nextAllowance(line(spent), counting('epochs', 104), wanted)).toBeNull();
    expect(nextAllowance(line(), counting('epochs', 9), wanted)).toEqual({ epochs: 9, minutes: null });
  });

  it('leaves trials that train what they were given', () => {
    const live = testTrial({ state: 'running', epochs: 2 });
    expect(nextAllowance(line(live), counting('epochs', 25), { ...usual, atOnce: 2 })).toEqual({
      epochs: 10,
      minutes: null,
    });
    expect(nextAllowance(line(live, live), counting('epochs', 25), { ...usual, atOnce: 3 })?.epochs).toBe(5);
  });

  it('counts steps in whole epochs', () => {
    expect(nextAllowance(line(testTrial()), counting('steps', 57), usual)).toEqual({ epochs: 4, minutes: null });
  });

  it('gets the seconds that are left, or a share of them where others train beside it', () => {
    expect(nextAllowance(line(testTrial()), counting('seconds', 62), usual)).toEqual({ epochs: 10, minutes: 1 });
    expect(nextAllowance(line(), counting('seconds', 120), { ...usual, atOnce: 2 })?.minutes).toBe(1);
    const live = testTrial({ state: 'running', seconds: 10, plannedMinutes: 1 });
    expect(nextAllowance(line(live), counting('seconds', 120), { ...usual, atOnce: 2 })?.minutes).toBe(1);
    expect(nextAllowance(line(testTrial({ seconds: 119.5 })), counting('seconds', 120), usual)).toBeNull();
  });

  it('never gets more minutes than the config allows', () => {
    expect(nextAllowance(line(), counting('seconds', 600), { ...usual, minutes: 2 })?.minutes).toBe(2);
  });

  it('counts trials whatever became of them', () => {
    const failed = testTrial({ state: 'failed', best: Number.NaN, epochs: 0 });
    expect(nextAllowance(line(failed), counting('trials', 2), usual)).toEqual({ epochs: 10, minutes: null });
    expect(nextAllowance(line(failed, testTrial()), counting('trials', 2), usual)).toBeNull();
  });
});

describe('the run of an arm that is no search', () => {
  const { training } = testStudy().config;

  it('has the whole budget', () => {
    expect(wholeAllowance(counting('epochs', 35), training)).toEqual({ epochs: 35, minutes: null });
    expect(wholeAllowance(counting('steps', 35), training)).toEqual({ epochs: 8, minutes: null });
    expect(wholeAllowance(counting('seconds', 90), training)).toEqual({ epochs: 1_000_000, minutes: 1.5 });
    expect(wholeAllowance(counting('trials', 4), training)).toEqual({ epochs: 10, minutes: null });
  });

  it('has used it up once it has ended, and by its share before', () => {
    const own = counting('epochs', 40);
    expect(spentShare(line(testTrial()), own, false)).toBe(1);
    expect(spentShare(line(testTrial({ state: 'running' })), own, false)).toBe(0.25);
    expect(spentShare(line(), own, false)).toBe(0);
  });
});

describe('the share that a search has used', () => {
  it('grows with its trials and never beyond all', () => {
    expect(spentShare(line(testTrial()), counting('epochs', 40), true)).toBe(0.25);
    expect(spentShare(line(testTrial(), testTrial({ seconds: 9 })), counting('seconds', 10), true)).toBe(1);
    expect(spentShare(line(testTrial(), testTrial({ state: 'running' })), counting('trials', 4), true)).toBe(0.25);
  });
});
