// From a method's name to the method. One more method is one more case.

import { fixed } from './fixed.ts';
import type { Learner, LearningProblem } from './method.ts';
import { stn } from './stn.ts';

/** Builds the learner that the problem's method asks for. */
export function buildLearner(problem: LearningProblem): Learner {
  switch (problem.method.name) {
    case 'stn':
      return stn(problem, problem.method);
    case 'fixed':
      return fixed(problem);
    default:
      return problem.method satisfies never;
  }
}
