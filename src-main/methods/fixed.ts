// Method `fixed`: the same network without response weights, every hyperparameter held at its start or fixed value.
import type * as tf from '@tensorflow/tfjs-core';
import type { Feeds, TensorSpecs } from '../engine/engine.ts';
import { optimizerFrom } from '../optim/from-config.ts';
import { plainTrainStep } from '../stn/train-step.ts';
import { buildModel } from '../zoo/registry.ts';
import { memorised, memoryShapes } from './memory.ts';
import type { Learner, LearningProblem } from './method.ts';
import {
  dataOf,
  evaluationProgram,
  exampleLoss,
  float,
  floatSpecs,
  generationProgram,
  heldName,
  initialParameters,
  parameterShapes,
  stepSpecs,
  trainBatch,
  trainedWeights,
  trainNoise,
  zeros,
} from './programs.ts';

/** Builds the learner. */
export function fixed(problem: LearningProblem): Learner {
  const { tuned, held } = problem.hyperparameters;
  const values: Readonly<Record<string, number>> = {
    ...Object.fromEntries(tuned.map(({ name, start }) => [name, start])),
    ...held,
  };
  const names = Object.keys(values);
  const model = buildModel(problem.model, {
    ...dataOf(problem),
    form: 'none',
    hyperparameters: 0,
    active: new Set(names),
  });
  const shapes = parameterShapes(model);
  const slots = optimizerFrom(problem.training.optimizer).slots(shapes);
  const heldSpecs: TensorSpecs = Object.fromEntries(names.map((name) => [heldName(name), float()]));
  const memory = memoryShapes(model, 'train', problem.trainBatch);
  const state: TensorSpecs = { ...floatSpecs({ ...shapes, ...slots, ...memory }), ...heldSpecs };
  const evaluated = { model, state: floatSpecs(shapes), response: () => null };
  const loss = exampleLoss(problem);
  const noise = trainNoise(model, problem.trainBatch);

  return {
    model,
    hyperparameters: tuned,
    state,
    initialState: (source): Feeds => ({
      ...initialParameters(model.parameters, source),
      ...zeros({ ...slots, ...memory }),
      ...Object.fromEntries(names.map((name) => [heldName(name), Float32Array.of(values[name] ?? 0)])),
    }),
    trainStep: {
      rows: problem.trainBatch,
      noise: noise.feeds,
      program: {
        name: 'train',
        state,
        inputs: { ...stepSpecs(problem, model, problem.trainBatch), ...noise.specs, learningRate: float() },
        body: (tensors, inputs) => {
          const step = plainTrainStep(
            {
              network: model,
              loss,
              parameters: tensors,
              batch: trainBatch({ model, state: tensors, inputs }),
            },
            Object.fromEntries(names.map((name) => [name, tensors[heldName(name)] as tf.Tensor])),
          );
          const next = trainedWeights(problem, {
            state: tensors,
            gradients: step.gradients,
            learningRate: inputs.learningRate as tf.Tensor,
          });
          return { state: { ...next, ...memorised(step.carried, 'train') }, results: { loss: step.loss } };
        },
      },
    },
    hyperStep: null,
    warmUpEpochs: 0,
    alternation: { trainSteps: 1, hyperSteps: 0 },
    evaluation: (rows) => evaluationProgram(problem, { ...evaluated, rows }),
    generation: generationProgram(evaluated),
    movesScales: false,
    hyperparameterState: tuned.map(({ name }) => heldName(name)),
    read: (values) => ({ values: tuned.map(({ name }) => values[heldName(name)]?.[0] ?? Number.NaN), scales: [] }),
  };
}
