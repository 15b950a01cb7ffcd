// Refuses a problem that a method cannot be settled on. The host says the same before a run is queued; here it holds for any caller.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { HyperparameterSetting, TunedHyperparameter } from '../../src-shared/domain/hyperparameter.ts';
import { misfitsOfMethod } from '../../src-shared/domain/method-fit.ts';
import type { LearningProblem } from './method.ts';

/** @throws AppError `methods/misfit`, the first thing that keeps the problem's method from being used */
export function refuseMisfit(problem: LearningProblem): void {
  const { model, method, hyperparameters, inputs, imageShape, tokens, outputs } = problem;
  const settings = {
    ...Object.fromEntries(Object.entries(hyperparameters.held).map(([name, value]) => [name, heldAt(value)])),
    ...Object.fromEntries(hyperparameters.tuned.map((tuned) => [tuned.name, tunedAs(tuned)])),
  };
  const [misfit] = misfitsOfMethod(
    { model, method, hyperparameters: settings },
    { inputs, imageShape, outputs, ...(tokens === null ? {} : { tokens }) },
  );
  if (misfit !== undefined) throw new AppError('methods/misfit', misfit.message, { path: misfit.path });
}

const heldAt = (value: number): HyperparameterSetting => ({ mode: 'fixed', value });

function tunedAs({ range: [lowest, highest], discrete }: TunedHyperparameter): HyperparameterSetting {
  const end = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return { mode: 'tuned', range: [end(lowest), end(highest)], discrete };
}
