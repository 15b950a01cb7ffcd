// From a model's configuration to the model. One more kind of model is one more case.
import type { ModelConfig } from '../../src-shared/domain/run-config.ts';
import { cnn } from './cnn.ts';
import { lstm } from './lstm.ts';
import { mlp } from './mlp.ts';
import type { Model, ModelSurroundings } from './model.ts';

/** Builds the model. @throws AppError `config/image-too-small` when convolutions leave nothing of an image */
export function buildModel(config: ModelConfig, surroundings: ModelSurroundings): Model {
  switch (config.kind) {
    case 'mlp':
      return mlp({ ...surroundings, hidden: config.hidden });
    case 'cnn':
      return cnn({ ...surroundings, conv: config.conv, hidden: config.hidden });
    case 'lstm':
      return lstm({ ...surroundings, ...config });
    default:
      return config satisfies never;
  }
}
