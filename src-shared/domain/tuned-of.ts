// The hyperparameters that change while a run trains, from its frozen config.
import type { TunedHyperparameter } from './hyperparameter.ts';
import { methodConduct } from './method-config.ts';
import type { RunConfig } from './run-config.ts';
import { settleHyperparameters } from './settle-hyperparameters.ts';

/**
 * In the order of layers and kinds; none for a method that holds them all.
 * A run's config was checked when it was frozen, so that its data need not be known.
 */
export function tunedOf(
  config: Pick<RunConfig, 'hyperparameters' | 'model' | 'method'>,
): readonly TunedHyperparameter[] {
  if (methodConduct[config.method.name] === 'held') return [];
  return settleHyperparameters(config.hyperparameters, { model: config.model, data: null }).tuned;
}
