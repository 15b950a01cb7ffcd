// Refuses a problem that a method cannot be settled on. The host says the same before a run is queued; here it holds for any caller.
import { AppError } from '../../src-shared/domain/app-error.ts';
import { misfitsOfMethod } from '../../src-shared/domain/method-fit.ts';
import type { LearningProblem } from './method.ts';

/** @throws AppError `methods/misfit`, the first thing that keeps the problem's method from being used */
export function refuseMisfit(problem: LearningProblem): void {
  const { model, method, hyperparameters, inputs, imageShape, tokens, outputs } = problem;
  const settings = hyperparameters.tuned.map(({ name, discrete }) => [name, { mode: 'tuned', discrete }] as const);
  const [misfit] = misfitsOfMethod(
    { model, method, hyperparameters: Object.fromEntries(settings) },
    { inputs, imageShape, outputs, ...(tokens === null ? {} : { tokens }) },
  );
  if (misfit !== undefined) throw new AppError('methods/misfit', misfit.message, { path: misfit.path });
}
