// The training batches that a hyperparameter step reads beside its own validation batch: their inputs, and the training loss of some of
// them as a function that can be differentiated twice.
import * as tf from '@tensorflow/tfjs-core';
import { lossTwice } from '../bilevel/differentiable-twice.ts';
import type { TrainingObjective } from '../bilevel/training-objective.ts';
import type { NamedTensors, TensorSpecs } from '../engine/engine.ts';
import { objective } from '../stn/train-step.ts';
import type { CurrentValues } from './current-values.ts';
import { type LearningProblem, type NoiseFeed, type StepPlan, trainingBatchInput } from './method.ts';
import { batchSpecs, exampleLoss, trainNoise } from './programs.ts';

export interface BatchesAhead {
  readonly specs: TensorSpecs;
  readonly noise: readonly NoiseFeed[];
  readonly trainingBatches: NonNullable<StepPlan['trainingBatches']>;
  /**
   * Training loss of the batches at those positions, counted from 0; of several together the mean.
   * @param given state and inputs of the step
   */
  objectiveOf(
    given: { readonly state: NamedTensors; readonly inputs: NamedTensors },
    positions: readonly number[],
  ): TrainingObjective;
}

/** @param count how many are read; each is disturbed by draws of its own */
export function batchesAhead(problem: LearningProblem, { model, at }: CurrentValues, count: number): BatchesAhead {
  const rows = problem.trainBatch;
  const { x, answers } = batchSpecs(problem, rows);
  const noise = trainNoise(model, count * rows);
  const loss = lossTwice(problem.task, exampleLoss(problem));
  const batches = Array.from({ length: count }, (_, position) => [
    [trainingBatchInput(position, 'x'), x],
    [trainingBatchInput(position, 'answers'), answers],
  ]);
  return {
    specs: { ...Object.fromEntries(batches.flat()), ...noise.specs },
    noise: noise.feeds.map((feed) => ({ ...feed, stream: `hyper/${feed.input}` })),
    trainingBatches: { count, rows },
    objectiveOf: ({ state, inputs }, positions) => {
      const read = (input: 'x' | 'answers') =>
        joined(positions.map((position) => inputs[trainingBatchInput(position, input)] as tf.Tensor));
      const drawn = ({ name }: { readonly name: string }) => {
        const draws = inputs[name] as tf.Tensor;
        const [, ...rest] = draws.shape;
        const begin = rest.map(() => 0);
        return joined(positions.map((position) => tf.slice(draws, [position * rows, ...begin], [rows, ...rest])));
      };
      const draws = Object.fromEntries(model.noise.map((input) => [input.name, drawn(input)]));
      const batch = { x: read('x'), answers: read('answers') as tf.Tensor1D, noise: draws };
      return (weights, u) => {
        const values = at(state, u);
        const conditions = { response: null, valueOf: (name: string) => values[name] ?? null, noise: draws };
        return objective({ network: model, loss, parameters: weights, batch }, weights, conditions).value;
      };
    },
  };
}

function joined(parts: readonly tf.Tensor[]): tf.Tensor {
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : tf.concat([...parts], 0);
}
