import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Throttle } from '../../../src-main/host/events/throttle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function throttle() {
  const done: string[] = [];
  return { done, throttle: new Throttle<string>(100, (key) => done.push(key)) };
}

it('the first request is served at once, those of the next tenth of a second together at its end', () => {
  const { done, throttle: throttled } = throttle();
  for (let index = 0; index < 5; index++) throttled.soon('a');
  expect(done).toEqual(['a']);
  vi.advanceTimersByTime(100);
  expect(done).toEqual(['a', 'a']);
  vi.advanceTimersByTime(1_000);
  expect(done).toEqual(['a', 'a']);
});

it('each key has its own time', () => {
  const { done, throttle: throttled } = throttle();
  throttled.soon('a');
  throttled.soon('b');
  expect(done).toEqual(['a', 'b']);
});

it('what is asked for now is done now, and not again later', () => {
  const { done, throttle: throttled } = throttle();
  throttled.soon('a');
  throttled.soon('a');
  throttled.now('a');
  expect(done).toEqual(['a', 'a']);
  vi.advanceTimersByTime(1_000);
  expect(done).toEqual(['a', 'a']);
});

it('what is asked for later is done later, once', () => {
  const { done, throttle: throttled } = throttle();
  throttled.later('a');
  throttled.later('a');
  expect(done).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(done).toEqual(['a']);
});

it('what is asked for later is done later also when it is done before', () => {
  const { done, throttle: throttled } = throttle();
  throttled.later('a');
  throttled.now('a');
  expect(done).toEqual(['a']);
  vi.advanceTimersByTime(1_000);
  expect(done).toEqual(['a', 'a']);
});

it('closed, it serves what is still wanted and nothing afterwards', () => {
  const { done, throttle: throttled } = throttle();
  throttled.soon('a');
  throttled.soon('a');
  throttled.soon('b');
  throttled.close();
  expect(done).toEqual(['a', 'b', 'a']);
  vi.advanceTimersByTime(1_000);
  expect(done).toHaveLength(3);
});
