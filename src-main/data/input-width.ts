// Network inputs that a data set becomes, without preprocessing its rows.
import { type Dataset, imageSize } from './dataset.ts';
import { widthOf } from './preprocessing.ts';
import { longestSequence } from './sequence-lengths.ts';
import { fitColumn } from './table-inputs.ts';

/**
 * Inputs of a network on these training rows: a category that none of them has is no input. Of sequences the tokens of the longest; 1 for
 * a running text.
 * @param keptOut a column that divides the rows and therefore is no input
 */
export function inputWidthFor(dataset: Dataset, trainRows: Uint32Array, keptOut?: string): number {
  if (dataset.form === 'images') return imageSize(dataset);
  if (dataset.form === 'text') return 1;
  if (dataset.form === 'sequences') return longestSequence(dataset);
  return dataset.columns
    .filter(({ role, name }) => role === 'input' && name !== keptOut)
    .reduce((sum, column) => sum + (column.kind === 'numeric' ? 1 : widthOf(fitColumn(column, trainRows))), 0);
}

/** Bytes of a data set's rows in a trainer: as they were stored, and as network inputs of the rows that are trained and tuned on. */
export function trainerBytes(dataset: Dataset, inputs: number, preparedRows: number): number {
  if (dataset.form === 'images') return dataset.pixels.byteLength + dataset.labels.byteLength;
  if (dataset.form === 'text') return dataset.tokens.byteLength;
  if (dataset.form === 'sequences') {
    return dataset.tokens.byteLength + dataset.starts.byteLength + 4 * dataset.columns.length * dataset.card.rows;
  }
  return 4 * dataset.columns.length * dataset.card.rows + 4 * inputs * preparedRows;
}
