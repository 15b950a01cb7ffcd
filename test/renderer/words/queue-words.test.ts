import { describe, expect, it } from 'vitest';
import { queueWords } from '../../../src-renderer/words/queue-words.ts';

const now = new Date(2026, 0, 2, 23, 0).getTime();
const situation = { waiting: [], training: [], atOnce: 1, isPaused: false };

describe('how much waits', () => {
  it('is said with the time at which all of it is done at the latest', () => {
    const words = queueWords(
      {
        ...situation,
        waiting: [
          [50, 60],
          [100, 120],
        ],
        training: [60],
      },
      'en-GB',
      now,
    );
    expect(words).toBe('2 runs wait, 1 trains; all done by about 23:04.');
  });

  it('is shared by what trains at the same time, but never shorter than the longest', () => {
    const waiting = [
      [60, 60],
      [60, 60],
      [300, 300],
    ] as const;
    expect(queueWords({ ...situation, waiting, atOnce: 4 }, 'en-GB', now)).toContain('by about 23:05.');
  });

  it('promises no end where one is not known, or while the queue is paused', () => {
    expect(queueWords({ ...situation, waiting: [null] }, 'en-GB', now)).toBe('1 run waits, none trains.');
    expect(queueWords({ ...situation, waiting: [[1, 1]], isPaused: true }, 'en-GB', now)).toBe(
      '1 run waits, none trains.',
    );
  });
});
