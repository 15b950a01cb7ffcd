// The names by which hyperparameters refer to a model's layers. The one list that config checks, the model and the UI share.
import type { ModelConfig } from './run-config.ts';

/** What a layer is; `flatten` stands between convolutions and dense layers and has no weights, only a dropout. */
export type LayerRole = 'input' | 'conv' | 'flatten' | 'dense' | 'output';

/** Layer names in order: `input`, `conv1` …, `flatten`, `dense1` …, `output`; without convolutions no `flatten`. */
export function layerNames(model: ModelConfig): readonly string[] {
  const dense = model.hidden.map((_, index) => `dense${index + 1}`);
  switch (model.kind) {
    case 'mlp':
      return ['input', ...dense, 'output'];
    case 'cnn':
      return ['input', ...model.conv.map((_, index) => `conv${index + 1}`), 'flatten', ...dense, 'output'];
    default:
      return model satisfies never;
  }
}

/** The role of a layer of that name. */
export function layerRole(name: string): LayerRole {
  const word = name.replace(/\d+$/, '');
  return word === 'input' || word === 'conv' || word === 'flatten' || word === 'output' ? word : 'dense';
}
