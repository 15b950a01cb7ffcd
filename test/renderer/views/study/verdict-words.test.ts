import { describe, expect, it } from 'vitest';
import { verdictOf } from '../../../../src-renderer/views/study/verdict-words.ts';
import { arm } from './study-rows.ts';

const against = (final: readonly number[], start: readonly number[], schedule = [0.2, 0.21, 0.22]) =>
  verdictOf(
    {
      arms: [
        arm('Schedule', 'replay', schedule),
        arm('Final values', 'final', final),
        arm('Start values', 'fixed', start),
      ],
      seeds: schedule.map((_, index) => index + 2),
    },
    'en',
  );

describe('the verdict on a schedule', () => {
  it('is said in one line with the number of seeds and what weakens it', () => {
    expect(against([0.5, 0.511, 0.52], [0.2, 0.31, 0.1]).sentence).toBe(
      'The schedule is better than its final values, neither clearly better nor worse than the start values (best validation loss, n = 3 seeds; weak evidence, as of fewer than 5 seeds).',
    );
  });

  it('says once what holds against both', () => {
    expect(against([0.2, 0.31, 0.1], [0.1, 0.3, 0.22]).sentence).toMatch(
      /^The schedule is neither clearly better nor worse than its final values or the start values \(/,
    );
    expect(against([0.5, 0.511, 0.52], [0.6, 0.611, 0.62]).sentence).toMatch(
      /^The schedule is better than its final values and the start values \(/,
    );
  });

  it('is said at length of each pair, and what holds for both once', () => {
    const { differences, caution } = against([0.5, 0.511, 0.52], [0.2, 0.31, 0.1]);
    expect(differences.map(({ against: other, kind, n }) => [other, kind, n])).toEqual([
      ['Final values', 'better', 3],
      ['Start values', 'open', 3],
    ]);
    expect(differences[0]?.words).toMatch(
      /^The schedule reached a best validation loss .* lower than its final values/,
    );
    expect(differences[0]?.words).toMatch(/95 % interval/);
    expect(caution).toMatch(/fewer than 5 seeds/);
    expect(differences.some(({ words }) => words.includes('fewer than 5 seeds'))).toBe(false);
  });

  it('names no winner of one seed, or before any has ended', () => {
    expect(against([0.3], [0.4], [0.2]).sentence).toContain('compared on one seed only with its final values');
    expect(against([], [], []).sentence).toContain('not yet compared with');
  });

  it('is none of a study that replays nothing', () => {
    expect(verdictOf({ arms: [arm('Fixed', 'fixed', [1])], seeds: [1] }, 'en').differences).toEqual([]);
  });
});
