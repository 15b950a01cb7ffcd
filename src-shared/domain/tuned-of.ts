// The hyperparameters that a run tunes, from its frozen config.
import type { TunedHyperparameter } from './hyperparameter.ts';
import type { RunConfig } from './run-config.ts';
import { settleHyperparameters } from './settle-hyperparameters.ts';

/**
 * In the order of layers and kinds; none for a method that holds them all.
 * A run's config was checked when it was frozen, so that its data need not be known.
 */
export function tunedOf(
  config: Pick<RunConfig, 'hyperparameters' | 'model' | 'method'>,
): readonly TunedHyperparameter[] {
  if (config.method.name === 'fixed') return [];
  return settleHyperparameters(config.hyperparameters, { model: config.model, data: null }).tuned;
}
