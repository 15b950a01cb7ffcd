// Training images as they are augmented at given strengths. Whoever looks has a name, so that its newer question replaces its older one.
import { defineStore } from 'pinia';
import type { AugmentationRequest, AugmentedImages } from '../../src-shared/contract/augmentation.ts';
import type { AppError } from '../../src-shared/domain/app-error.ts';
import { useClient } from '../client.ts';

export const useAugmentation = defineStore('augmentation', () => {
  const client = useClient();
  return {
    newViewer: (): string => crypto.randomUUID(),
    /** @returns null where a newer question of the same viewer has come in between */
    ask: async (request: AugmentationRequest): Promise<AugmentedImages | null> => {
      try {
        return await client.call('augmentation.preview', request);
      } catch (thrown) {
        if ((thrown as Partial<AppError>).code === 'augmentation/superseded') return null;
        throw thrown;
      }
    },
  };
});
