// How long a run's hyperparameters stand still: what is suggested, and how many steps it was, from the first thing a run logged.
import { isTuning } from './method-config.ts';
import type { RunConfig } from './run-config.ts';

/**
 * The last optimisation step of the warm-up; 0 without one, or before it can be told. In the warm-up every step is a training step, so
 * one logged point inside it tells how many steps an epoch has.
 * @param first the first logged point of the series `epoch`: its step, and the epochs completed by then
 */
export function warmUpSteps(
  { method, training }: Pick<RunConfig, 'method' | 'training'>,
  first: { readonly step: number | undefined; readonly epoch: number | undefined },
): number {
  if (!isTuning(method) || method.warmUpEpochs === 0) return 0;
  const epochs = Math.min(method.warmUpEpochs, training.epochs);
  const { step, epoch } = first;
  if (step === undefined || epoch === undefined || !(epoch > 0 && epoch <= epochs)) return 0;
  return Math.round(step / epoch) * epochs;
}

/** Share of the epochs before the hyperparameters start to move. */
const suggestedShare = 0.05;

/** Epochs before the hyperparameters start to move, of so many in all. */
export function suggestedWarmUp(epochs: number): number {
  return Math.max(1, Math.round(suggestedShare * epochs));
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;

/**
 * A config whose epochs were changed, with the warm-up that is suggested for them if it had the one for the epochs before, or if the
 * epochs, written anew, would leave nothing after it to tune in.
 */
export function withFittingWarmUp(before: RunConfig, after: RunConfig): RunConfig {
  const [earlier, epochs] = [before.training.epochs, after.training.epochs];
  if (epochs === earlier || !isCount(epochs) || !isTuning(before.method) || !isTuning(after.method)) return after;
  const { warmUpEpochs } = after.method;
  const isLeftOver = isCount(earlier) ? warmUpEpochs === suggestedWarmUp(earlier) : warmUpEpochs >= epochs;
  return isLeftOver ? { ...after, method: { ...after.method, warmUpEpochs: suggestedWarmUp(epochs) } } : after;
}
