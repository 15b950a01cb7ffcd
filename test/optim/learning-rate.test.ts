import { expect, it } from 'vitest';
import { decayedLearningRate, epochsSinceBest } from '../../src-main/optim/learning-rate.ts';

const decay = { kind: 'nonmonotone', window: 2, factor: 0.5 } as const;

it('the rate falls when the loss is above the best of the epochs older than the window', () => {
  expect(decayedLearningRate(1, { decay, history: [3, 2, 1], loss: 3.5 })).toBe(0.5);
});

it('the rate stays while the best older epoch is no better', () => {
  // Only the 3 is older than the window of two; the 1 inside the window does not count.
  expect(decayedLearningRate(1, { decay, history: [3, 2, 1], loss: 2.5 })).toBe(1);
  expect(decayedLearningRate(1, { decay, history: [3, 2, 1], loss: 3 })).toBe(1);
});

it('the rate stays until more epochs than the window are known', () => {
  expect(decayedLearningRate(1, { decay, history: [1, 2], loss: 9 })).toBe(1);
  expect(decayedLearningRate(1, { decay, history: [1, 2, 3], loss: 9 })).toBe(0.5);
});

it('without decay the rate stays', () => {
  expect(decayedLearningRate(1, { decay: { kind: 'none' }, history: [1, 2, 3], loss: 9 })).toBe(1);
});

it('epochs since the best are counted from its first occurrence', () => {
  expect(epochsSinceBest([])).toBe(0);
  expect(epochsSinceBest([3, 2, 1])).toBe(0);
  expect(epochsSinceBest([3, 1, 2, 1])).toBe(2);
});

it('a loss that is not a number is never the best', () => {
  expect(epochsSinceBest([2, Number.NaN, 3])).toBe(2);
});
