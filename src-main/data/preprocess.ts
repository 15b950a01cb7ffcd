// Fits preprocessing to the training rows, and to nothing else: no value of a validation or test row can change it.
import {
  type Column,
  type Dataset,
  type ImageContents,
  imageSize,
  labelsOf,
  levelsOf,
  type SequenceDataset,
  type TextDataset,
  targetColumn,
} from './dataset.ts';
import { momentsOf, momentsOfCounts } from './moments.ts';
import type {
  ImagePreprocessing,
  SequencePreprocessing,
  TablePreprocessing,
  TargetPreprocessing,
  TextPreprocessing,
} from './preprocessing.ts';
import type { Answers } from './rows.ts';
import { longestSequence } from './sequence-lengths.ts';
import { fitColumn } from './table-inputs.ts';

/** A data set that is divided row by row; a running text is not. */
export type RowDataset = Exclude<Dataset, TextDataset>;
export type RowPreprocessing = TablePreprocessing | ImagePreprocessing | SequencePreprocessing;

export interface FitOptions {
  /** A column that divides the rows and therefore is no input. */
  readonly keptOut?: string | undefined;
  /** Tokens of a sequence as a network receives it. */
  readonly length?: number | undefined;
}

/** Preprocessing of a data set, fitted to these rows. */
export function fitPreprocessing(
  dataset: RowDataset,
  trainRows: Uint32Array,
  { keptOut, length }: FitOptions = {},
): RowPreprocessing {
  if (dataset.form === 'images') return fitImages(dataset, dataset.card, trainRows);
  if (dataset.form === 'sequences') return fitSequences(dataset, trainRows, length);
  const inputs = dataset.columns.filter((column) => column.role === 'input' && column.name !== keptOut);
  return {
    version: 1,
    form: 'table',
    columns: inputs.map((column) => fitColumn(column, trainRows)),
    target: fitTarget(targetColumn(dataset), trainRows),
  };
}

function fitSequences(dataset: SequenceDataset, trainRows: Uint32Array, length = Infinity): SequencePreprocessing {
  return {
    version: 1,
    form: 'sequences',
    column: dataset.sequence.name,
    rule: dataset.rule,
    vocabulary: [...dataset.vocabulary],
    // Padding that no sequence needs would only take time.
    length: Math.max(1, Math.min(length, longestSequence(dataset))),
    target: fitTarget(targetColumn(dataset), trainRows),
  };
}

/** A running text has nothing to fit: its vocabulary was made when it was imported. */
export function textPreprocessing({ rule, vocabulary }: TextDataset, length: number): TextPreprocessing {
  return { version: 1, form: 'text', rule, vocabulary: [...vocabulary], length };
}

function fitTarget(target: Column, trainRows: Uint32Array): TargetPreprocessing {
  if (target.kind === 'categorical') {
    return { task: 'classification', name: target.name, classes: [...target.categories] };
  }
  const values = Float32Array.from(trainRows, (row) => target.values[row] as number);
  return { task: 'regression', name: target.name, ...momentsOf(values) };
}

/** Mean and deviation of each channel, from the count of each pixel value: exact, and one pass over the pixels. */
function fitImages(
  contents: ImageContents,
  card: { readonly target: string; readonly classes?: readonly string[] | undefined },
  trainRows: Uint32Array,
): ImagePreprocessing {
  const levels = levelsOf(contents.pixels);
  const moments = countPixels(contents, trainRows).map((counts) =>
    momentsOfCounts(counts, (value) => value / (levels - 1)),
  );
  return {
    version: 1,
    form: 'images',
    imageShape: [...contents.imageShape],
    mean: moments.map(({ mean }) => mean),
    deviation: moments.map(({ deviation }) => deviation),
    target: { task: 'classification', name: card.target, classes: [...(card.classes ?? [])] },
  };
}

/** How often each value occurs in each channel of these rows, [channels][levels]. */
function countPixels(contents: ImageContents, rows: Uint32Array): Float64Array[] {
  const { pixels, imageShape } = contents;
  const [, , channels] = imageShape;
  const size = imageSize(contents);
  return Array.from({ length: channels }, (_, channel) => {
    const counts = new Float64Array(levelsOf(pixels));
    for (const row of rows) {
      for (let index = row * size + channel; index < (row + 1) * size; index += channels) {
        const value = pixels[index] as number;
        counts[value] = (counts[value] as number) + 1;
      }
    }
    return counts;
  });
}

/** What turns pixels in [0, 1] into network inputs, channel by channel: (pixel − mean) / deviation. */
export interface PixelScale {
  /** [channels] */
  readonly mean: readonly number[];
  /** [channels] */
  readonly deviation: readonly number[];
}

/** The scale of every channel, for preprocessing that was saved with one for all of them too. */
export function pixelScaleOf({ imageShape, mean, deviation }: ImagePreprocessing): PixelScale {
  const ofEach = (values: readonly number[]) =>
    Array.from({ length: imageShape[2] }, (_, channel) => values[channel] ?? values[0] ?? 0);
  return { mean: ofEach(mean), deviation: ofEach(deviation) };
}

/** Network input for each pixel value of each channel, [channels, levels]. */
export function valueOfPixel(preprocessing: ImagePreprocessing, levels: number): Float32Array {
  const { mean, deviation } = pixelScaleOf(preprocessing);
  const values = new Float32Array(mean.length * levels);
  for (const [channel, average] of mean.entries()) {
    const spread = deviation[channel] ?? 1;
    for (let value = 0; value < levels; value++) {
      values[channel * levels + value] = (value / (levels - 1) - average) / spread;
    }
  }
  return values;
}

/** Labels, or targets standardised by the training rows, of these rows. */
export function answersOf(dataset: RowDataset, preprocessing: RowPreprocessing, rows: Uint32Array): Answers {
  const fitted = preprocessing.target;
  const target = dataset.form === 'images' ? null : targetColumn(dataset);
  if (fitted.task === 'regression' && target?.kind === 'numeric') {
    const { mean, deviation } = fitted;
    const values = Float32Array.from(rows, (row) => ((target.values[row] as number) - mean) / deviation);
    return { task: 'regression', values };
  }
  const labels = labelsOf(dataset);
  return { task: 'classification', values: Int32Array.from(rows, (row) => labels[row] as number) };
}
