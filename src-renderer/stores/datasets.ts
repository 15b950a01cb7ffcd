// The data sets of the home, the samples, and the way of a file into the home.
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { DatasetEntry, Division, Preview, ReadingChoices, Sample } from '../../src-shared/contract/data.ts';
import { uploadChunkBytes } from '../../src-shared/contract/limits.ts';
import type { DataCard } from '../../src-shared/domain/data-card.ts';
import type { DatasetId } from '../../src-shared/domain/ids.ts';
import type { SplitConfig } from '../../src-shared/domain/run-config.ts';
import { useClient } from '../client.ts';

export const useDatasets = defineStore('datasets', () => {
  const client = useClient();
  const entries = shallowRef<readonly DatasetEntry[]>([]);
  const unreadable = shallowRef<readonly { directory: string; reason: string }[]>([]);
  const samples = shallowRef<readonly Sample[]>([]);
  const isLoaded = shallowRef(false);

  async function refresh(): Promise<void> {
    const list = await client.call('data.list', {});
    entries.value = list.datasets;
    unreadable.value = list.unreadable;
    if (samples.value.length === 0) samples.value = await client.call('data.samples', {});
    isLoaded.value = true;
  }

  /**
   * Hands a file's bytes to the host, in order.
   * @param onProgress share that has arrived, 0 to 1
   * @returns the upload's token
   */
  async function upload(file: File, onProgress: (share: number) => void): Promise<string> {
    const { upload: token } = await client.call('data.beginUpload', { name: file.name.slice(-200), bytes: file.size });
    for (let offset = 0; offset < file.size; offset += uploadChunkBytes) {
      const bytes = new Uint8Array(await file.slice(offset, offset + uploadChunkBytes).arrayBuffer());
      await client.call('data.uploadChunk', { upload: token, offset, bytes });
      onProgress(Math.min(1, (offset + bytes.length) / file.size));
    }
    return token;
  }

  return {
    entries,
    unreadable,
    samples,
    isLoaded,
    refresh,
    upload,
    discardUpload: async (upload: string): Promise<void> => {
      await client.call('data.discardUpload', { upload });
    },
    inspect: (uploads: string[], choices: ReadingChoices) => client.call('data.inspect', { uploads, choices }),
    importFiles: (uploads: string[], choices: ReadingChoices, name: string) =>
      client.call('data.import', { uploads, choices, ...(name === '' ? {} : { name }) }),
    importSample: (name: string): Promise<DataCard> => client.call('data.importSample', { name }),
    card: (dataset: DatasetId): Promise<DataCard> => client.call('data.card', { dataset }),
    preview: (dataset: DatasetId, offset = 0, limit = 100): Promise<Preview> =>
      client.call('data.preview', { dataset, offset, limit }),
    divide: (dataset: DatasetId, split: SplitConfig): Promise<Division> =>
      client.call('data.divide', { dataset, split }),
    remove: async (dataset: DatasetId): Promise<void> => {
      await client.call('data.remove', { dataset });
    },
    restore: async (dataset: DatasetId): Promise<void> => {
      await client.call('data.restore', { dataset });
    },
  };
});
