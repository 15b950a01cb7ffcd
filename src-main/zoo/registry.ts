// From a model's configuration to the model. One more kind of model is one more case.
import type { ModelConfig } from '../../src-shared/domain/run-config.ts';
import { type MlpSpec, mlp } from './mlp.ts';
import type { Model } from './model.ts';

/** What a model must know beside its own configuration. */
export type ModelSurroundings = Omit<MlpSpec, 'hidden'>;

/** Builds the model. */
export function buildModel(config: ModelConfig, surroundings: ModelSurroundings): Model {
  switch (config.kind) {
    case 'mlp':
      return mlp({ ...surroundings, hidden: config.hidden });
    case 'cnn':
      throw new Error('Convolutional networks are not built yet.');
    default:
      return config satisfies never;
  }
}
