// Method `delta-stn`: the self-tuning network of Bae & Grosse 2020. Its response is centred and linearised; general weights learn without
// perturbation, response weights from a second pass over the same batch; RMSprop moves the hyperparameters and their scales. As published,
// each example of the second pass has a perturbation of its own; in the form `centred` half of them come twice, under opposite ones: an
// estimate of the same gradient, from as many rows, with less noise.
import type { DeltaStnConfig } from '../../src-shared/domain/method-config.ts';
import { rmsprop } from '../optim/rmsprop.ts';
import { generalGradients, pairedResponseGradients } from '../stn/centred-step.ts';
import { responseGradients } from '../stn/delta-step.ts';
import type { Learner, LearningProblem, StepPlan } from './method.ts';
import { perturbedTrainPlan } from './perturbed-step.ts';
import { movedWeights, type ResponseMethod, responseLearner, responseMethod } from './response-method.ts';
import { validationPlan } from './validation-step.ts';

/**
 * Builds the learner.
 * @throws AppError `methods/nothing-to-tune` when no hyperparameter is set to tuned
 */
export function deltaStn(problem: LearningProblem, config: DeltaStnConfig): Learner {
  const form = config.response === 'centred' ? 'centred' : 'delta';
  const method = responseMethod(problem, config, { form, optimizer: rmsprop() });
  return responseLearner(method, { trainStep: trainPlan(method, config), hyperStep: validationPlan(method) });
}

/** Share of a batch that teaches the response in pairs: the second pass has then as many rows as the published one. */
const pairShare = 1 / 2;

function trainPlan(method: ResponseMethod, { isLinearised }: DeltaStnConfig): StepPlan {
  return perturbedTrainPlan(method, ({ problem, hyperparameters, perturbation, turn, learningRate }) => {
    const tensors = problem.parameters;
    const { gradients, ...pass } = generalGradients(problem, hyperparameters);
    const general = movedWeights(method, { tensors, gradients, learningRate });
    // The response is fitted to the network as the first half leaves it.
    const moved = { ...tensors, ...general };
    const problemThere = { ...problem, parameters: moved };
    const ofResponse =
      method.form === 'centred'
        ? pairedResponseGradients(problemThere, hyperparameters, { perturbation, turn, share: pairShare, isLinearised })
        : responseGradients(problemThere, hyperparameters, { perturbation, isLinearised }).gradients;
    const response = movedWeights(method, { tensors: moved, gradients: ofResponse, learningRate });
    return { ...pass, moved: { ...general, ...response } };
  });
}
