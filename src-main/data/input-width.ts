// Network inputs that a data set becomes, without preprocessing its rows.
import { type Dataset, imageSize } from './dataset.ts';
import { widthOf } from './preprocessing.ts';
import { fitColumn } from './table-inputs.ts';

/**
 * Inputs of a network on these training rows: a category that none of them has is no input.
 * @param keptOut a column that divides the rows and therefore is no input
 */
export function inputWidthFor(dataset: Dataset, trainRows: Uint32Array, keptOut?: string): number {
  if (dataset.form === 'images') return imageSize(dataset);
  return dataset.columns
    .filter(({ role, name }) => role === 'input' && name !== keptOut)
    .reduce((sum, column) => sum + (column.kind === 'numeric' ? 1 : widthOf(fitColumn(column, trainRows))), 0);
}

/** Bytes of a data set's rows in a trainer: as they were stored, and as network inputs of the rows that are trained and tuned on. */
export function trainerBytes(dataset: Dataset, inputs: number, preparedRows: number): number {
  if (dataset.form === 'images') return dataset.pixels.byteLength + dataset.labels.byteLength;
  return 4 * dataset.columns.length * dataset.card.rows + 4 * inputs * preparedRows;
}
