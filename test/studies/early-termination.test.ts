import { expect, test } from 'vitest';
import { isWorseThanMedian } from '../../src-main/studies/early-termination.ts';

// Means of the first three epochs: 2, 3, 4. The middle is 3.
const earlier = [
  [3, 2, 1],
  [4, 3, 2],
  [5, 4, 3],
];

test('a trial ends whose best is above the middle of what earlier ones had been through', () => {
  expect(isWorseThanMedian([9, 8, 3.1], earlier)).toBe(true);
  expect(isWorseThanMedian([9, 8, 3], earlier)).toBe(false);
  expect(isWorseThanMedian([2.9, 8, 9], earlier)).toBe(false);
});

test('nothing is judged before three epochs, nor against fewer than three trials that got so far', () => {
  expect(isWorseThanMedian([9, 9], earlier)).toBe(false);
  expect(isWorseThanMedian([9, 9, 9], earlier.slice(1))).toBe(false);
  expect(isWorseThanMedian([9, 9, 9, 9], earlier)).toBe(false);
});

test('what is no number is as bad as can be, of either', () => {
  expect(isWorseThanMedian([Number.NaN, Number.NaN, Number.NaN], earlier)).toBe(true);
  expect(isWorseThanMedian([9, 9, 9], [...earlier, [Number.NaN, 1, 1], [Number.NaN, 1, 1]])).toBe(true);
  expect(
    isWorseThanMedian(
      [9, 9, 9],
      [
        [Number.NaN, 1, 1],
        [Number.NaN, 1, 1],
        [1, 1, 1],
      ],
    ),
  ).toBe(false);
});
