// From a run's configuration and its prepared data to the learning problem a method is settled on.
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import type { PreparedData } from '../data/prepare.ts';
import type { LearningProblem } from '../methods/method.ts';

/**
 * Sizes and choices of one run. Batches are never larger than the rows there are.
 */
export function learningProblem(config: RunConfig, data: PreparedData): LearningProblem {
  const { inputs, imageShape, pixelScale } = data;
  return {
    task: data.task,
    inputs,
    imageShape,
    pixelScale,
    outputs: data.outputs,
    featureOfInput: Array.from(data.featureOfInput),
    model: config.model,
    hyperparameters: settleHyperparameters(config.hyperparameters, {
      model: config.model,
      data: { inputs, imageShape },
    }),
    method: config.method,
    training: config.training,
    trainBatch: Math.min(config.training.batchSize, data.train.count),
    validationBatch: Math.min(config.training.batchSize, data.validation.count),
  };
}
