// Imports files into the folder of data sets: has them read, computes the content hash, stores, and does nothing where the same
// content with the same choices is there already.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { DataCard } from '../../src-shared/domain/data-card.ts';
import { withoutEndings, withoutPart } from '../../src-shared/domain/text-names.ts';
import { writeCard } from './card.ts';
import type { Dataset } from './dataset.ts';
import { hashOf } from './durable-file.ts';
import { type Format, readAnyFormat, shownName } from './importers/formats.ts';
import type { ImportChoices } from './importers/import-choices.ts';
import type { Imported } from './importers/imported.ts';
import { type TellProgress, untold } from './importers/progress.ts';
import { datasetDirectory, openDataset, storeDataset } from './storage.ts';

/** Raised when the same file and choices would be read differently: the id must change with the meaning. */
const importVersion = 2;
/** The same for the samples, whose files are read as ever. */
const sampleVersion = 1;

export interface ImportOptions {
  /**
   * Paths: one table; one text, or texts for training, validation and test; FASTA files; IDX files, CIFAR batches, NumPy arrays; or one
   * folder or archive of the latter or of pictures.
   */
  readonly files: readonly string[];
  /** Shown name; the first file's name without its endings unless given. */
  readonly name?: string;
  readonly choices?: ImportChoices;
  /** Citation and licence, for data that ships with the app. */
  readonly sample?: {
    readonly name: string;
    readonly provenance: string;
    /** What its classes are called, where the files only number them. */
    readonly classNames?: readonly string[];
  };
}

export interface ImportOutcome {
  readonly card: DataCard;
  readonly directory: string;
  /** False where the same data set was there already. */
  readonly isNew: boolean;
}

/**
 * Reads files into memory as a data set and leaves the disk alone, so that a run can be checked before anything is stored.
 * @throws AppError with the sentence to show
 */
export async function readDataset(options: ImportOptions, tell: TellProgress = untold): Promise<Dataset> {
  return (await readFiles(options, tell)).dataset;
}

export interface FilesRead {
  readonly dataset: Dataset;
  /** Every choice of the reading, those that were found out too: the same files with these give the same rows. */
  readonly reading: ImportChoices;
}

/**
 * As {@link readDataset}, and says how the files were read.
 * @throws AppError with the sentence to show
 */
export async function readFiles(options: ImportOptions, tell: TellProgress = untold): Promise<FilesRead> {
  const { files, choices = {}, sample } = options;
  const { format, imported: read } = await readAnyFormat({ paths: files, choices, tell });
  const imported = { ...read, ...(sample?.classNames === undefined ? {} : { classes: sample.classNames }) };
  const source = sample === undefined ? format : `sample:${sample.name}`;
  const version = sample === undefined ? importVersion : sampleVersion;
  const identity = {
    importVersion: version,
    source,
    choices: inOrder(choices),
    files: imported.fileHashes,
    // Tables were read before any of their columns were sequences, and keep the ids that they had.
    ...(imported.contents.form === 'sequences' ? { form: imported.contents.form } : {}),
  };
  const card = writeCard(imported, {
    name: options.name ?? nameOf(files, format),
    source,
    provenance: [sample?.provenance, imported.reading].filter((part) => part !== undefined).join(' '),
    contentHash: hashOf([new TextEncoder().encode(JSON.stringify(identity))]),
  });
  return { dataset: { ...imported.contents, card }, reading: readingOf(imported, card) };
}

function readingOf(
  { contents, dialect, images, tokenising }: Imported,
  { target, task, columns }: DataCard,
): ImportChoices {
  if (contents.form === 'images') return { task, ...images };
  if (contents.form === 'text') return { task, ...tokenising };
  // The target is left out of the roles: another one can then be chosen without taking this role away first.
  const others = columns.filter(({ role }) => role !== 'target');
  return {
    target,
    task,
    roles: Object.fromEntries(others.map(({ name, role }) => [name, role])),
    ...dialect,
    ...tokenising,
  };
}

/**
 * Stores a data set that was read, unless it is there already.
 * @throws AppError with the sentence to show; the folder is then as it was
 */
export async function keepDataset({ card, ...contents }: Dataset, datasetsDirectory: string): Promise<ImportOutcome> {
  const directory = datasetDirectory(datasetsDirectory, card.id);
  const present = await openIfSound(directory);
  if (present !== null) return { card: present, directory, isNew: false };
  await storeDataset({ datasetsDirectory, card, contents });
  return { card, directory, isNew: true };
}

/**
 * Imports files as a data set.
 * @throws AppError with the sentence to show; the folder is then as it was
 */
export async function importDataset(options: ImportOptions, datasetsDirectory: string): Promise<ImportOutcome> {
  return keepDataset(await readDataset(options), datasetsDirectory);
}

/** Choices with their keys and marks sorted: the order in which they were typed does not make another data set. */
function inOrder(choices: ImportChoices): unknown {
  const sorted = (value: object) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  const { roles, missing } = choices;
  const marks = [...new Set(missing?.map((mark) => mark.trim().toLowerCase()))].filter((mark) => mark !== '').sort();
  return sorted({
    ...choices,
    ...(roles === undefined ? {} : { roles: sorted(roles) }),
    ...(missing === undefined ? {} : { missing: marks }),
  });
}

function nameOf([first = '', ...others]: readonly string[], format: Format): string {
  const name = shownName(first);
  const plain = withoutEndings(name) || name;
  return others.length === 0 || format !== 'text' ? plain : withoutPart(plain) || 'text';
}

/** The card of a data set that is there and sound, else null: an absent or damaged one is stored anew. */
async function openIfSound(directory: string): Promise<DataCard | null> {
  try {
    return (await openDataset(directory)).card;
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
}
