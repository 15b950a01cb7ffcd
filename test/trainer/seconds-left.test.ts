import { expect, it } from 'vitest';
import { secondsLeft } from '../../src-main/trainer/seconds-left.ts';

const halfway = { step: 100, totalSteps: 200, seconds: 50 };

it('without a budget a run takes as long as its remaining steps', () => {
  expect(secondsLeft(halfway, { stepsPerSecond: 2, minutes: null })).toBe(50);
});

it('a budget that ends before the last step counts instead', () => {
  expect(secondsLeft(halfway, { stepsPerSecond: 2, minutes: 1 })).toBe(10);
});

it('a budget that outlasts the steps changes nothing', () => {
  expect(secondsLeft(halfway, { stepsPerSecond: 2, minutes: 2 })).toBe(50);
});

it('a budget used up in the middle of an epoch leaves nothing, not less than nothing', () => {
  expect(secondsLeft(halfway, { stepsPerSecond: 2, minutes: 0.5 })).toBe(0);
});

it('before the speed is known nothing is promised', () => {
  expect(secondsLeft(halfway, { stepsPerSecond: 0, minutes: 1 })).toBeNull();
});
