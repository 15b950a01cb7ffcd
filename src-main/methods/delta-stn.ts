// Method `delta-stn`: the self-tuning network of Bae & Grosse 2020. Its response is centred and linearised; general weights learn without
// perturbation, response weights from a second pass over the same batch; RMSprop moves the hyperparameters and their scales. As published,
// each example of the second pass has a perturbation of its own; in the form `centred` half of them come twice, under opposite ones: an
// estimate of the same gradient, from as many rows, with less noise.
import type * as tf from '@tensorflow/tfjs-core';
import type { DeltaStnConfig } from '../../src-shared/domain/method-config.ts';
import { rmsprop } from '../optim/rmsprop.ts';
import { generalGradients, pairedResponseGradients } from '../stn/centred-step.ts';
import { responseGradients } from '../stn/delta-step.ts';
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
export function deltaStn(problem: LearningProblem, config: DeltaStnConfig): Learner {
  const form = config.response === 'centred' ? 'centred' : 'delta';
  const method = responseMethod(problem, config, { form, optimizer: rmsprop() });
  return responseLearner(method, trainPlan(method, config));
}

/** Share of a batch that teaches the response in pairs: the second pass has then as many rows as the published one. */
const pairShare = 1 / 2;

function trainPlan(method: ResponseMethod, { isLinearised, response: form }: DeltaStnConfig): StepPlan {
  const { problem, entries, model, state } = method;
  const turns = form === 'centred' && hasMemory(model);
  const rows = problem.trainBatch;
  const noise = trainNoise(model, rows);
  const loss = exampleLoss(problem);
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
        const hyperparameters = hyperparametersIn(tensors, method);
        const learningRate = inputs.learningRate as tf.Tensor;
        const problemAt = (parameters: typeof tensors) => ({ network: model, loss, parameters, batch });
        const { gradients, ...pass } = generalGradients(problemAt(tensors), hyperparameters);
        const general = movedWeights(method, { tensors, gradients, learningRate });
        // The response is fitted to the network as the first half leaves it.
        const moved = { ...tensors, ...general };
        const perturbation = inputs[perturbationInput] as tf.Tensor2D;
        const ofResponse =
          form === 'centred'
            ? pairedResponseGradients(problemAt(moved), hyperparameters, {
                perturbation,
                turn: inputs[turnFeed.input],
                share: pairShare,
                isLinearised,
              })
            : responseGradients(problemAt(moved), hyperparameters, { perturbation, isLinearised }).gradients;
        const response = movedWeights(method, { tensors: moved, gradients: ofResponse, learningRate });
        return {
          state: { ...general, ...response, ...memorised(pass.carried, 'train') },
          results: { loss: pass.loss },
        };
      },
    },
  };
}
