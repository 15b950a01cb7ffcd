// Method `stn`: one run of a self-tuning network. Training steps under perturbed hyperparameters alternate with validation steps that move
// the hyperparameters, and on request the width of the perturbation, through the response layers.
import type * as tf from '@tensorflow/tfjs-core';
import type { StnConfig } from '../../src-shared/domain/method-config.ts';
import { adam } from '../optim/adam.ts';
import { centredTrainStep } from '../stn/centred-step.ts';
import { publishedTrainStep } from '../stn/train-step.ts';
import { hasMemory, memorised } from './memory.ts';
import type { Learner, LearningProblem, StepPlan } from './method.ts';
import { exampleLoss, float, stepSpecs, trainBatch, trainNoise } from './programs.ts';
import {
  hyperparametersIn,
  movedWeights,
  perturbationFeed,
  perturbationInput,
  type ResponseMethod,
  responseLearner,
  responseMethod,
  turnFeed,
} from './response-method.ts';

/**
 * Builds the learner.
 * @throws AppError `methods/nothing-to-tune` when no hyperparameter is set to tuned
 */
export function stn(problem: LearningProblem, config: StnConfig): Learner {
  const method = responseMethod(problem, config, { form: config.response, optimizer: adam() });
  return responseLearner(method, trainPlan(method, config));
}

function trainPlan(method: ResponseMethod, config: StnConfig): StepPlan {
  const { problem, entries, model, state } = method;
  const rows = problem.trainBatch;
  const noise = trainNoise(model, rows);
  const loss = exampleLoss(problem);
  const turns = config.response === 'centred' && hasMemory(model);
  const gradientsOfStep = config.response === 'centred' ? centredTrainStep : publishedTrainStep;
  return {
    rows,
    noise: [...noise.feeds, perturbationFeed('train/perturbation', rows, method), ...(turns ? [turnFeed] : [])],
    program: {
      name: 'train',
      state,
      inputs: {
        ...stepSpecs(problem, model, rows),
        ...noise.specs,
        [perturbationInput]: float(rows, entries.length),
        ...(turns ? { [turnFeed.input]: float() } : {}),
        learningRate: float(),
      },
      body: (tensors, inputs) => {
        const batch = trainBatch({ model, state: tensors, inputs });
        const step = gradientsOfStep(
          { network: model, loss, parameters: tensors, batch },
          hyperparametersIn(tensors, method),
          inputs[perturbationInput] as tf.Tensor2D,
          inputs[turnFeed.input],
        );
        const { gradients } = step;
        const next = movedWeights(method, { tensors, gradients, learningRate: inputs.learningRate as tf.Tensor });
        return { state: { ...next, ...memorised(step.carried, 'train') }, results: { loss: step.loss } };
      },
    },
  };
}
