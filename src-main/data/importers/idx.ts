// IDX images with labels (MNIST, Fashion-MNIST and their kin), with or without gzip, to an imported set of images.
import { readdir, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ImageContents } from '../dataset.ts';
import { countOf } from '../sentences.ts';
import { byteStream, checkFile } from './byte-stream.ts';
import { type IdxFile, idxHeaderBytes, readIdx } from './idx-file.ts';
import { type IdxPair, isIdxName, pairIdxFiles } from './idx-pairs.ts';
import type { ImportChoices } from './import-choices.ts';
import type { Imported } from './imported.ts';
import { labelWarnings } from './label-warnings.ts';
import { refitChoices, refitImages } from './refit-images.ts';
import { refuseTableChoices } from './refuse-choices.ts';

const targetName = 'label';
const fewestRows = 10;

/** Whether files are to be read as IDX: an IDX name, a file that starts like one, or a folder of such files. */
export async function isIdx(paths: readonly string[]): Promise<boolean> {
  for (const path of paths) {
    if (isIdxName(path)) return true;
    const found = await stat(path).catch(() => null);
    if (found === null) continue;
    if (found.isDirectory()) {
      if ((await readdir(path)).some(isIdxName)) return true;
      continue;
    }
    for await (const chunk of byteStream(path)) {
      if (idxHeaderBytes(chunk) !== null) return true;
      break;
    }
  }
  return false;
}

interface LabelledImages {
  readonly images: IdxFile;
  readonly labels: IdxFile;
  readonly imageShape: readonly [number, number, number];
  readonly rows: number;
}

async function readPair(pair: IdxPair): Promise<LabelledImages> {
  await checkFile(pair.images);
  await checkFile(pair.labels);
  const images = await readIdx(pair.images);
  const labels = await readIdx(pair.labels);
  const [rows = 0, height = 0, width = 0, channels = 1] = images.shape;
  if (images.shape.length < 3 || labels.shape.length !== 1) {
    throw new AppError(
      'data/wrong-idx-shape',
      `${basename(pair.images)} has ${images.shape.length} dimensions and ${basename(pair.labels)} ${labels.shape.length}; images need 3 or 4 and labels 1. Choose the images and their labels.`,
    );
  }
  if (labels.shape[0] !== rows) {
    throw new AppError(
      'data/unequal-idx',
      `${basename(pair.images)} has ${countOf(rows, 'image')} and ${basename(pair.labels)} ${countOf(labels.shape[0] ?? 0, 'label')}; as many were expected. Choose files that belong together.`,
    );
  }
  return { images, labels, imageShape: [height, width, channels], rows };
}

function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only;
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let start = 0;
  for (const piece of pieces) {
    joined.set(piece, start);
    start += piece.length;
  }
  return joined;
}

function readContents(parts: readonly LabelledImages[]): { contents: ImageContents; classes: string[] } {
  const [first, second] = parts;
  if (first === undefined) throw new Error('Images were to be joined and there are none.');
  if (second !== undefined && String(second.imageShape) !== String(first.imageShape)) {
    throw new AppError(
      'data/unequal-idx',
      `The training images are ${first.imageShape.slice(0, 2).join(' x ')} and the test images ${second.imageShape.slice(0, 2).join(' x ')}; one size was expected.`,
    );
  }
  const raw = joinBytes(parts.map((part) => part.labels.values));
  const distinct = [...new Set(raw)].sort((left, right) => left - right);
  if (distinct.length < 2) {
    throw new AppError(
      'data/one-class',
      `All labels are ${distinct[0] ?? 'missing'}; at least two classes are needed to learn from.`,
    );
  }
  const labelOf = new Map(distinct.map((value, label) => [value, label]));
  const labels = Int32Array.from(raw, (value) => labelOf.get(value) ?? -1);
  const pixels = joinBytes(parts.map((part) => part.images.values));
  return { contents: { form: 'images', imageShape: first.imageShape, pixels, labels }, classes: distinct.map(String) };
}

/**
 * Imports IDX images with labels. Rows of a test pair come last and are the card's given test set.
 * @param paths one file (its partner is looked for beside it), several, or a folder
 * @throws AppError for every file that does not fit, see `readIdx` and `pairIdxFiles`
 */
export async function importIdx(paths: readonly string[], choices: ImportChoices): Promise<Imported> {
  refuseTableChoices(choices, 'IDX files', refitChoices);
  const pairs = await pairIdxFiles(paths);
  const train = await readPair(pairs.train);
  const test = pairs.test === null ? null : await readPair(pairs.test);
  const parts = test === null ? [train] : [train, test];
  if (train.rows < fewestRows) {
    throw new AppError(
      'data/too-few-rows',
      `${basename(pairs.train.images)} has ${countOf(train.rows, 'image')}; at least ${fewestRows} are needed.`,
    );
  }
  const { contents: asStored, classes } = readContents(parts);
  const { contents, images, sentences } = refitImages(asStored, choices);
  const [height, width, channels] = contents.imageShape;
  const names = parts.flatMap(({ images, labels }) => [basename(images.path), basename(labels.path)]);
  return {
    contents,
    rows: contents.labels.length,
    task: 'classification',
    target: targetName,
    classes,
    ...(test === null ? {} : { givenSplit: { train: train.rows, test: test.rows } }),
    reading: `Read from ${names.join(', ')}: ${height} x ${width} pixels, ${countOf(channels, 'channel')}.`,
    ...(images === undefined ? {} : { images }),
    fileHashes: parts.flatMap(({ images, labels }) => [images.hash, labels.hash]),
    warnings: [...sentences, ...labelWarnings(contents, classes)],
  };
}
