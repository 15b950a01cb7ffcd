// The downloads of a home: begun only when told to, each to its end or until it is stopped, then imported like any other file.
// Not here: the connection (fetch-file), reading what came (the host gives it on to the importers).
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Download, DownloadPhase, KnownSet } from '../../src-shared/contract/downloads.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { type DatasetId, datasetIdSchema } from '../../src-shared/domain/ids.ts';
import { fetchFile, receivedOf } from './fetch-file.ts';
import { bytesOf, type RemoteSet, remoteSets, storedBytesOf } from './known-sets.ts';

export interface DownloadsOptions {
  /** Folder of what is being fetched. */
  readonly directory: string;
  readonly sets?: readonly RemoteSet[];
  /** Imports the files of a set. @returns its number in the home */
  readonly importFiles: (files: readonly string[], set: RemoteSet) => Promise<DatasetId>;
  readonly isInHome: (dataset: DatasetId) => Promise<boolean>;
  /** Of the disk; null where the system does not tell. */
  readonly freeBytes: () => Promise<number | null>;
  /** A download has begun, gone on or ended; told often. */
  readonly onChange: (download: Download) => void;
  /** Told of what was thrown and should not have been. */
  readonly onBug: (thrown: unknown) => void;
}

export interface Downloads {
  list(): Promise<KnownSet[]>;
  /** @throws AppError `downloads/unknown`, `downloads/disk-full` */
  start(name: string): Promise<Download>;
  /** @throws AppError `downloads/unknown`, `downloads/importing` */
  cancel(name: string): Promise<Download>;
  /** @throws AppError `downloads/unknown`, `downloads/going-on` */
  discard(name: string): Promise<Download>;
  /** Stops what goes on. */
  close(): Promise<void>;
}

interface Work {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** No download goes on yet; what earlier lives have fetched is found again. */
export function createDownloads(options: DownloadsOptions): Downloads {
  const { directory, sets = remoteSets, importFiles, isInHome, freeBytes, onChange, onBug } = options;
  const phases = new Map<string, DownloadPhase>();
  const received = new Map<string, number>();
  const underway = new Map<string, Work>();
  const imported = importedSets(join(directory, 'imported.json'));
  const folderOf = ({ name }: RemoteSet) => join(directory, name);

  const find = (name: string): RemoteSet => {
    const set = sets.find((known) => known.name === name);
    if (set !== undefined) return set;
    const names = sets.map((known) => known.name).join(', ');
    throw new AppError('downloads/unknown', `There is no download "${name}". There are ${names}.`, { name });
  };

  const downloadOf = (set: RemoteSet): Download => ({
    name: set.name,
    received: received.get(set.name) ?? 0,
    total: bytesOf(set),
    state: phases.get(set.name) ?? { phase: 'idle' },
  });

  const count = async (set: RemoteSet): Promise<void> => {
    const sizes = await Promise.all(set.files.map((file) => receivedOf(file, folderOf(set))));
    received.set(
      set.name,
      sizes.reduce((sum, size) => sum + size, 0),
    );
  };

  const enter = (set: RemoteSet, phase: DownloadPhase): void => {
    phases.set(set.name, phase);
    onChange(downloadOf(set));
  };

  const fetchAll = async (set: RemoteSet, signal: AbortSignal): Promise<string[]> => {
    const paths: string[] = [];
    let before = 0;
    for (const file of set.files) {
      enter(set, { phase: 'fetching' });
      const path = await fetchFile({
        file,
        directory: folderOf(set),
        signal,
        onReceived: (bytes) => {
          received.set(set.name, before + bytes);
          onChange(downloadOf(set));
        },
        onChecking: () => enter(set, { phase: 'checking' }),
      });
      before += file.bytes;
      paths.push(path);
    }
    return paths;
  };

  const carryThrough = async (set: RemoteSet, signal: AbortSignal): Promise<void> => {
    try {
      const paths = await fetchAll(set, signal);
      enter(set, { phase: 'importing' });
      const dataset = await importFiles(paths, set);
      await imported.note(set.name, dataset);
      await rm(folderOf(set), { recursive: true, force: true });
      phases.set(set.name, { phase: 'done', dataset });
    } catch (thrown) {
      const isStopped = thrown instanceof AppError && thrown.code === 'downloads/cancelled';
      if (!(thrown instanceof AppError)) onBug(thrown);
      const message = thrown instanceof AppError ? thrown.message : unexpected;
      phases.set(set.name, isStopped ? { phase: 'idle' } : { phase: 'failed', message });
      await count(set);
    }
    underway.delete(set.name);
    onChange(downloadOf(set));
  };

  const refuseWithoutRoom = async (set: RemoteSet): Promise<void> => {
    const needed = bytesOf(set) - (received.get(set.name) ?? 0) + storedBytesOf(set);
    const free = await freeBytes();
    if (free === null || free >= needed) return;
    throw new AppError(
      'downloads/disk-full',
      `${set.title} needs ${megabytes(needed)} on the disk while it is fetched and imported, and ${megabytes(free, Math.floor)} are free. Free some space first.`,
      { needed, free },
    );
  };

  return {
    list: () =>
      Promise.all(
        sets.map(async (set): Promise<KnownSet> => {
          if (!underway.has(set.name)) await count(set);
          const noted = await imported.of(set.name);
          const dataset = noted !== null && (await isInHome(noted)) ? noted : null;
          // Removed from the home since: it can be fetched again.
          if (dataset === null && phases.get(set.name)?.phase === 'done') phases.delete(set.name);
          const { classNames: _names, ...about } = set;
          return {
            ...about,
            imageShape: [...set.imageShape],
            files: set.files.map((file) => ({ ...file })),
            bytes: bytesOf(set),
            storedBytes: storedBytesOf(set),
            dataset,
            download: downloadOf(set),
          };
        }),
      ),
    start: async (name) => {
      const set = find(name);
      if (underway.has(name)) return downloadOf(set);
      const abort = new AbortController();
      const begun = Promise.withResolvers<void>();
      underway.set(name, { abort, ended: begun.promise });
      try {
        await count(set);
        await refuseWithoutRoom(set);
      } catch (thrown) {
        underway.delete(name);
        begun.resolve();
        throw thrown;
      }
      void carryThrough(set, abort.signal).then(begun.resolve);
      return downloadOf(set);
    },
    cancel: async (name) => {
      const set = find(name);
      if (phases.get(name)?.phase === 'importing') {
        throw new AppError('downloads/importing', `${set.title} is there and is being imported. Remove it afterwards.`);
      }
      const work = underway.get(name);
      work?.abort.abort();
      await work?.ended;
      return downloadOf(set);
    },
    discard: async (name) => {
      const set = find(name);
      if (underway.has(name)) {
        throw new AppError('downloads/going-on', `${set.title} is being fetched. Stop the download first.`);
      }
      await rm(folderOf(set), { recursive: true, force: true });
      received.set(name, 0);
      enter(set, { phase: 'idle' });
      return downloadOf(set);
    },
    close: async () => {
      for (const { abort } of underway.values()) abort.abort();
      // An import is not waited for: what it has not put into its place is left out of the home.
      const fetching = [...underway].filter(([name]) => phases.get(name)?.phase !== 'importing');
      await Promise.all(fetching.map(([, { ended }]) => ended));
    },
  };
}

const unexpected = 'The download failed in a way that was not expected. The log of the settings page has the details.';
const megabytes = (bytes: number, round = Math.ceil) => `${round(bytes / 1e6).toLocaleString('en-US')} MB`;

/** Which sets became which data sets, in a small file. Damaged or gone, it only offers to fetch again. */
function importedSets(file: string) {
  const read = async (): Promise<Record<string, unknown>> => {
    try {
      const written: unknown = JSON.parse(await readFile(file, 'utf8'));
      return typeof written === 'object' && written !== null ? { ...written } : {};
    } catch {
      return {};
    }
  };
  return {
    of: async (name: string): Promise<DatasetId | null> => {
      const parsed = datasetIdSchema.safeParse((await read())[name]);
      return parsed.success ? parsed.data : null;
    },
    note: async (name: string, dataset: DatasetId): Promise<void> => {
      await writeFile(file, JSON.stringify({ ...(await read()), [name]: dataset }));
    },
  };
}
