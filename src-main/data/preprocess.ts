// Fits preprocessing to the training rows, and to nothing else: no value of a validation or test row can change it.
import { type Column, type Dataset, type ImageContents, imageSize, labelsOf, targetColumn } from './dataset.ts';
import { momentsOf, momentsOfCounts } from './moments.ts';
import type { ImagePreprocessing, Preprocessing, TargetPreprocessing } from './preprocessing.ts';
import type { Answers } from './rows.ts';
import { fitColumn } from './table-inputs.ts';

/**
 * Preprocessing of a data set, fitted to these rows.
 * @param keptOut a column that divides the rows and therefore is no input
 */
export function fitPreprocessing(dataset: Dataset, trainRows: Uint32Array, keptOut?: string): Preprocessing {
  if (dataset.form === 'images') return fitImages(dataset, dataset.card, trainRows);
  const inputs = dataset.columns.filter((column) => column.role === 'input' && column.name !== keptOut);
  return {
    version: 1,
    form: 'table',
    columns: inputs.map((column) => fitColumn(column, trainRows)),
    target: fitTarget(targetColumn(dataset), trainRows),
  };
}

function fitTarget(target: Column, trainRows: Uint32Array): TargetPreprocessing {
  if (target.kind === 'categorical') {
    return { task: 'classification', name: target.name, classes: [...target.categories] };
  }
  const values = Float32Array.from(trainRows, (row) => target.values[row] as number);
  return { task: 'regression', name: target.name, ...momentsOf(values) };
}

/** One mean and deviation for all pixels, from the count of each byte value: exact, and one pass over the bytes. */
function fitImages(
  contents: ImageContents,
  card: { readonly target: string; readonly classes?: readonly string[] | undefined },
  trainRows: Uint32Array,
): ImagePreprocessing {
  const size = imageSize(contents);
  const counts = new Float64Array(256);
  for (const row of trainRows) {
    for (let index = row * size; index < (row + 1) * size; index++) {
      const byte = contents.pixels[index] as number;
      counts[byte] = (counts[byte] as number) + 1;
    }
  }
  return {
    version: 1,
    form: 'images',
    imageShape: [...contents.imageShape],
    ...momentsOfCounts(counts, (byte) => byte / 255),
    target: { task: 'classification', name: card.target, classes: [...(card.classes ?? [])] },
  };
}

/** Network input for each byte value, [256]. */
export function valueOfByte({ mean, deviation }: ImagePreprocessing): Float32Array {
  return Float32Array.from({ length: 256 }, (_, byte) => (byte / 255 - mean) / deviation);
}

/** Labels, or targets standardised by the training rows, of these rows. */
export function answersOf(dataset: Dataset, preprocessing: Preprocessing, rows: Uint32Array): Answers {
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
