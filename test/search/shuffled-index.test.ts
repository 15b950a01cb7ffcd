// A permutation that is never listed, listed.
import { expect, test } from 'vitest';
import { shuffledIndex } from '../../src-main/search/shuffled-index.ts';

test.each([1, 2, 3, 4, 5, 7, 16, 17, 100, 729, 1_000])('meets each of %i numbers once', (size) => {
  const order = Array.from({ length: size }, (_, position) =>
    Number(shuffledIndex(BigInt(size), 11, BigInt(position))),
  );
  expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, index) => index));
});

test('has no trend: neighbours in the order are as far apart as chance puts them', () => {
  const order = Array.from({ length: 1_000 }, (_, position) => Number(shuffledIndex(1_000n, 2, BigInt(position))));
  const steps = order.slice(1).map((number, index) => Math.abs(number - (order[index] ?? 0)));
  // Two uniform numbers below 1000 differ by 333 on average, with a standard deviation of 236 a pair.
  expect(steps.reduce((sum, step) => sum + step, 0) / steps.length).toBeGreaterThan(300);
  expect(steps.reduce((sum, step) => sum + step, 0) / steps.length).toBeLessThan(367);
});

test('has another order for another seed', () => {
  const firsts = [0, 1, 2, 3, 4].map((seed) => shuffledIndex(10n ** 18n, seed, 0n));
  expect(new Set(firsts).size).toBe(5);
});
