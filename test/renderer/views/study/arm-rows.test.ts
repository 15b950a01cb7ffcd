import { describe, expect, it } from 'vitest';
import { armRows, leadWords, meanWords } from '../../../../src-renderer/views/study/arm-rows.ts';
import { arm } from './study-rows.ts';

describe('the arms of a study', () => {
  it('are led by the lowest mean of those with the most seeds', () => {
    const rows = armRows([
      arm('Self-tuning', 'stn', [0.2, 0.4]),
      arm('Grid search', 'grid', [0.1, Number.NaN]),
      arm('Random search', 'random', [0.5, 0.5]),
    ]);
    expect(rows.map(({ leads }) => leads)).toEqual([true, false, false]);
    expect(rows.map(({ summary }) => summary.n)).toEqual([2, 1, 2]);
  });

  it('name the run with the lowest loss of all seeds', () => {
    const [row] = armRows([arm('Grid search', 'grid', [0.4, 0.1, Number.NaN])]);
    expect(row?.bestRun).toBe(11);
    expect(row?.leads).toBe(false);
  });

  it('say their mean with its deviation and the number of seeds', () => {
    const [two, one, none] = armRows([arm('a', 'stn', [0.2, 0.4]), arm('b', 'grid', [0.3]), arm('c', 'bayes', [])]);
    expect(meanWords(two?.summary ?? ({} as never), 'en')).toBe('0.300 ± 0.141 (n = 2)');
    expect(meanWords(one?.summary ?? ({} as never), 'en')).toBe('0.300 (n = 1)');
    expect(meanWords(none?.summary ?? ({} as never), 'en')).toBe('–');
  });

  it('are told in one sentence, also before anything was scored', () => {
    expect(leadWords([arm('Self-tuning', 'stn', [0.2]), arm('Grid search', 'grid', [0.3])], 'en')).toBe(
      'Lowest so far: Self-tuning, best validation loss 0.200 (n = 1).',
    );
    expect(leadWords([arm('Grid search', 'grid', [Number.NaN])], 'en')).toBe('No epoch was scored yet.');
  });
});
