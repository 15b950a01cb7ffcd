// The names by which hyperparameters refer to a model's layers. The one list that config checks, the model and the UI share.
import type { ModelConfig } from './run-config.ts';

/**
 * What a layer is. `flatten` stands between convolutions and dense layers and has no weights, only a dropout; `recurrent` stands for all
 * LSTM layers together and carries what they share.
 */
export type LayerRole = 'input' | 'embedding' | 'lstm' | 'recurrent' | 'conv' | 'flatten' | 'dense' | 'output';

/**
 * Layer names in order: `input`, `conv1` …, `flatten`, `dense1` …, `output`; without convolutions no `flatten`. Of an LSTM: `input`,
 * `embedding`, `lstm1` …, `recurrent`, `dense1` …, `output`.
 */
export function layerNames(model: ModelConfig): readonly string[] {
  const dense = model.hidden.map((_, index) => `dense${index + 1}`);
  switch (model.kind) {
    case 'mlp':
      return ['input', ...dense, 'output'];
    case 'cnn':
      return ['input', ...model.conv.map((_, index) => `conv${index + 1}`), 'flatten', ...dense, 'output'];
    case 'lstm':
      return [
        'input',
        'embedding',
        ...model.lstm.map((_, index) => `lstm${index + 1}`),
        'recurrent',
        ...dense,
        'output',
      ];
    default:
      return model satisfies never;
  }
}

const roles: readonly LayerRole[] = ['input', 'embedding', 'lstm', 'recurrent', 'conv', 'flatten', 'output'];

/** The role of a layer of that name. */
export function layerRole(name: string): LayerRole {
  const word = name.replace(/\d+$/, '');
  return roles.find((role) => role === word) ?? 'dense';
}
