// Table columns to network inputs: numbers filled and standardised, categories one-hot.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { CategoricalColumn, Column, NumericColumn } from './dataset.ts';
import { medianOf, momentsOf } from './moments.ts';
import {
  type CategoricalEncoding,
  type ColumnPreprocessing,
  inputWidth,
  type NumericScaling,
  type TablePreprocessing,
  widthOf,
} from './preprocessing.ts';

/** Largest matrix of network inputs, in bytes: more would not leave room for training in ordinary memory. */
const mostInputBytes = 16 * 1024 ** 3;

/** Fits one column to the given rows only. */
export function fitColumn(column: Column, rows: Uint32Array): ColumnPreprocessing {
  return column.kind === 'numeric' ? fitNumeric(column, rows) : fitCategorical(column, rows);
}

function fitNumeric({ name, values }: NumericColumn, rows: Uint32Array): NumericScaling {
  const given = new Float32Array(rows.length);
  for (let index = 0; index < rows.length; index++) given[index] = values[rows[index] as number] as number;
  const median = medianOf(given.filter((value) => !Number.isNaN(value)));
  // Moments after filling, so that the inputs of the training rows have mean 0 and deviation 1.
  const filled = given.map((value) => (Number.isNaN(value) ? median : value));
  return { kind: 'numeric', name, median, ...momentsOf(filled) };
}

function fitCategorical({ name, codes, categories }: CategoricalColumn, rows: Uint32Array): CategoricalEncoding {
  const seen = new Set<number>();
  for (const row of rows) seen.add(codes[row] as number);
  return {
    kind: 'categorical',
    name,
    categories: categories.filter((_, code) => seen.has(code)),
    hasMissingInput: seen.has(-1),
  };
}

/** Which rows go where. */
interface Transfer {
  readonly rows: Uint32Array;
  /** [rows, width], zero where nothing was written. */
  readonly matrix: Float32Array;
  readonly width: number;
  /** First input of the column. */
  readonly offset: number;
}

function writeNumeric(scaling: NumericScaling, values: Float32Array, to: Transfer): void {
  const { rows } = to;
  for (let index = 0; index < rows.length; index++) {
    const value = values[rows[index] as number] as number;
    const filled = Number.isNaN(value) ? scaling.median : value;
    to.matrix[index * to.width + to.offset] = (filled - scaling.mean) / scaling.deviation;
  }
}

/** A category that no training row held has no input: all of the column's inputs stay 0. */
function writeCategorical(encoding: CategoricalEncoding, column: CategoricalColumn, to: Transfer): void {
  const { rows } = to;
  const inputOfName = new Map(encoding.categories.map((name, input) => [name, input]));
  const inputOfCode = column.categories.map((name) => inputOfName.get(name) ?? -1);
  const missingInput = encoding.hasMissingInput ? encoding.categories.length : -1;
  for (let index = 0; index < rows.length; index++) {
    const code = column.codes[rows[index] as number] as number;
    const input = code < 0 ? missingInput : (inputOfCode[code] ?? -1);
    if (input >= 0) to.matrix[index * to.width + to.offset + input] = 1;
  }
}

/**
 * Network inputs of some rows of a table.
 * @param columns of any table with the columns of the fit, by name and kind
 * @returns [rows, I] row-major
 * @throws AppError `data/missing-column` where a column of the fit is absent or of another kind, `data/too-large`
 */
export function tableInputs(
  preprocessing: TablePreprocessing,
  columns: readonly Column[],
  rows: Uint32Array,
): Float32Array {
  const width = inputWidth(preprocessing);
  const bytes = rows.length * width * Float32Array.BYTES_PER_ELEMENT;
  if (bytes > mostInputBytes) {
    throw new AppError(
      'data/too-large',
      `${rows.length} rows of ${width} network inputs would take ${Math.ceil(bytes / 1024 ** 3)} GB of memory; at most 16 GB are used. Ignore columns with many different texts.`,
    );
  }
  const matrix = new Float32Array(rows.length * width);
  const columnNamed = new Map(columns.map((column) => [column.name, column]));
  let offset = 0;
  for (const fitted of preprocessing.columns) {
    const column = columnNamed.get(fitted.name);
    const to: Transfer = { rows, matrix, width, offset };
    if (fitted.kind === 'numeric' && column?.kind === 'numeric') writeNumeric(fitted, column.values, to);
    else if (fitted.kind === 'categorical' && column?.kind === 'categorical') {
      writeCategorical(fitted, column, to);
    } else {
      throw new AppError(
        'data/missing-column',
        `The model was trained with a ${fitted.kind} column "${fitted.name}", which this table does not have. Add it.`,
        { column: fitted.name },
      );
    }
    offset += widthOf(fitted);
  }
  return matrix;
}
