// From a run's configuration and its prepared data to the learning problem a method is settled on.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import { textLayout } from '../../src-shared/domain/step-count.ts';
import type { PreparedData } from '../data/prepare.ts';
import type { Part, PartData } from '../data/rows.ts';
import type { LearningProblem } from '../methods/method.ts';

/**
 * Sizes and choices of one run. Batches are never larger than the rows there are, nor than a text fills.
 * @throws AppError `data/text-too-short`; those of the hyperparameters
 */
export function learningProblem(config: RunConfig, data: PreparedData): LearningProblem {
  const { inputs, imageShape, pixelScale, tokens } = data;
  return {
    task: data.task,
    inputs,
    imageShape,
    tokens,
    pixelScale,
    outputs: data.outputs,
    featureOfInput: Array.from(data.featureOfInput),
    model: config.model,
    hyperparameters: settleHyperparameters(config.hyperparameters, {
      model: config.model,
      data: { inputs, imageShape, ...(tokens === null ? {} : { tokens }) },
    }),
    method: config.method,
    training: config.training,
    trainBatch: batchOf(data.train, config, inputs),
    validationBatch: batchOf(data.validation, config, inputs),
  };
}

function batchOf(part: PartData<Part>, { training }: RunConfig, length: number): number {
  if (part.kind === 'rows') return Math.min(training.batchSize, part.count);
  if (part.count <= length) {
    throw new AppError(
      'data/text-too-short',
      `The ${part.part} part has ${part.count} tokens, and a step reads ${length} and the one after. Choose a smaller model.length or a longer text.`,
      { part: part.part, tokens: part.count, length },
    );
  }
  return textLayout(part.count, { ...training, length }).streams;
}
