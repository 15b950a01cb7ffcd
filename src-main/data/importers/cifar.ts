// CIFAR-10 and CIFAR-100 in their binary form, as files or as the archive they come in, to an imported set of images.
// Source: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009; "Binary version" of its data's page.
import { createHash } from 'node:crypto';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ImageContents } from '../dataset.ts';
import type { FileTree } from '../files/file-tree.ts';
import { countOf } from '../sentences.ts';
import { largestFileBytes } from './byte-stream.ts';
import type { ImportChoices } from './import-choices.ts';
import type { Imported } from './imported.ts';
import { labelWarnings } from './label-warnings.ts';
import type { TellProgress } from './progress.ts';
import { refuseTableChoices } from './refuse-choices.ts';

const side = 32;
const plane = side * side;
const imageBytes = 3 * plane;
const fewestRows = 10;

const batchName = /(?:^|\/)(?:(data_batch_\d+|test_batch)|(train|test))\.bin$/;
const nameFiles = /(?:^|\/)(batches\.meta|fine_label_names|coarse_label_names)\.txt$/;

/** Whether a file is one of CIFAR's binary batches. */
export function isCifarName(path: string): boolean {
  return batchName.test(path);
}

/** What differs between the two sets. */
interface Kind {
  readonly name: 'CIFAR-10' | 'CIFAR-100';
  /** Bytes before an image's pixels, and which of them is its label. */
  readonly labelBytes: 1 | 2;
  readonly labelAt: 0 | 1;
  readonly target: string;
  readonly classes: number;
  readonly namesIn: string;
}

const ten: Kind = {
  name: 'CIFAR-10',
  labelBytes: 1,
  labelAt: 0,
  target: 'label',
  classes: 10,
  namesIn: 'batches.meta',
};
const fine: Kind = {
  name: 'CIFAR-100',
  labelBytes: 2,
  labelAt: 1,
  target: 'fine label',
  classes: 100,
  namesIn: 'fine_label_names',
};
const coarse: Kind = { ...fine, labelAt: 0, target: 'coarse label', classes: 20, namesIn: 'coarse_label_names' };

interface Batch {
  readonly path: string;
  readonly isTest: boolean;
  readonly rows: number;
  readonly firstRow: number;
}

function kindOf(paths: readonly string[], target: string | undefined): Kind {
  const hundreds = paths.filter((path) => batchName.exec(path)?.[2] !== undefined).length;
  if (hundreds > 0 && hundreds < paths.length) {
    throw new AppError(
      'data/too-many-files',
      'Batches of CIFAR-10 and CIFAR-100 were chosen together. Choose the files of one of them.',
    );
  }
  const known = hundreds > 0 ? [fine, coarse] : [ten];
  if (target === undefined) return known[0] ?? ten;
  const kind = known.find((candidate) => candidate.target === target);
  if (kind !== undefined) return kind;
  throw new AppError(
    'data/unknown-column',
    `${known[0]?.name ?? 'CIFAR'} has no "${target}" to predict. ${known.map((candidate) => `"${candidate.target}"`).join(' or ')} can be chosen as the target.`,
  );
}

/** Training batches by name, then test batches, each with its place among the rows. */
function placeBatches(found: readonly { readonly path: string; readonly bytes: number }[], kind: Kind): Batch[] {
  const record = kind.labelBytes + imageBytes;
  const isTest = (path: string) => /test(?:_batch)?\.bin$/.test(path);
  const sorted = found.toSorted(
    (left, right) => Number(isTest(left.path)) - Number(isTest(right.path)) || (left.path < right.path ? -1 : 1),
  );
  let firstRow = 0;
  return sorted.map(({ path, bytes }) => {
    if (bytes === 0 || bytes % record !== 0) {
      throw new AppError(
        'data/truncated-cifar',
        `${path} has ${bytes.toLocaleString('en-US')} bytes, which is no whole number of ${kind.name}'s images of ${record.toLocaleString('en-US')}. Fetch the file again.`,
      );
    }
    const batch = { path, isTest: isTest(path), rows: bytes / record, firstRow };
    firstRow += batch.rows;
    return batch;
  });
}

/** Copies a batch into its rows: planes of red, green and blue become pixels. */
function copyBatch(
  bytes: Uint8Array,
  batch: Batch,
  kind: Kind,
  { pixels, labels }: Pick<ImageContents, 'pixels' | 'labels'>,
): void {
  const record = kind.labelBytes + imageBytes;
  if (bytes.length < batch.rows * record) {
    throw new AppError('data/truncated-cifar', `${batch.path} breaks off before its end. Fetch the file again.`);
  }
  for (let row = 0; row < batch.rows; row++) {
    const label = bytes[row * record + kind.labelAt] ?? 0;
    if (label >= kind.classes) {
      throw new AppError(
        'data/damaged-cifar',
        `${batch.path} has the label ${label} in image ${row + 1}; ${kind.name} has ${kind.classes} classes, counted from 0. Fetch the file again.`,
      );
    }
    labels[batch.firstRow + row] = label;
    const from = row * record + kind.labelBytes;
    const to = (batch.firstRow + row) * imageBytes;
    for (let pixel = 0; pixel < plane; pixel++) {
      pixels[to + 3 * pixel] = bytes[from + pixel] as number;
      pixels[to + 3 * pixel + 1] = bytes[from + plane + pixel] as number;
      pixels[to + 3 * pixel + 2] = bytes[from + 2 * plane + pixel] as number;
    }
  }
}

export interface CifarImport {
  readonly tree: FileTree;
  readonly choices: ImportChoices;
  readonly tell: TellProgress;
}

/**
 * Imports CIFAR-10 or CIFAR-100; the test batch is the card's given test set.
 * @throws AppError `data/truncated-cifar`, `data/damaged-cifar`, `data/too-few-rows`, `data/too-large`, `data/unknown-column`
 */
export async function importCifar({ tree, choices, tell }: CifarImport): Promise<Imported> {
  refuseTableChoices(choices, 'CIFAR files', ['target']);
  const found: { path: string; bytes: number }[] = [];
  for await (const { path, bytes } of tree.entries()) if (isCifarName(path)) found.push({ path, bytes });
  const kind = kindOf(
    found.map(({ path }) => path),
    choices.target,
  );
  const batches = placeBatches(found, kind);
  const rows = batches.reduce((sum, batch) => sum + batch.rows, 0);
  if (rows < fewestRows) {
    throw new AppError(
      'data/too-few-rows',
      `The files hold ${countOf(rows, 'image')}; at least ${fewestRows} are needed.`,
    );
  }
  if (rows * imageBytes > largestFileBytes) {
    throw new AppError(
      'data/too-large',
      `The files hold ${countOf(rows, 'image')}, more than the 2 GB that are imported.`,
    );
  }
  const contents = {
    form: 'images' as const,
    imageShape: [side, side, 3] as const,
    pixels: new Uint8Array(rows * imageBytes),
    labels: new Int32Array(rows),
  };
  const hashes = new Map<string, string>();
  let names: string[] = [];
  let done = 0;
  for await (const file of tree.entries()) {
    const batch = batches.find(({ path }) => path === file.path);
    if (batch !== undefined) {
      const bytes = await file.read();
      copyBatch(bytes, batch, kind, contents);
      hashes.set(file.path, createHash('sha256').update(bytes).digest('hex'));
      done += batch.rows;
      tell({ phase: 'reading', done, total: rows });
    } else if (nameFiles.exec(file.path)?.[1] === kind.namesIn) {
      names = new TextDecoder()
        .decode(await file.read())
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
    }
  }
  const classes =
    names.length === kind.classes ? names : Array.from({ length: kind.classes }, (_, label) => String(label));
  const test = batches.reduce((sum, batch) => sum + (batch.isTest ? batch.rows : 0), 0);
  const files = batches.map(({ path }) => path.split('/').at(-1) ?? path);
  return {
    contents,
    rows,
    task: 'classification',
    target: kind.target,
    classes,
    ...(test === 0 || test === rows ? {} : { givenSplit: { train: rows - test, test } }),
    reading: `Read from ${files.join(', ')} (${kind.name}, binary): ${side} x ${side} pixels, 3 channels.`,
    fileHashes: batches.map(({ path }) => hashes.get(path) ?? ''),
    warnings: [
      ...(names.length === kind.classes
        ? []
        : [`The classes are numbered: ${kind.namesIn}.txt, which holds their names, is not among the files.`]),
      ...labelWarnings(contents, classes),
    ],
  };
}
