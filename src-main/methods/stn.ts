// Method `stn`: one run of a self-tuning network. Training steps under perturbed hyperparameters alternate with validation steps that move
// the hyperparameters, and on request the width of the perturbation, through the response layers.
import type { StnConfig } from '../../src-shared/domain/method-config.ts';
import { adam } from '../optim/adam.ts';
import { centredTrainStep } from '../stn/centred-step.ts';
import { publishedTrainStep } from '../stn/train-step.ts';
import type { Learner, LearningProblem } from './method.ts';
import { perturbedTrainPlan } from './perturbed-step.ts';
import { movedWeights, responseLearner, responseMethod } from './response-method.ts';
import { validationPlan } from './validation-step.ts';

/**
 * Builds the learner.
 * @throws AppError `methods/nothing-to-tune` when no hyperparameter is set to tuned
 */
export function stn(problem: LearningProblem, config: StnConfig): Learner {
  const method = responseMethod(problem, config, { form: config.response, optimizer: adam() });
  const gradientsOfStep = config.response === 'centred' ? centredTrainStep : publishedTrainStep;
  const trainStep = perturbedTrainPlan(
    method,
    ({ problem: atWeights, hyperparameters, perturbation, turn, learningRate }) => {
      const { gradients, ...pass } = gradientsOfStep(atWeights, hyperparameters, perturbation, turn);
      return { ...pass, moved: movedWeights(method, { tensors: atWeights.parameters, gradients, learningRate }) };
    },
  );
  return responseLearner(method, { trainStep, hyperStep: validationPlan(method) });
}
