// Method `final`: values that are given, mostly those another run ended with, held from the first step to the last.
import type { FinalConfig } from '../../src-shared/domain/method-config.ts';
import { fixed } from './fixed.ts';
import type { Learner, LearningProblem } from './method.ts';
import { refuseMisfit } from './misfit.ts';

/** Builds the learner. @throws AppError `methods/misfit` */
export function final(problem: LearningProblem, { values }: FinalConfig): Learner {
  refuseMisfit(problem);
  const { tuned, held } = problem.hyperparameters;
  const given = tuned.map((one) => ({ ...one, start: values[one.name] ?? one.start }));
  return fixed({ ...problem, hyperparameters: { tuned: given, held } });
}
