// How many steps a run will take, from its config and the number of its training rows. Not here: which step is of which kind (train/course).
import type { RunConfig } from './run-config.ts';

export interface StepCount {
  readonly batchesPerEpoch: number;
  /** Rows of one training step. */
  readonly batch: number;
  readonly train: number;
  /** Steps that move the hyperparameters. */
  readonly hyper: number;
}

/** Steps of a run that goes through all its epochs. */
export function countSteps({ training, method }: RunConfig, trainRows: number): StepCount {
  const batch = Math.min(training.batchSize, trainRows);
  const batchesPerEpoch = Math.max(1, Math.floor(trainRows / batch));
  const train = training.epochs * batchesPerEpoch;
  if (method.name === 'fixed') return { batch, batchesPerEpoch, train, hyper: 0 };
  const afterWarmUp = train - Math.min(method.warmUpEpochs, training.epochs) * batchesPerEpoch;
  // The run ends with its last training step, so no hyperparameter steps follow the last cycle's.
  const cycles = Math.max(0, Math.ceil(afterWarmUp / method.trainSteps) - 1);
  return { batch, batchesPerEpoch, train, hyper: cycles * method.validationSteps };
}
