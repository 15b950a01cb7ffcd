// From a method's name to the method. One more method is one more case.
import { deltaStn } from './delta-stn.ts';
import { final } from './final.ts';
import { fixed } from './fixed.ts';
import { gaussian } from './gaussian.ts';
import { hypernetwork } from './hypernetwork.ts';
import { implicit } from './implicit.ts';
import type { Learner, LearningProblem } from './method.ts';
import { replay } from './replay.ts';
import { sinusoid } from './sinusoid.ts';
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
    case 'final':
      return final(problem, problem.method);
    case 'replay':
      return replay(problem, problem.method);
    case 'gaussian':
      return gaussian(problem, problem.method);
    case 'sinusoid':
      return sinusoid(problem, problem.method);
    default:
      return problem.method satisfies never;
  }
}
