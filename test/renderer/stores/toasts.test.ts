// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useToasts } from '../../../src-renderer/stores/toasts.ts';

beforeEach(() => {
  vi.useFakeTimers();
  setActivePinia(createPinia());
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a message', () => {
  it('goes after a while when something was done, and stays when something went wrong', () => {
    const toasts = useToasts();
    toasts.done('Done.');
    toasts.problem(new Error('The disk is full.'));
    vi.advanceTimersByTime(60_000);
    expect(toasts.toasts.map((toast) => toast.text)).toEqual(['The disk is full.']);
  });

  it('stays while someone is at it', () => {
    const toasts = useToasts();
    toasts.done('Done.');
    const id = toasts.toasts[0]?.id ?? 0;
    toasts.hold(id);
    vi.advanceTimersByTime(60_000);
    expect(toasts.toasts).toHaveLength(1);
    toasts.release(id);
    vi.advanceTimersByTime(60_000);
    expect(toasts.toasts).toHaveLength(0);
  });

  it('tells what an action threw, and says that it did not succeed', async () => {
    const toasts = useToasts();
    expect(await toasts.attempt(async () => Promise.reject(new Error('No.')))).toBe(false);
    expect(await toasts.attempt(async () => 1)).toBe(true);
    expect(toasts.toasts.map(({ kind, text }) => `${kind}: ${text}`)).toEqual(['problem: No.']);
  });
});
