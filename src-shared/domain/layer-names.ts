// The names by which hyperparameters refer to a model's layers. The one list that config checks, the model and the UI share.
import type { ModelConfig } from './run-config.ts';

/** Layer names in order: `input`, `dense1` …, `output`. */
export function layerNames(model: ModelConfig): readonly string[] {
  switch (model.kind) {
    case 'mlp':
      return ['input', ...model.hidden.map((_, index) => `dense${index + 1}`), 'output'];
    default:
      return model.kind satisfies never;
  }
}
