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
import { piecesOf } from './upload-pieces.ts';

export const useDatasets = defineStore('datasets', () => {
  const client = useClient();
  const entries = shallowRef<readonly DatasetEntry[]>([]);
  const unreadable = shallowRef<readonly { directory: string; reason: string }[]>([]);
  const samples = shallowRef<readonly Sample[]>([]);
  const isLoaded = shallowRef(false);

  /** The card of a data set; null where it is not there, or not yet. */
  function cardOf(id: DatasetId | undefined): DataCard | null {
    return entries.value.find(({ card }) => card.id === id)?.card ?? null;
  }

  /** What a data set is; null where it is not there, or not yet. */
  function formOf(id: DatasetId | undefined): DataCard['form'] | null {
    return cardOf(id)?.form ?? null;
  }

  async function refresh(): Promise<void> {
    const list = await client.call('data.list', {});
    entries.value = list.datasets;
    unreadable.value = list.unreadable;
    if (samples.value.length === 0) samples.value = await client.call('data.samples', {});
    isLoaded.value = true;
  }

  /** Names the files of a folder, so many in a call. */
  async function nameFiles(upload: string, paths: readonly string[], sizes: readonly number[]): Promise<void> {
    for (let first = 0; first < paths.length; first += mostNamedFiles) {
      const some = paths.slice(first, first + mostNamedFiles);
      const files = some.map((path, index) => ({ path, bytes: sizes[first + index] ?? 0 }));
      await client.call('data.nameFiles', { upload, files });
    }
  }

  /**
   * Hands the bytes of a file, or of all files of a folder one after the other, to the host, in order.
   * @param sizes of the files, in bytes
   * @param onProgress share that has arrived, 0 to 1
   * @param isWanted asked before every piece
   * @returns the upload's token; null where it was no longer wanted, then the host has forgotten it
   */
  async function upload(
    { files, folder }: PickedFiles,
    {
      sizes,
      onProgress,
      isWanted,
    }: {
      readonly sizes: readonly number[];
      readonly onProgress: (share: number) => void;
      readonly isWanted: () => boolean;
    },
  ): Promise<string | null> {
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const { upload: token } = await client.call('data.beginUpload', {
      name: (folder?.name ?? files[0]?.name ?? '').slice(-200),
      bytes: total,
      ...(folder === null ? {} : { files: files.length }),
    });
    try {
      if (folder !== null) await nameFiles(token, folder.paths, sizes);
      let offset = 0;
      for (const piece of piecesOf(files, sizes, uploadChunkBytes)) {
        if (!isWanted()) break;
        const bytes = new Uint8Array(await piece.arrayBuffer());
        await client.call('data.uploadChunk', { upload: token, offset, bytes });
        offset += bytes.length;
        onProgress(Math.min(1, offset / total));
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
    cardOf,
    formOf,
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
