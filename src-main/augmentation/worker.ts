// The thread of augmentation previews: answers one task after the other and keeps the images that it was asked for last.
import { parentPort } from 'node:worker_threads';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { openDataset } from '../data/storage.ts';
import { disturbImages } from './disturb-images.ts';
import { type ImagePool, poolOf } from './image-pool.ts';
import type { AugmentationTask, NumberedAnswer, NumberedTask } from './task.ts';

let kept: { readonly key: string; readonly pool: ImagePool } | null = null;

async function poolFor({ directory, split }: AugmentationTask): Promise<ImagePool> {
  const key = JSON.stringify([directory, split ?? null]);
  if (kept?.key !== key) kept = { key, pool: poolOf(await openDataset(directory), split) };
  return kept.pool;
}

async function answer({ id, task }: NumberedTask): Promise<NumberedAnswer> {
  try {
    return { id, type: 'done', images: await disturbImages(await poolFor(task), task) };
  } catch (thrown) {
    if (thrown instanceof AppError) {
      const { code, message, details } = thrown;
      return { id, type: 'refused', error: { code, message, details } };
    }
    return { id, type: 'bug', stack: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  }
}

let earlier: Promise<void> = Promise.resolve();
parentPort?.on('message', (task: NumberedTask) => {
  earlier = earlier.then(async () => parentPort?.postMessage(await answer(task)));
});
