import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useImportProgress } from '../../../src-renderer/stores/import-progress.ts';
import type { ImportProgress } from '../../../src-shared/contract/data.ts';

const idle: ImportProgress = { phase: 'idle', done: 0, total: 0 };
const reading = (done: number): ImportProgress => ({ phase: 'reading', done, total: 100 });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the progress of an import', () => {
  it('is asked for while somebody waits, and is gone afterwards', async () => {
    const answers = [idle, reading(10), reading(40), idle];
    const ask = vi.fn(async () => answers.shift() ?? idle);
    const { progress, during } = useImportProgress(ask);
    const work = Promise.withResolvers<string>();
    const waiting = during(work.promise);
    const told: (ImportProgress | null)[] = [];
    for (let turn = 0; turn < 4; turn++) {
      await vi.advanceTimersByTimeAsync(300);
      told.push(progress.value);
    }
    // An idle host tells nothing new.
    expect(told).toEqual([null, reading(10), reading(40), reading(40)]);
    work.resolve('read');
    expect(await waiting).toBe('read');
    expect(progress.value).toBe(null);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(ask).toHaveBeenCalledTimes(4);
  });

  it('goes on when an answer does not come, and hands on why the work failed', async () => {
    const ask = vi.fn(async (): Promise<ImportProgress> => {
      if (ask.mock.calls.length === 1) throw new Error('Not now.');
      return reading(5);
    });
    const { progress, during } = useImportProgress(ask);
    const work = Promise.withResolvers<never>();
    const waiting = during(work.promise);
    const refused = expect(waiting).rejects.toThrow('The file is damaged.');
    await vi.advanceTimersByTimeAsync(600);
    expect(progress.value).toEqual(reading(5));
    work.reject(new Error('The file is damaged.'));
    await refused;
    expect(progress.value).toBe(null);
  });

  it('belongs to the newest work', async () => {
    const ask = vi.fn(async () => reading(7));
    const { progress, during } = useImportProgress(ask);
    const [old, next] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const first = during(old.promise);
    const second = during(next.promise);
    await vi.advanceTimersByTimeAsync(300);
    old.resolve();
    await first;
    expect(progress.value).toEqual(reading(7));
    next.resolve();
    await second;
    expect(progress.value).toBe(null);
  });
});
