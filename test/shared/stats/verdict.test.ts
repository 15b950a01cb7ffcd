// Verdicts and their sentences, as people read them.
import { describe, expect, test } from 'vitest';
import { type SeedLosses, verdict } from '../../../src-shared/stats/verdict.ts';
import { verdictSentences, verdictText } from '../../../src-shared/stats/verdict-words.ts';

function losses(label: string, values: readonly number[], firstSeed = 1): SeedLosses {
  return { label, losses: values.map((loss, index) => ({ seed: firstSeed + index, loss })) };
}

const schedule = { ...losses('Replay', [0.59, 0.6, 0.611]), subject: 'Replaying the schedule' };
const final = { ...losses('Final', [0.61, 0.625, 0.628]), object: 'its final values' };
const usual = { quantity: 'validation loss', ways: 2 };

describe('a verdict', () => {
  test('names difference, interval, number of seeds, share of the baseline, probabilities and weakness', () => {
    // Differences -0.020, -0.025, -0.017: mean -0.02067, sd 0.004041, t(2) 4.3027, half width 0.01004.
    const found = verdict({ ...usual, first: schedule, baseline: final });
    expect(found.difference.mean).toBeCloseTo(-0.020667, 6);
    expect(found.difference.high).toBeCloseTo(-0.010627, 5);
    expect(found.bootstrap).toMatchObject({
      kind: 'exact',
      low: expect.closeTo(-0.025, 9),
      high: expect.closeTo(-0.017, 9),
    });
    expect(found.kind).toBe('better');
    expect(verdictSentences(found)).toEqual([
      'Replaying the schedule reached a validation loss 0.021 lower than its final values (95 % interval 0.011 to 0.031 lower, n = 3 seeds).',
      'That is 3.3 % of the 0.621 of its final values.',
      'It is better: the probability of a lower validation loss is 0.99, of practically the same one (within 0.0062) 0.01, of a higher one under 0.01.',
      'With fewer than 5 seeds this is weak evidence.',
    ]);
  });

  test('names both directions where the interval holds 0, and settles nothing', () => {
    const found = verdict({ ...usual, first: losses('A', [1, 2, 3]), baseline: losses('B', [1.2, 1.9, 3.4]) });
    expect(found.kind).toBe('open');
    expect(verdictText(found)).toContain(
      '"A" reached a validation loss 0.17 lower than "B" (95 % interval from 0.79 lower to 0.46 higher',
    );
    expect(verdictText(found)).toContain('Which is better is not settled');
  });

  test('says higher of a worse one', () => {
    const found = verdict({ ...usual, first: final, baseline: schedule });
    expect(found.kind).toBe('worse');
    expect(verdictText(found)).toContain('0.021 higher than "Replay" (95 % interval 0.011 to 0.031 higher');
  });

  test('is practically the same within a hundredth of the baseline', () => {
    const found = verdict({
      ...usual,
      first: losses('A', [1.001, 2, 2.999, 2, 2]),
      baseline: losses('B', [1, 2.001, 3, 2, 2]),
    });
    expect(found.kind).toBe('same');
    expect(found.practical.region).toBeCloseTo(0.020002, 6);
    expect(verdictText(found)).toContain('Both are practically the same');
    expect(found.isWeak).toBe(false);
    expect(verdictText(found)).not.toContain('weak evidence');
  });

  test('leaves out failed and unpaired seeds, and names them', () => {
    const found = verdict({
      ...usual,
      first: losses('A', [1, Number.NaN, 3, 1]),
      baseline: losses('B', [1.5, 2, 3.4, Infinity, 7, 8]),
    });
    expect(found.pairs.map(({ seed }) => seed)).toEqual([1, 3]);
    expect(verdictSentences(found).slice(-3)).toEqual([
      'Seed 2 of "A" failed and is left out.',
      'Seed 4 of "B" failed and is left out.',
      'Seeds 5 and 6 of "B" have no counterpart and are left out.',
    ]);
  });

  test('counts a seed that was repeated once, with its mean', () => {
    const twice = { label: 'A', losses: [1, 3, Number.NaN].map((loss) => ({ seed: 1, loss })) };
    const found = verdict({ ...usual, first: twice, baseline: losses('B', [1.5, 2]) });
    expect(found.pairs).toEqual([{ seed: 1, first: 2, baseline: 1.5, difference: 0.5 }]);
    expect(found.failed.first).toEqual([]);
    expect(found.unpaired.baseline).toEqual([2]);
  });

  test('warns of many comparisons', () => {
    const found = verdict({ ...usual, ways: 5, first: schedule, baseline: final });
    expect(found.comparisons).toBe(10);
    expect(verdictText(found)).toContain('5 ways were compared, which makes 10 pairs');
  });

  test('of one seed has no interval, of none nothing', () => {
    const one = verdict({ ...usual, first: losses('A', [1.25]), baseline: losses('B', [1.5]) });
    expect(one.kind).toBe('single');
    expect(verdictText(one)).toBe(
      '"A" reached a validation loss 0.25 lower than "B" (n = 1 seed, so that there is no interval). That is 17 % of the 1.50 of "B". With fewer than 5 seeds this is weak evidence.',
    );
    const none = verdict({ ...usual, first: losses('A', [Number.NaN]), baseline: losses('B', [1]) });
    expect(verdictText(none)).toBe(
      'No seed of both "A" and "B" ended with a validation loss. Nothing can be said. Seed 1 of "A" failed and is left out.',
    );
  });

  test('of equal losses says so, without a share of anything', () => {
    const found = verdict({ ...usual, first: losses('A', [1, 2]), baseline: losses('B', [1, 2]) });
    expect(found.kind).toBe('same');
    expect(verdictText(found)).toContain('"A" reached the same validation loss as "B", to 3 decimals');
    expect(verdictText(found)).not.toContain('That is');
  });

  test('writes numbers as it is told', () => {
    const words = {
      number: (value: number, decimals: number) => value.toFixed(decimals).replace('.', ','),
      percent: (share: number) => `${Math.round(100 * share)}%`,
    };
    expect(verdictText(verdict({ ...usual, first: schedule, baseline: final }), words)).toContain('0,021 lower');
  });
});
