// Method `implicit`: an ordinary network; on validation steps the hyperparameters follow the hypergradient that the implicit function
// theorem gives at the current weights.
import type { ImplicitConfig } from '../../src-shared/domain/method-config.ts';
import { curvatureBatches } from '../../src-shared/domain/method-work.ts';
import { implicitHypergradient } from '../bilevel/hypergradient.ts';
import type { Learner, LearningProblem } from './method.ts';
import { plainTuning } from './plain-tuning.ts';

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
