import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import type { NumberedAnswer, NumberedTask } from '../../../src-main/augmentation/task.ts';
import { createPreviews, type PreviewThread } from '../../../src-main/host/augmentation/previews.ts';
import type { AugmentedImages } from '../../../src-shared/contract/augmentation.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';

const bytes = new Uint8Array(0);
const images: AugmentedImages = { imageShape: [1, 1, 1], labels: [], originals: bytes, augmented: bytes, used: [] };

class PlayedThread extends EventEmitter implements PreviewThread {
  readonly asked: NumberedTask[] = [];
  isEnded = false;

  postMessage(task: NumberedTask): void {
    this.asked.push(task);
  }

  terminate(): void {
    this.isEnded = true;
  }

  answer(
    place: number,
    answer: Omit<Extract<NumberedAnswer, { type: 'done' }>, 'id'> = { type: 'done', images },
  ): void {
    this.emit('message', { ...answer, id: this.asked[place]?.id ?? 0 });
  }
}

function previews(options: { idleMs?: number; patienceMs?: number } = {}) {
  const threads: PlayedThread[] = [];
  const made = createPreviews({
    startThread: () => {
      const thread = new PlayedThread();
      threads.push(thread);
      return thread;
    },
    ...options,
  });
  const ask = (viewer: string, first = 0) => {
    const asked = made.ask(viewer, { directory: 'd', split: undefined, values: {}, count: 1, seed: 1, first });
    return asked.catch((thrown: unknown) => (thrown instanceof AppError ? thrown.code : thrown));
  };
  return { ...made, ask, threads, thread: () => threads.at(-1) as PlayedThread };
}

describe('previews', () => {
  it('start no thread before someone looks, and then one for all', async () => {
    const { ask, threads, thread } = previews();
    expect(threads).toEqual([]);
    const [one, other] = [ask('a'), ask('b')];
    expect(thread().asked).toHaveLength(1);
    thread().answer(0);
    expect(await one).toEqual(images);
    thread().answer(1);
    expect(await other).toEqual(images);
    expect(threads).toHaveLength(1);
  });

  it('give up what a viewer asked before, waiting or under way', async () => {
    const { ask, thread } = previews();
    const asked = [ask('a', 1), ask('b', 2), ask('b', 3), ask('a', 4)];
    expect(await asked[0]).toBe('augmentation/superseded');
    expect(await asked[1]).toBe('augmentation/superseded');
    thread().answer(0);
    thread().answer(1);
    thread().answer(2);
    expect(thread().asked.map(({ task }) => task.first)).toEqual([1, 3, 4]);
    expect(await asked[2]).toEqual(images);
    expect(await asked[3]).toEqual(images);
  });

  it('tell refusals and bugs of the thread', async () => {
    const { ask, thread } = previews();
    const refused = ask('a');
    const error = { code: 'data/no-images' as const, message: 'A table.', details: {} };
    thread().emit('message', { id: thread().asked[0]?.id, type: 'refused', error });
    expect(await refused).toBe('data/no-images');
    const broken = ask('a');
    thread().emit('message', { id: thread().asked[1]?.id, type: 'bug', stack: 'x is not a function' });
    expect(String(await broken)).toContain('x is not a function');
  });

  it('survive the death of their thread: who comes after it gets another', async () => {
    const { ask, threads, thread } = previews();
    const [dead, next] = [ask('a'), ask('b')];
    thread().emit('error', new Error('out of memory'));
    expect(String(await dead)).toContain('out of memory');
    expect(threads).toHaveLength(2);
    thread().answer(0);
    expect(await next).toEqual(images);
  });

  it('end a thread that takes too long, and one that nobody asks any more', async () => {
    vi.useFakeTimers();
    try {
      const { ask, threads } = previews({ patienceMs: 1_000, idleMs: 500 });
      const slow = ask('a');
      vi.advanceTimersByTime(1_001);
      expect(await slow).toBe('augmentation/takes-too-long');
      expect(threads[0]?.isEnded).toBe(true);
      const quick = ask('a');
      threads[1]?.answer(0);
      await quick;
      vi.advanceTimersByTime(499);
      expect(threads[1]?.isEnded).toBe(false);
      vi.advanceTimersByTime(2);
      expect(threads[1]?.isEnded).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  it('refuse who waits when they are closed', async () => {
    const { ask, close, thread } = previews();
    const asked = [ask('a'), ask('b')];
    close();
    expect(await Promise.all(asked)).toEqual(['augmentation/ended', 'augmentation/ended']);
    expect(thread().isEnded).toBe(true);
  });
});
