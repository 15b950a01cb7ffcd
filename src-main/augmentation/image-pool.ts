// Some training images of a data set with what turns their pixels into network inputs: all that a preview needs of it, so that the data
// set itself need not stay in memory. Never a row of validation or test.
import { AppError } from '../../src-shared/domain/app-error.ts';
import { type SplitConfig, splitConfigSchema } from '../../src-shared/domain/run-config.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { type Dataset, imageSize, levelsOf, type Pixels } from '../data/dataset.ts';
import { fitPreprocessing, type PixelScale, pixelScaleOf } from '../data/preprocess.ts';
import { recommendedSplit, splitRows } from '../data/split.ts';

export interface ImagePool {
  /** [height, width, channels] */
  readonly imageShape: readonly [number, number, number];
  readonly count: number;
  /** [count, height, width, channels] */
  readonly pixels: Pixels;
  /** 256 or 65,536. */
  readonly levels: number;
  /** Class names, [count]. */
  readonly labels: readonly string[];
  /** Fitted to all training rows. */
  readonly scale: PixelScale;
}

const mostImages = 512;
/** Samples of all images of a pool. */
const mostSamples = 16e6;

/**
 * Training images of a split in an order of their own: those of a folder come class by class, and a preview should show several.
 * @throws AppError `data/no-images`, `augmentation/too-large`, and what keeps the split from being made
 */
export function poolOf(dataset: Dataset, split: SplitConfig | undefined): ImagePool {
  const { card } = dataset;
  if (dataset.form !== 'images') {
    throw new AppError('data/no-images', `"${card.name}" is a table. Augmentation is shown for images.`);
  }
  const size = imageSize(dataset);
  const [height, width] = dataset.imageShape;
  if (size > mostSamples) {
    throw new AppError(
      'augmentation/too-large',
      `Images of ${height} x ${width} pixels are too large to be shown augmented. Import them at a smaller size.`,
    );
  }
  const { train } = splitRows(dataset, split ?? splitConfigSchema.parse(recommendedSplit(card)));
  const preprocessing = fitPreprocessing(dataset, train);
  if (preprocessing.form !== 'images') throw new Error('Images were preprocessed as a table.');
  const count = Math.min(train.length, mostImages, Math.floor(mostSamples / size));
  const order = new CounterNoise(0).permutation('preview/order', 0, train.length);
  const pixels = dataset.pixels instanceof Uint8Array ? new Uint8Array(count * size) : new Uint16Array(count * size);
  const labels: string[] = [];
  for (let position = 0; position < count; position++) {
    const row = train[order[position] as number] as number;
    pixels.set(dataset.pixels.subarray(row * size, (row + 1) * size), position * size);
    const label = dataset.labels[row] as number;
    labels.push(card.classes?.[label] ?? String(label));
  }
  return {
    imageShape: dataset.imageShape,
    count,
    pixels,
    levels: levelsOf(dataset.pixels),
    labels,
    scale: pixelScaleOf(preprocessing),
  };
}
