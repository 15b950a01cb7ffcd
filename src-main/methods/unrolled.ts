// Method `unrolled`: an ordinary network; validation steps look through the next training steps, taken as plain gradient descent at the
// current learning rate, and move the hyperparameters by the gradient of the validation loss behind them. The weights stay where they are:
// the training steps that follow are the run's own optimiser's, on the same batches.
import type { UnrolledConfig } from '../../src-shared/domain/method-config.ts';
import { unrolledHypergradient } from '../bilevel/hypergradient.ts';
import type { Learner, LearningProblem } from './method.ts';
import { plainTuning } from './plain-tuning.ts';

/** Builds the learner. @throws AppError `methods/misfit` */
export function unrolled(problem: LearningProblem, config: UnrolledConfig): Learner {
  const batches = config.unrolledSteps;
  return plainTuning(problem, {
    config,
    batches,
    hypergradient: ({ place, objectiveOf, validation, learningRate }) => {
      const objectives = Array.from({ length: batches }, (_, batch) => objectiveOf(batch));
      return unrolledHypergradient({ objectives, validation }, place, learningRate);
    },
  });
}
