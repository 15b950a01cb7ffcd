// Preprocessed rows of one part, read a batch at a time. Tables are kept as 32-bit floats; images stay as they are stored and
// are converted on the way into the batch, because 60,000 of 32 x 32 in colour would take 737 MB as floats.
import type { Task } from '../../src-shared/domain/data-card.ts';
import { levelsOf, type Pixels } from './dataset.ts';
import type { PartName } from './part-names.ts';

export type Part = PartName;

/** Rows with their answers. The part is in the type: what wants training rows cannot be given test rows. */
export interface LabelledRows<Name extends Part> {
  readonly part: Name;
  readonly task: Task;
  readonly count: number;
  /** Network inputs of one row. */
  readonly width: number;
  /**
   * Writes a batch into arrays that the caller keeps and reuses.
   * @param indices [B] positions in this part, 0 … count-1, repeats allowed
   * @param features [B, width] row-major, preprocessed
   * @param answers [B] labels (Int32Array) for classification, standardised targets (Float32Array) for regression
   */
  gather(indices: Uint32Array, features: Float32Array, answers: Int32Array | Float32Array): void;
}

/** Writes the features of one row of a part at an offset of the batch. */
type CopyRow = (row: number, features: Float32Array, offset: number) => void;

interface RowSource {
  readonly width: number;
  readonly copyRow: CopyRow;
}

/** Features that were preprocessed once and kept, [count, width] row-major. */
export function keptFeatures(matrix: Float32Array, width: number): RowSource {
  return {
    width,
    copyRow: (row, features, offset) => features.set(matrix.subarray(row * width, (row + 1) * width), offset),
  };
}

export interface ImageRows {
  /** [all rows, width] of the data set, shared by the parts. */
  readonly pixels: Pixels;
  readonly width: number;
  /** Which rows of the data set belong to the part. */
  readonly rows: Uint32Array;
  /** Network input for each pixel value of each channel, [channels, levels]. */
  readonly valueOfPixel: Float32Array;
}

/** Features that are converted from pixels each time they are read. */
export function convertedPixels({ pixels, width, rows, valueOfPixel }: ImageRows): RowSource {
  const levels = levelsOf(pixels);
  const channels = valueOfPixel.length / levels;
  return {
    width,
    copyRow: (row, features, offset) => {
      const start = (rows[row] as number) * width;
      for (let channel = 0; channel < channels; channel++) {
        const values = channel * levels;
        for (let index = channel; index < width; index += channels) {
          features[offset + index] = valueOfPixel[values + (pixels[start + index] as number)] as number;
        }
      }
    },
  };
}

/** Labels of a classification or standardised targets of a regression, [count]. */
export type Answers =
  | { readonly task: 'classification'; readonly values: Int32Array }
  | { readonly task: 'regression'; readonly values: Float32Array };

/** Joins features and answers to the rows of a part. */
export function labelledRows<Name extends Part>(part: Name, source: RowSource, answers: Answers): LabelledRows<Name> {
  const { width, copyRow } = source;
  const { task, values } = answers;
  return {
    part,
    task,
    count: values.length,
    width,
    gather: (indices, features, out) => {
      if (features.length < indices.length * width || out.length < indices.length) {
        throw new RangeError(
          `A batch of ${indices.length} rows of ${width} inputs does not fit into the given arrays.`,
        );
      }
      for (let position = 0; position < indices.length; position++) {
        const row = indices[position] as number;
        if (row >= values.length) throw new RangeError(`Row ${row} was asked of ${values.length} ${part} rows.`);
        copyRow(row, features, position * width);
        out[position] = values[row] as number;
      }
    },
  };
}
