// Which importer files go to, told from what they are rather than from what they are called where that can be had.
import { basename } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { isTextName } from '../../../src-shared/domain/text-names.ts';
import { bundleEnding } from '../files/bundle.ts';
import type { FileTree } from '../files/file-tree.ts';
import { isZipStart, openTree, startOf } from '../files/open-tree.ts';
import { openFiles } from '../files/plain-files.ts';
import { zipMembers } from '../files/zip.ts';
import { importCifar, isCifarName } from './cifar.ts';
import { importCsv } from './csv.ts';
import { areFasta, importFasta, isFastaName } from './fasta.ts';
import { importIdx, isIdx } from './idx.ts';
import { isIdxName } from './idx-pairs.ts';
import type { ImportChoices } from './import-choices.ts';
import type { Imported } from './imported.ts';
import { arraysOfFiles, arraysOfNpz, importNpy, isNpz } from './npy.ts';
import { isNpyStart } from './npy-header.ts';
import { isPictureName } from './picture-files.ts';
import { importPictures } from './pictures.ts';
import type { TellProgress } from './progress.ts';
import { refuseImageChoices } from './refuse-choices.ts';
import { importText } from './text.ts';
import { areTexts } from './text-or-table.ts';

export type Format = 'csv' | 'text' | 'fasta' | 'idx' | 'pictures' | 'cifar' | 'npy';

export interface FormatRead {
  readonly format: Format;
  readonly imported: Imported;
}

/** Python's own batches of CIFAR, and files that Python objects are kept in. */
const pickleName = /(?:^|\/)(?:(?:data_batch_\d+|test_batch|batches\.meta)|[^/]+\.(?:pkl|pickle|joblib|pt|pth))$/i;

function pickled(name: string): AppError {
  return new AppError(
    'data/pickle',
    `${name} is a Python pickle. Opening one runs whatever code it holds, so it is not read. Save the arrays with numpy.savez, or take the binary version (cifar-10-binary.tar.gz).`,
  );
}

/** What the archives of office programs begin with. */
const officeName = /^(?:\[Content_Types\]\.xml|mimetype)$/;

type TreeContent = 'office' | 'pictures' | 'cifar' | 'idx' | 'npy' | 'pickle' | 'texts' | 'nothing';

/** What the first file that says anything says. */
async function contentOf(tree: FileTree): Promise<TreeContent> {
  // Notes lie beside everything, so texts say something only where nothing else does.
  let hasText = false;
  for await (const { path } of tree.entries()) {
    if (isTextName(path) || isFastaName(path)) hasText = true;
    if (tree.kind === 'archive' && officeName.test(path)) return 'office';
    if (isCifarName(path)) return 'cifar';
    if (isPictureName(path)) return 'pictures';
    if (pickleName.test(path)) return 'pickle';
    if (isIdxName(path)) return 'idx';
    if (/\.np[yz]$/i.test(path)) return 'npy';
  }
  return hasText ? 'texts' : 'nothing';
}

/** A path as people know it. */
export function shownName(path: string): string {
  const name = basename(path);
  return name.endsWith(bundleEnding) ? name.slice(0, -bundleEnding.length) : name;
}

interface Files {
  readonly paths: readonly string[];
  readonly choices: ImportChoices;
  readonly tell: TellProgress;
}

async function readTree(tree: FileTree, path: string, { paths, choices, tell }: Files): Promise<FormatRead> {
  const name = shownName(path);
  const content = await contentOf(tree);
  switch (content) {
    case 'cifar':
      return { format: 'cifar', imported: await importCifar({ tree, choices, tell }) };
    case 'pictures':
      return { format: 'pictures', imported: await importPictures({ tree, name, choices, tell }) };
    case 'idx':
      if (tree.kind === 'folder') return { format: 'idx', imported: await importIdx(paths, choices) };
      throw new AppError('data/no-pictures', `${name} holds IDX files. Choose them one by one: images and labels.`);
    case 'npy':
      throw new AppError(
        'data/no-pictures',
        `${name} holds NumPy arrays beside other files. Choose the arrays one by one: inputs and labels, or one .npz with both.`,
      );
    case 'pickle':
      throw pickled(name);
    case 'office':
      throw new AppError(
        'data/not-text',
        `${name} is a document of an office program. Save the sheet as CSV and import that.`,
      );
    case 'texts':
    case 'nothing':
      throw new AppError(
        'data/no-pictures',
        `${name} holds no pictures (PNG, JPEG, TIFF, BMP, WebP), no CIFAR batches and no IDX files. A folder for each class with pictures in it was expected.${content === 'texts' ? ' Choose its texts one by one: those for training, validation and test together.' : ''}`,
      );
    default:
      return content satisfies never;
  }
}

async function areNpy(paths: readonly string[]): Promise<boolean> {
  return (await Promise.all(paths.map(startOf))).every(isNpyStart);
}

/**
 * Reads files of any format that is known here.
 * @throws AppError with the sentence to show
 */
export async function readAnyFormat(files: Files): Promise<FormatRead> {
  const { paths, choices, tell } = files;
  const [first, second] = paths;
  if (first === undefined) {
    throw new AppError(
      'data/no-file',
      'No file was chosen. Choose a table (CSV, TSV), a text, a FASTA, IDX or NPY file, or a folder of pictures.',
    );
  }
  if (paths.every(isCifarName)) {
    return { format: 'cifar', imported: await importCifar({ tree: openFiles(paths), choices, tell }) };
  }
  const start = await startOf(first);
  if (second === undefined && isZipStart(start) && isNpz(await zipMembers(first))) {
    return {
      format: 'npy',
      imported: await importNpy({ arrays: await arraysOfNpz(first), file: basename(first), choices, tell }),
    };
  }
  if (isNpyStart(start) && (await areNpy(paths))) {
    return {
      format: 'npy',
      imported: await importNpy({ arrays: await arraysOfFiles(paths), file: basename(first), choices, tell }),
    };
  }
  const tree = second === undefined ? await openTree(first) : null;
  if (tree !== null) return readTree(tree, first, files);
  if (await isIdx(paths)) return { format: 'idx', imported: await importIdx(paths, choices) };
  if (start[0] === 0x80 && (start[1] ?? 0) >= 2 && (start[1] ?? 0) <= 5) throw pickled(basename(first));
  if (await areFasta(paths)) return { format: 'fasta', imported: await importFasta(paths, choices) };
  if (await areTexts(paths, choices)) return { format: 'text', imported: await importText(paths, choices, tell) };
  if (second !== undefined) {
    throw new AppError(
      'data/too-many-files',
      `A table comes from one file; ${paths.length} were chosen. Choose one of them.`,
    );
  }
  refuseImageChoices(choices, basename(first));
  return { format: 'csv', imported: await importCsv(first, choices) };
}
