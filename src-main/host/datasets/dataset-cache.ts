// Data sets that were opened lately, with what was found in them: a split that is being tried out asks many times a second.
import type { Dataset } from '../../data/dataset.ts';
import { type DatasetFacts, factsOf } from '../../data/dataset-facts.ts';
import { openDataset } from '../../data/storage.ts';
import { sizeOnDisk } from '../machine/disk.ts';
import { inThread } from './importing.ts';

export interface OpenedDataset {
  readonly dataset: Dataset;
  readonly facts: DatasetFacts;
}

export interface DatasetCache {
  /** @throws AppError `data/no-such-dataset`, `data/damaged-dataset` */
  open(directory: string): Promise<OpenedDataset>;
  /** Forgets what lies there: it was moved away. */
  forget(directory: string): void;
}

/** All that is kept, in bytes. What is larger by itself is opened anew each time. */
const mostBytes = 2 ** 30;
/** A thread takes a tenth of a second to start; smaller data sets are opened within that time here. */
const smallBytes = 8 * 2 ** 20;

async function openHere(directory: string): Promise<OpenedDataset> {
  const dataset = await openDataset(directory);
  return { dataset, facts: factsOf(dataset) };
}

/** An empty cache. */
export function createDatasetCache(limitBytes: number = mostBytes): DatasetCache {
  /** The least recently used first. */
  const kept = new Map<string, { readonly bytes: number; readonly opened: Promise<OpenedDataset> }>();

  function makeRoom(): void {
    let total = [...kept.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    for (const [directory, { bytes }] of kept) {
      if (total <= limitBytes) return;
      kept.delete(directory);
      total -= bytes;
    }
  }

  return {
    open: async (directory) => {
      const known = kept.get(directory);
      if (known !== undefined) {
        kept.delete(directory);
        kept.set(directory, known);
        return known.opened;
      }
      const bytes = await sizeOnDisk(directory);
      // Someone else may have asked for it meanwhile.
      const meanwhile = kept.get(directory);
      if (meanwhile !== undefined) return meanwhile.opened;
      const opened = bytes <= smallBytes ? openHere(directory) : inThread({ kind: 'open', directory });
      if (bytes > limitBytes) return opened;
      kept.set(directory, { bytes, opened });
      makeRoom();
      opened.catch(() => kept.delete(directory));
      return opened;
    },
    forget: (directory) => void kept.delete(directory),
  };
}
