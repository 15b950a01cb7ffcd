// Answers with images as training disturbs them.
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import { datasetDirectory } from '../../data/storage.ts';
import { createPreviews, threadAt } from '../augmentation/previews.ts';
import { augmentationWorkerEntry, datasetsDirectory } from '../paths.ts';
import type { HandlerContext } from './context.ts';

type AugmentationHandlers = Pick<Handlers, 'augmentation.preview'>;

/** The handler of `augmentation.preview`. */
export function augmentationHandlers({ home, onShutdown }: HandlerContext): AugmentationHandlers {
  const previews = createPreviews({ startThread: () => threadAt(augmentationWorkerEntry) });
  onShutdown(() => previews.close());
  const folder = datasetsDirectory(home.directory);
  return {
    'augmentation.preview': ({ dataset, viewer, split, first = 0, values, count, seed }) =>
      previews.ask(viewer, { directory: datasetDirectory(folder, dataset), split, values, count, seed, first }),
  };
}
