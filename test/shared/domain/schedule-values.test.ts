import { describe, expect, it } from 'vitest';
import { scheduleValues } from '../../../src-shared/domain/schedule-values.ts';

const schedule = { at: [2, 4, 10], values: { a: [1, 3, 0], b: [5, 5, 5] } };

describe('a schedule between its places', () => {
  it.each([
    [0, 1],
    [2, 1],
    [3, 2],
    [4, 3],
    [6, 2],
    [10, 0],
    [1e9, 0],
  ])('at %d is %d', (place, value) => {
    expect(scheduleValues(schedule, ['a', 'b'])(place)).toEqual([value, 5]);
  });

  it('stretched to another length has the same values at the same share of its way', () => {
    const values = scheduleValues(schedule, ['a'], 20);
    expect([0, 4, 6, 8, 12, 20, 21].map((place) => values(place)[0])).toEqual([1, 1, 2, 3, 2, 0, 0]);
    expect(scheduleValues(schedule, ['a'], 5)(3)).toEqual([2]);
  });

  it('of one place is that value everywhere, whatever its length', () => {
    const one = { at: [0], values: { a: [7] } };
    expect([scheduleValues(one, ['a'])(0), scheduleValues(one, ['a'], 9)(30)]).toEqual([[7], [7]]);
  });

  it('says NaN of a name that it has no values of', () => {
    expect(scheduleValues(schedule, ['c'])(3)).toEqual([Number.NaN]);
  });
});
