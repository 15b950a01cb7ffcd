// Well-known sets that can be fetched, and how far each is. Asked for once a screen shows them; a press is all that starts one.
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Download, KnownSet } from '../../src-shared/contract/downloads.ts';
import { useClient } from '../client.ts';

export const useDownloads = defineStore('downloads', () => {
  const client = useClient();
  const sets = shallowRef<readonly KnownSet[]>([]);

  /** Contacts no other computer. */
  async function refresh(): Promise<void> {
    sets.value = await client.call('downloads.list', {});
  }

  /** What the host told of one of them. */
  function take(download: Download): void {
    const { name, state } = download;
    sets.value = sets.value.map((set) => {
      if (set.name !== name) return set;
      return { ...set, download, dataset: state.phase === 'done' ? state.dataset : set.dataset };
    });
  }

  return {
    sets,
    refresh,
    take,
    start: async (name: string): Promise<void> => take(await client.call('downloads.start', { name })),
    cancel: async (name: string): Promise<void> => take(await client.call('downloads.cancel', { name })),
    discard: async (name: string): Promise<void> => take(await client.call('downloads.discard', { name })),
  };
});
