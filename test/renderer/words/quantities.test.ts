import { describe, expect, it } from 'vitest';
import {
  bytesWords,
  columnNumberWords,
  countedWords,
  durationWords,
  localTimes,
  momentWords,
  numberWords,
} from '../../../src-renderer/words/quantities.ts';
import { outcomeWords, runLabel } from '../../../src-renderer/words/run-words.ts';
import { row } from '../views/runs/row.ts';

describe('numbers in words', () => {
  it('keep what is no number', () => {
    expect([Number.NaN, Infinity, -Infinity, null, undefined].map((value) => numberWords(value, 'en'))).toEqual([
      'NaN',
      '∞',
      '−∞',
      '–',
      '–',
    ]);
  });

  it('go to powers of ten where zeros would have to be counted', () => {
    expect(numberWords(0.0000123, 'en')).toBe('1.23e-5');
    expect(numberWords(12_345_678, 'en')).toBe('1.23e7');
    expect(numberWords(0, 'en')).toBe('0');
  });

  it('follow the language of the settings', () => {
    expect(numberWords(1_234.5, 'de')).toBe('1.235');
    expect(numberWords(0.41, 'de')).toBe('0,41');
    expect(bytesWords(1_234_567, 'de')).toBe('1,2 MB');
  });

  it('end a deviation where its mean does', () => {
    expect([columnNumberWords(0.55, 'en'), columnNumberWords(0.0066, 'en', 0.55)]).toEqual(['0.550', '0.007']);
    expect([columnNumberWords(51.274, 'en'), columnNumberWords(2.07, 'en', 51.274)]).toEqual(['51.3', '2.1']);
    expect(columnNumberWords(Number.NaN, 'en')).toBe('NaN');
  });

  it('write durations in at most two units', () => {
    expect([4.26, 45, 200, 3_600, 7_500, 200_000].map(durationWords)).toEqual([
      '4.3 s',
      '45 s',
      '3 min 20 s',
      '1 h',
      '2 h 5 min',
      '2 d 7 h',
    ]);
  });

  it('leave the date out today', () => {
    const morning = new Date(2026, 4, 3, 9, 5).getTime();
    expect(momentWords(morning, 'de', morning)).toBe('09:05');
    expect(momentWords(morning, 'de', morning + 86_400_000)).toMatch(/3\. Mai, 09:05/);
  });

  it('show the host’s times as a clock here does', () => {
    const noon = new Date(2026, 10, 25, 12, 5, 19);
    const said = `Last heard of at ${noon.toISOString()}.`;
    expect(localTimes(said, 'de')).toBe('Last heard of at 25.11.2026, 12:05.');
    expect(localTimes('No time here.', 'de')).toBe('No time here.');
  });

  it('count', () => {
    expect(countedWords(1, 'run', 'runs', 'en')).toBe('1 run');
    expect(countedWords(1_200, 'run', 'runs', 'en')).toBe('1,200 runs');
  });
});

describe('a run in words', () => {
  it('is called by its number and name', () => {
    expect(runLabel(row(7, { name: 'baseline' }))).toBe('#7 baseline');
    expect(runLabel(row(7, { name: ' ' }))).toBe('Run 7');
  });

  it('came out in one sentence for every state', () => {
    expect(outcomeWords(row(1, { state: 'stopped', epochs: 7 }), 'en')).toBe(
      'Stopped after 7 epochs. Best validation loss 0.3 at epoch 12 (accuracy 90.0%, n = 1 seed).',
    );
    expect(outcomeWords(row(1, { state: 'queued' }), 'en')).toBe('Waits for its turn; 20 epochs planned.');
    expect(outcomeWords(row(1, { state: 'failed', reason: '' }), 'en')).toBe('Failed; its log has the reason.');
    expect(outcomeWords(row(1, { best: null }), 'en')).toBe('No epoch was scored.');
  });
});
