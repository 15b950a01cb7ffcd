// Layers added to and taken from the model of a config; the settings of the hyperparameters move along.
import type { HyperparameterSetting } from '../../src-shared/domain/hyperparameter.ts';
import type { ModelConfig } from '../../src-shared/domain/run-config.ts';
import type { GridSettings } from './grid-settings.ts';

export type HiddenLayer = ModelConfig['hidden'][number];

export interface LayeredPart {
  readonly model: ModelConfig;
  readonly hyperparameters: GridSettings;
}

const mostHiddenLayers = 64;

/** Whether one more hidden layer fits. */
export function canAddLayer(model: ModelConfig): boolean {
  return model.hidden.length < mostHiddenLayers;
}

/** One more hidden layer before the output, like the last one, its hyperparameters too. */
export function withLayerAdded({ model, hyperparameters }: LayeredPart): LayeredPart {
  const last = model.hidden.at(-1) ?? { width: 64, activation: 'relu' as const };
  const count = model.hidden.length;
  const copied = Object.entries(hyperparameters)
    .filter(([name]) => name.startsWith(`dense${count}.`))
    // A penalty on the first weights says nothing of those of the next layer.
    .filter(([name]) => name.endsWith('.dropout'))
    .map(([name, setting]): [string, HyperparameterSetting] => [
      name.replace(`dense${count}.`, `dense${count + 1}.`),
      setting,
    ]);
  return {
    model: { ...model, hidden: [...model.hidden, { ...last }] },
    hyperparameters: { ...hyperparameters, ...Object.fromEntries(copied) },
  };
}

/** Without the hidden layer at `index`, counted from 0; the later ones close the gap with what was set for them. */
export function withLayerRemoved({ model, hyperparameters }: LayeredPart, index: number): LayeredPart {
  const moved = Object.entries(hyperparameters).flatMap(([name, setting]): [string, HyperparameterSetting][] => {
    const [, digits, rest] = /^dense(\d+)(\..*)$/.exec(name) ?? [];
    if (digits === undefined) return [[name, setting]];
    const position = Number(digits) - 1;
    if (position === index) return [];
    return [[position < index ? name : `dense${position}${rest}`, setting]];
  });
  return {
    model: { ...model, hidden: model.hidden.filter((_, position) => position !== index) },
    hyperparameters: Object.fromEntries(moved),
  };
}
