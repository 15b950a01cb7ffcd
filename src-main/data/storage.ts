// The folder of data sets: `<datasets>/<id>/` with card.json, manifest.json and the array files. A data set is written beside and
// moved into place whole, so that a crash, a full disk or a failed import leaves nothing half done.
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { type DataCard, dataCardSchema } from '../../src-shared/domain/data-card.ts';
import { datasetIdSchema } from '../../src-shared/domain/ids.ts';
import type { Contents, Dataset } from './dataset.ts';
import { hashOf, readWhole, syncDirectory, type WriteFile, writeDurably, writeFailure } from './durable-file.ts';
import {
  type ArrayFile,
  arrayFiles,
  contentsFrom,
  filesOf,
  type Manifest,
  manifestContents,
  manifestSchema,
} from './stored-contents.ts';

const cardFile = 'card.json';
const manifestFile = 'manifest.json';
/** Folders that a killed import may leave behind; they hold nothing that is needed. */
const unfinished = '.import-';

const jsonBytes = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

/** Where a data set with this id lies. */
export function datasetDirectory(datasetsDirectory: string, id: string): string {
  return join(datasetsDirectory, id);
}

export interface StoreRequest {
  readonly datasetsDirectory: string;
  readonly card: DataCard;
  readonly contents: Contents;
  /** How files are written; tests hand in disks that fail. */
  readonly writeFile?: WriteFile;
}

/**
 * Stores a data set under its id, replacing what lies there.
 * @returns its folder
 * @throws AppError `data/disk-full`, `data/not-writable`
 */
export async function storeDataset(request: StoreRequest): Promise<string> {
  const { datasetsDirectory, card, contents, writeFile = writeDurably } = request;
  const directory = datasetDirectory(datasetsDirectory, card.id);
  let beside: string | null = null;
  try {
    await mkdir(datasetsDirectory, { recursive: true });
    await removeOrphans(datasetsDirectory);
    beside = await mkdtemp(join(datasetsDirectory, unfinishedOf(threadId)));
    await writeParts(beside, card, contents, writeFile);
    await putInPlace(beside, directory);
    await syncDirectory(datasetsDirectory);
    return directory;
  } catch (thrown) {
    if (beside !== null) await rm(beside, { recursive: true, force: true });
    throw writeFailure(thrown, datasetsDirectory);
  }
}

async function writeParts(directory: string, card: DataCard, contents: Contents, writeFile: WriteFile): Promise<void> {
  const files: Manifest['files'] = {};
  const bytes = filesOf(contents);
  for (const name of Object.values(arrayFiles)) {
    const pieces = bytes[name];
    if (pieces === undefined) continue;
    await writeFile(join(directory, name), pieces);
    files[name] = { bytes: pieces.reduce((sum, piece) => sum + piece.length, 0), sha256: hashOf(pieces) };
  }
  const manifest: Manifest = { version: 1, rows: card.rows, contents: manifestContents(contents), files };
  await writeFile(join(directory, manifestFile), [jsonBytes(manifest)]);
  await writeFile(join(directory, cardFile), [jsonBytes(card)]);
  await syncDirectory(directory);
}

/** Moves a finished folder to its name. A damaged one that lies there is renamed and kept, never deleted. */
async function putInPlace(beside: string, directory: string): Promise<void> {
  for (let copy = 1; ; copy++) {
    try {
      await rename(beside, directory);
      return;
    } catch (thrown) {
      const isTaken =
        thrown instanceof Error && 'code' in thrown && ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(String(thrown.code));
      if (!isTaken || copy > 100) throw thrown;
      await rename(directory, `${directory}.damaged-${copy}`).catch(() => undefined);
    }
  }
}

const unfinishedOfProcess = `${unfinished}${process.pid}-`;
const unfinishedOf = (thread: number) => `${unfinishedOfProcess}${thread}-`;

async function removeWhere(datasetsDirectory: string, isGone: (name: string) => boolean): Promise<void> {
  for (const name of await readdir(datasetsDirectory)) {
    if (isGone(name)) await rm(join(datasetsDirectory, name), { recursive: true, force: true });
  }
}

/** Removes what imports of processes that are gone left behind. Only one process writes a home, so others' folders are orphans. */
const removeOrphans = (datasetsDirectory: string) =>
  removeWhere(datasetsDirectory, (name) => name.startsWith(unfinished) && !name.startsWith(unfinishedOfProcess));

/** Removes what a thread of this process, ended while it stored, left behind. */
export async function removeUnfinished(datasetsDirectory: string, thread: number): Promise<void> {
  await removeWhere(datasetsDirectory, (name) => name.startsWith(unfinishedOf(thread))).catch((thrown: unknown) => {
    if (!isAbsence(thrown)) throw thrown;
  });
}

function damaged(directory: string, what: string): AppError {
  return new AppError(
    'data/damaged-dataset',
    `The data set in ${directory} is damaged: ${what}. Import its file again.`,
  );
}

const isAbsence = (thrown: unknown) => thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';

async function readJson(directory: string, name: string): Promise<unknown> {
  const text = await readFile(join(directory, name), 'utf8').catch((thrown: unknown) => {
    if (!isAbsence(thrown) || name !== cardFile) throw damaged(directory, `${name} is missing or cannot be read`);
    throw new AppError('data/no-such-dataset', `There is no data set in ${directory}. Import it first.`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(directory, `${name} is not readable`);
  }
}

/**
 * The card of a stored data set.
 * @throws AppError `data/no-such-dataset`, `data/damaged-dataset`
 */
export async function readCard(directory: string): Promise<DataCard> {
  const parsed = dataCardSchema.safeParse(await readJson(directory, cardFile));
  if (!parsed.success) throw damaged(directory, `${cardFile} does not have the expected fields`);
  return parsed.data;
}

/**
 * Opens a stored data set and checks every byte of it against its manifest.
 * @throws AppError `data/no-such-dataset`, `data/damaged-dataset`
 */
export async function openDataset(directory: string): Promise<Dataset> {
  const card = await readCard(directory);
  const parsed = manifestSchema.safeParse(await readJson(directory, manifestFile));
  if (!parsed.success) throw damaged(directory, `${manifestFile} does not have the expected fields`);
  const files: Partial<Record<ArrayFile, ArrayBuffer>> = {};
  for (const name of Object.values(arrayFiles)) {
    const expected = parsed.data.files[name];
    if (expected === undefined) continue;
    const { bytes, sha256 } = expected;
    const buffer = await readWhole(join(directory, name)).catch(() => {
      throw damaged(directory, `${name} is missing or cannot be read`);
    });
    if (buffer.byteLength !== bytes)
      throw damaged(directory, `${name} has ${buffer.byteLength} bytes, expected ${bytes}`);
    if (hashOf([new Uint8Array(buffer)]) !== sha256)
      throw damaged(directory, `${name} has changed since it was imported`);
    files[name] = buffer;
  }
  return { ...contentsFrom(parsed.data, files), card };
}

export interface DatasetListing {
  /** By name, then id. */
  readonly cards: readonly DataCard[];
  /** Folders that look like data sets and cannot be read, with the reason. */
  readonly unreadable: readonly { readonly directory: string; readonly reason: string }[];
}

/** The cards of all data sets in a folder; an absent folder holds none. */
export async function listDatasets(datasetsDirectory: string): Promise<DatasetListing> {
  const names = await readdir(datasetsDirectory).catch((thrown: unknown) => {
    if (isAbsence(thrown)) return [];
    throw thrown;
  });
  const cards: DataCard[] = [];
  const unreadable: { directory: string; reason: string }[] = [];
  for (const name of names.filter((candidate) => datasetIdSchema.safeParse(candidate).success)) {
    const directory = datasetDirectory(datasetsDirectory, name);
    try {
      cards.push(await readCard(directory));
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      unreadable.push({ directory, reason: thrown.message });
    }
  }
  cards.sort((left, right) => (left.name + left.id < right.name + right.id ? -1 : 1));
  return { cards, unreadable };
}
