import { describe, expect, it } from 'vitest';
import { sharesOf, splitOf, withShare } from '../../../../src-renderer/views/data/split-shares.ts';

const shares = { train: 70, validation: 15, test: 15 };

describe('shares of a split', () => {
  it('are whole percents that add up, and come back as they were', () => {
    expect(sharesOf({ train: 0.7, validation: 0.15 })).toEqual(shares);
    expect(splitOf(shares)).toEqual({ train: 0.7, validation: 0.15 });
    for (const [train, validation] of [
      [0.333, 0.333],
      [0.999, 0.0005],
      [0.001, 0.998],
    ] as const) {
      const found = sharesOf({ train, validation });
      expect(found.train + found.validation + found.test).toBe(100);
      expect(Math.min(found.train, found.validation, found.test)).toBeGreaterThanOrEqual(1);
    }
  });

  it('take from training when the hold-out or the sealed test set is typed', () => {
    expect(withShare(shares, 'validation', 25)).toEqual({ train: 60, validation: 25, test: 15 });
    expect(withShare(shares, 'test', 5)).toEqual({ train: 80, validation: 15, test: 5 });
  });

  it('take from the hold-out when training is typed', () => {
    expect(withShare(shares, 'train', 80)).toEqual({ train: 80, validation: 5, test: 15 });
    expect(withShare(shares, 'train', 99)).toEqual({ train: 84, validation: 1, test: 15 });
  });

  it('leave something for training whatever is typed', () => {
    expect(withShare(shares, 'test', 200)).toEqual({ train: 1, validation: 15, test: 84 });
  });
});
