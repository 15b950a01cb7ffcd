// How long a run's hyperparameters stand still, in steps, from the first thing it logged.
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
  if (method.name !== 'stn' || method.warmUpEpochs === 0) return 0;
  const epochs = Math.min(method.warmUpEpochs, training.epochs);
  const { step, epoch } = first;
  if (step === undefined || epoch === undefined || !(epoch > 0 && epoch <= epochs)) return 0;
  return Math.round(step / epoch) * epochs;
}
