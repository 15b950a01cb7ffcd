// From a method's name to the method. One more method is one more case.

import { AppError } from '../../src-shared/domain/app-error.ts';
import { deltaStn } from './delta-stn.ts';
import { fixed } from './fixed.ts';
import { hypernetwork } from './hypernetwork.ts';
import { implicit } from './implicit.ts';
import type { Learner, LearningProblem } from './method.ts';
import { stn } from './stn.ts';
import { unrolled } from './unrolled.ts';

/** Builds the learner that the problem's method asks for. */
export function buildLearner(problem: LearningProblem): Learner {
  switch (problem.method.name) {
    case 'stn':
      return stn(problem, problem.method);
    case 'delta-stn':
      return deltaStn(problem, problem.method);
    case 'hypernetwork':
      return hypernetwork(problem, problem.method);
    case 'implicit':
      return implicit(problem, problem.method);
    case 'unrolled':
      return unrolled(problem, problem.method);
    case 'fixed':
      return fixed(problem);
    default:
      throw new AppError('methods/not-built', `The method "${problem.method.name}" is not built yet.`);
  }
}
