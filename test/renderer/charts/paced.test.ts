// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paced } from '../../../src-renderer/charts/paced.ts';

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame', 'performance', 'Date'],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a paced action', () => {
  it('follows once, however often it is asked for', async () => {
    const action = vi.fn();
    const pace = paced(action, 100);
    for (let index = 0; index < 50; index += 1) pace.ask();
    expect(action).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(50);
    expect(action).toHaveBeenCalledTimes(1);
  });

  it('comes at most ten times a second when it is asked for without end', async () => {
    const action = vi.fn();
    const pace = paced(action, 100);
    for (let ms = 0; ms < 2_000; ms += 5) {
      pace.ask();
      await vi.advanceTimersByTimeAsync(5);
    }
    expect(action.mock.calls.length).toBeLessThanOrEqual(20);
    expect(action.mock.calls.length).toBeGreaterThanOrEqual(15);
  });

  it('comes less often when it takes long', async () => {
    // 80 ms of work may take a fifth of the time: every 400 ms, but for the first ones, whose cost is not known yet.
    const began = Date.now();
    const action = vi.fn(() => vi.setSystemTime(Date.now() + 80));
    const now = vi.spyOn(performance, 'now').mockImplementation(() => Date.now());
    const pace = paced(action, 100);
    for (let ms = 0; ms < 4_000; ms += 10) {
      pace.ask();
      await vi.advanceTimersByTimeAsync(10);
    }
    now.mockRestore();
    expect(action.mock.calls.length).toBeLessThanOrEqual((Date.now() - began) / 400 + 2);
    expect(action.mock.calls.length).toBeGreaterThanOrEqual(5);
  });

  it('does not come after its end', async () => {
    const action = vi.fn();
    const pace = paced(action, 100);
    pace.ask();
    pace.end();
    await vi.advanceTimersByTimeAsync(500);
    expect(action).not.toHaveBeenCalled();
  });
});
