// The data sets of the home, the samples, and the way of a file into the home.
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { DatasetEntry, Division, Preview, ReadingChoices, Sample } from '../../src-shared/contract/data.ts';
import { mostNamedFiles, uploadChunkBytes } from '../../src-shared/contract/limits.ts';
import type { DataCard } from '../../src-shared/domain/data-card.ts';
import type { DatasetId } from '../../src-shared/domain/ids.ts';
import type { SplitConfig } from '../../src-shared/domain/run-config.ts';
import { useClient } from '../client.ts';
import type { PickedFiles } from './picked-files.ts';

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

  /** Names the files of a folder, so many in a call. */
  async function nameFiles(upload: string, { files, folder }: PickedFiles): Promise<void> {
    const named = files.map((file, index) => ({ path: folder?.paths[index] ?? file.name, bytes: file.size }));
    for (let first = 0; first < named.length; first += mostNamedFiles) {
      await client.call('data.nameFiles', { upload, files: named.slice(first, first + mostNamedFiles) });
    }
  }

  /**
   * Hands the bytes of a file, or of all files of a folder one after the other, to the host, in order.
   * @param onProgress share that has arrived, 0 to 1
   * @param isWanted asked before every chunk
   * @returns the upload's token; null where it was no longer wanted, then the host has forgotten it
   */
  async function upload(
    picked: PickedFiles,
    onProgress: (share: number) => void,
    isWanted: () => boolean,
  ): Promise<string | null> {
    const { files, folder } = picked;
    // Of many small files as of one large one: the browser reads each part when it is sliced.
    const whole = new Blob([...files]);
    const { upload: token } = await client.call('data.beginUpload', {
      name: (folder?.name ?? files[0]?.name ?? '').slice(-200),
      bytes: whole.size,
      ...(folder === null ? {} : { files: files.length }),
    });
    try {
      if (folder !== null) await nameFiles(token, picked);
      for (let offset = 0; offset < whole.size && isWanted(); offset += uploadChunkBytes) {
        const bytes = new Uint8Array(await whole.slice(offset, offset + uploadChunkBytes).arrayBuffer());
        await client.call('data.uploadChunk', { upload: token, offset, bytes });
        onProgress(Math.min(1, (offset + bytes.length) / whole.size));
      }
    } catch (thrown) {
      await discardUpload(token);
      throw thrown;
    }
    if (isWanted()) return token;
    await discardUpload(token);
    return null;
  }

  /** The host forgets an upload; one that is gone has forgotten it already. */
  async function discardUpload(token: string): Promise<void> {
    await client.call('data.discardUpload', { upload: token }).catch(() => undefined);
  }

  return {
    entries,
    unreadable,
    samples,
    isLoaded,
    refresh,
    upload,
    discardUpload,
    importProgress: (uploads: string[]) => client.call('data.importProgress', { uploads }),
    cancelImport: async (uploads: string[]): Promise<void> => {
      await client.call('data.cancelImport', { uploads });
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
