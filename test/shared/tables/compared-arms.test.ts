import { describe, expect, it } from 'vitest';
import { armsOf } from '../../../src-shared/tables/compared-arms.ts';
import { details } from './two-arms.ts';

describe('what stands for the arms of a study', () => {
  it('is the best run of each seed, with the seconds of all trials of that seed', () => {
    const [tuned, grid] = armsOf(details(), (run) => run);
    expect([tuned?.runs, tuned?.isSearch, [...(tuned?.spent ?? [])]]).toEqual([[11], false, [[11, 11]]]);
    expect([grid?.runs, grid?.isSearch, [...(grid?.spent ?? [])]]).toEqual([
      [22, 23],
      true,
      [
        [22, 43],
        [23, 23],
      ],
    ]);
  });
});
