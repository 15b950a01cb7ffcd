// How many rows each part of a divided data set has, and what one example is for a network trained on them.
import { type InputShape, inputShapeByCard } from '../../../src-shared/domain/input-shape.ts';
import type { RunConfig, SplitConfig } from '../../../src-shared/domain/run-config.ts';
import { countSteps } from '../../../src-shared/domain/step-count.ts';
import { countsOf } from '../../data/allot.ts';
import type { Dataset } from '../../data/dataset.ts';
import { inputWidthFor } from '../../data/input-width.ts';
import { countRows, splitRows } from '../../data/split.ts';
import type { PartSizes } from '../estimates/run-size.ts';
import { dividingColumn } from './ordered-axis.ts';

export interface DividedData {
  /** Tokens of a running text. */
  readonly rows: PartSizes;
  readonly inputShape: InputShape;
}

/** @throws AppError where the data cannot be split so, see `splitRows` */
export function divideData(dataset: Dataset, split: SplitConfig): DividedData {
  const shape = inputShapeByCard(dataset.card);
  if (dataset.form === 'text') return { rows: countRows(dataset, split), inputShape: shape };
  const parts = splitRows(dataset, split);
  return {
    rows: countsOf(parts),
    inputShape: { ...shape, inputs: inputWidthFor(dataset, parts.train, dividingColumn(split)) },
  };
}

/** Training steps of one epoch of a config on its data. @throws AppError where the data cannot be split so */
export function batchesPerEpochOf(config: RunConfig, dataset: Dataset): number {
  const { rows } = divideData(dataset, config.data.split);
  return countSteps(config, rows.train, dataset.card.form).batchesPerEpoch;
}
