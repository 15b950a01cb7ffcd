// Method `implicit`: an ordinary network; on validation steps the hyperparameters follow the hypergradient that the implicit function
// theorem gives at the current weights.
import type { ImplicitConfig } from '../../src-shared/domain/method-config.ts';
import { implicitHypergradient } from '../bilevel/hypergradient.ts';
import type { Learner, LearningProblem } from './method.ts';
import { plainTuning } from './plain-tuning.ts';

/**
 * Training batches over which second derivatives are averaged. The Hessian of one batch of 64 lacks most of the curvature that the whole
 * training loss has, and its inverse makes up for it by large steps along what is missing.
 */
const curvatureBatches = 4;

/** Builds the learner. @throws AppError `methods/misfit` */
export function implicit(problem: LearningProblem, config: ImplicitConfig): Learner {
  const { solver, terms, damping, neumannRate: rate } = config;
  return plainTuning(problem, {
    config,
    batches: curvatureBatches,
    hypergradient: ({ place, objectiveOf, validation }) => {
      const objective = objectiveOf(...Array.from({ length: curvatureBatches }, (_, batch) => batch));
      return implicitHypergradient({ objective, validation }, place, { solver, terms, damping, rate });
    },
  });
}
