// Method `fixed`: the same network without response weights, every hyperparameter held at its start or fixed value.
import type * as tf from '@tensorflow/tfjs-core';
import type { Feeds, TensorSpecs } from '../engine/engine.ts';
import { optimizerFrom } from '../optim/from-config.ts';
import { select } from '../stn/gradients.ts';
import { plainTrainStep } from '../stn/train-step.ts';
import { buildModel } from '../zoo/registry.ts';
import type { Learner, LearningProblem } from './method.ts';
import {
  applyGradients,
  batchSpecs,
  clipped,
  dataOf,
  evaluationProgram,
  exampleLoss,
  float,
  floatSpecs,
  heldName,
  initialParameters,
  parameterShapes,
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
  const optimizer = optimizerFrom(problem.training.optimizer);
  const shapes = parameterShapes(model);
  const slots = optimizer.slots(shapes);
  const heldSpecs: TensorSpecs = Object.fromEntries(names.map((name) => [heldName(name), float()]));
  const state: TensorSpecs = { ...floatSpecs(shapes), ...floatSpecs(slots), ...heldSpecs };
  const loss = exampleLoss(problem);
  const noise = trainNoise(model, problem.trainBatch);

  return {
    model,
    hyperparameters: tuned,
    state,
    initialState: (source): Feeds => ({
      ...initialParameters(model.parameters, source),
      ...zeros(slots),
      ...Object.fromEntries(names.map((name) => [heldName(name), Float32Array.of(values[name] ?? 0)])),
    }),
    trainStep: {
      rows: problem.trainBatch,
      noise: noise.feeds,
      program: {
        name: 'train',
        state,
        inputs: { ...batchSpecs(problem, problem.trainBatch), ...noise.specs, learningRate: float() },
        body: (tensors, inputs) => {
          const step = plainTrainStep(
            {
              network: model,
              loss,
              parameters: tensors,
              batch: {
                x: inputs.x as tf.Tensor,
                answers: inputs.answers as tf.Tensor1D,
                noise: select(inputs, Object.keys(noise.specs)),
              },
            },
            Object.fromEntries(names.map((name) => [name, tensors[heldName(name)] as tf.Tensor])),
          );
          const next = applyGradients({
            optimizer,
            state: tensors,
            gradients: clipped(step.gradients, problem.training.clipNorm),
            learningRate: inputs.learningRate as tf.Tensor,
          });
          return { state: next, results: { loss: step.loss } };
        },
      },
    },
    hyperStep: null,
    warmUpEpochs: 0,
    alternation: { trainSteps: 1, hyperSteps: 0 },
    evaluation: (rows) => evaluationProgram(problem, { model, state: floatSpecs(shapes), rows, response: () => null }),
    generation: null,
    movesScales: false,
    hyperparameterState: tuned.map(({ name }) => heldName(name)),
    read: (values) => ({ values: tuned.map(({ name }) => values[heldName(name)]?.[0] ?? Number.NaN), scales: [] }),
  };
}
