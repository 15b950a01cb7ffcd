// From a run's configuration and its prepared data to the learning problem a method is settled on.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import type { PreparedData } from '../data/prepare.ts';
import type { LearningProblem } from '../methods/method.ts';

/**
 * Sizes and choices of one run. Batches are never larger than the rows there are.
 * @throws AppError `train/too-few-rows` when the centred form has no two training rows to divide
 */
export function learningProblem(config: RunConfig, data: PreparedData): LearningProblem {
  const trainBatch = Math.min(config.training.batchSize, data.train.count);
  if (trainBatch < 2) {
    throw new AppError(
      'train/too-few-rows',
      `A training batch holds ${trainBatch} row. Self-tuning needs at least 2: raise training.batchSize or the share of training rows.`,
    );
  }
  return {
    task: data.task,
    inputs: data.inputs,
    outputs: data.outputs,
    featureOfInput: Array.from(data.featureOfInput),
    model: config.model,
    hyperparameters: settleHyperparameters(config.hyperparameters, {
      model: config.model,
      isTable: data.form === 'table',
    }),
    method: config.method,
    training: config.training,
    trainBatch,
    validationBatch: Math.min(config.training.batchSize, data.validation.count),
  };
}
