// How many steps a run will take, from its config and the number of its training rows. Not here: which step is of which kind (train/course).
import type { DataCard } from './data-card.ts';
import { isTuning } from './method-config.ts';
import type { RunConfig } from './run-config.ts';

export interface StepCount {
  readonly batchesPerEpoch: number;
  /** Rows of one training step, or streams of a running text. */
  readonly batch: number;
  readonly train: number;
  /** Steps that move the hyperparameters. */
  readonly hyper: number;
}

/**
 * How a running text is laid out: so many streams beside each other, read so many tokens at a time. A token more is needed at the end,
 * to be predicted. Fewer streams than asked for where the text is too short to fill one step of all of them.
 * @param tokens of the part
 */
export function textLayout(
  tokens: number,
  { batchSize, length }: { readonly batchSize: number; readonly length: number },
): { readonly streams: number; readonly steps: number } {
  const streams = Math.max(1, Math.min(batchSize, Math.floor((tokens - 1) / length)));
  return { streams, steps: Math.max(1, Math.floor((tokens - 1) / streams / length)) };
}

/**
 * Steps of a run that goes through all its epochs.
 * @param trainRows rows, or the tokens of a running text
 */
export function countSteps(
  { training, method, model }: Pick<RunConfig, 'training' | 'method' | 'model'>,
  trainRows: number,
  form: DataCard['form'],
): StepCount {
  const isRunningText = form === 'text' && model.kind === 'lstm';
  const layout = isRunningText ? textLayout(trainRows, { ...training, length: model.length }) : null;
  const batch = layout?.streams ?? Math.min(training.batchSize, trainRows);
  const batchesPerEpoch = layout?.steps ?? Math.max(1, Math.floor(trainRows / batch));
  const train = training.epochs * batchesPerEpoch;
  if (!isTuning(method)) return { batch, batchesPerEpoch, train, hyper: 0 };
  const afterWarmUp = train - Math.min(method.warmUpEpochs, training.epochs) * batchesPerEpoch;
  // The run ends with its last training step, so no hyperparameter steps follow the last cycle's.
  const cycles = Math.max(0, Math.ceil(afterWarmUp / method.trainSteps) - 1);
  return { batch, batchesPerEpoch, train, hyper: cycles * method.validationSteps };
}
