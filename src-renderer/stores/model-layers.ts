// Layers added to and taken from the model of a config, or tied to each other; the settings of the hyperparameters move along.
import type { HyperparameterSetting } from '../../src-shared/domain/hyperparameter.ts';
import type { ConvLayer, ModelConfig } from '../../src-shared/domain/run-config.ts';
import type { GridSettings } from './grid-settings.ts';
import { withTiedWidth } from './lstm-model.ts';

export type HiddenLayer = ModelConfig['hidden'][number];

/** Where layers can be added and removed: the key of the model's list. */
export type LayerList = 'conv' | 'lstm' | 'hidden';

export interface LayeredPart {
  readonly model: ModelConfig;
  readonly hyperparameters: GridSettings;
}

/** How layers of a list are named. */
const prefixOf: Readonly<Record<LayerList, string>> = { conv: 'conv', lstm: 'lstm', hidden: 'dense' };
const mostLayers: Readonly<Record<LayerList, number>> = { conv: 64, lstm: 16, hidden: 64 };
const firstConv: ConvLayer = { channels: 16, kernel: 3, stride: 1, pool: 1, activation: 'relu' };
const firstDense: HiddenLayer = { width: 64, activation: 'relu' };

function listOf(model: ModelConfig, list: LayerList): readonly unknown[] {
  if (list === 'hidden') return model.hidden;
  if (list === 'conv') return model.kind === 'cnn' ? model.conv : [];
  return model.kind === 'lstm' ? model.lstm : [];
}

const kindOf: Readonly<Record<Exclude<LayerList, 'hidden'>, ModelConfig['kind']>> = { conv: 'cnn', lstm: 'lstm' };

/** Whether one more layer fits. */
export function canAddLayer(model: ModelConfig, list: LayerList): boolean {
  return listOf(model, list).length < mostLayers[list] && (list === 'hidden' || model.kind === kindOf[list]);
}

/** Whether a layer can be taken away: a convolutional network keeps one convolution, an LSTM one LSTM layer. */
export function canRemoveLayer(model: ModelConfig, list: LayerList): boolean {
  return listOf(model, list).length > (list === 'hidden' ? 0 : 1);
}

function withOneMore(model: ModelConfig, list: LayerList): ModelConfig {
  if (list === 'hidden') return { ...model, hidden: [...model.hidden, { ...(model.hidden.at(-1) ?? firstDense) }] };
  if (list === 'lstm' && model.kind === 'lstm') {
    return withTiedWidth({ ...model, lstm: [...model.lstm, { width: model.lstm.at(-1)?.width ?? model.embedding }] });
  }
  if (model.kind !== 'cnn') return model;
  // Neither stride nor pooling: what the layers before leave of an image may be too small for more of them.
  return { ...model, conv: [...model.conv, { ...(model.conv.at(-1) ?? firstConv), stride: 1, pool: 1 }] };
}

/** One more layer at the end of a list, like the last one, its dropout too. */
export function withLayerAdded({ model, hyperparameters }: LayeredPart, list: LayerList): LayeredPart {
  const count = listOf(model, list).length;
  const [last, next] = [`${prefixOf[list]}${count}.`, `${prefixOf[list]}${count + 1}.`];
  const copied = Object.entries(hyperparameters)
    .filter(([name]) => name.startsWith(last))
    // A penalty on the first weights says nothing of those of the next layer.
    .filter(([name]) => name.endsWith('.dropout'))
    .map(([name, setting]): [string, HyperparameterSetting] => [name.replace(last, next), setting]);
  return {
    model: withOneMore(model, list),
    hyperparameters: { ...hyperparameters, ...Object.fromEntries(copied) },
  };
}

function without(model: ModelConfig, list: LayerList, index: number): ModelConfig {
  const isKept = (_: unknown, position: number) => position !== index;
  if (list === 'hidden') return { ...model, hidden: model.hidden.filter(isKept) };
  if (model.kind === 'lstm') return withTiedWidth({ ...model, lstm: model.lstm.filter(isKept) });
  return model.kind === 'cnn' ? { ...model, conv: model.conv.filter(isKept) } : model;
}

/** Without the layer at `index` of a list, counted from 0; the later ones close the gap with what was set for them. */
export function withLayerRemoved({ model, hyperparameters }: LayeredPart, list: LayerList, index: number): LayeredPart {
  const prefix = prefixOf[list];
  const pattern = new RegExp(`^${prefix}(\\d+)(\\..*)$`);
  const moved = Object.entries(hyperparameters).flatMap(([name, setting]): [string, HyperparameterSetting][] => {
    const [, digits, rest] = pattern.exec(name) ?? [];
    if (digits === undefined) return [[name, setting]];
    const position = Number(digits) - 1;
    if (position === index) return [];
    return [[position < index ? name : `${prefix}${position}${rest}`, setting]];
  });
  return { model: without(model, list, index), hyperparameters: Object.fromEntries(moved) };
}

/** The decoder uses the embedding's weights, or has its own; tied, it has none to penalise. */
export function withTying({ model, hyperparameters }: LayeredPart, isTied: boolean): LayeredPart {
  if (model.kind !== 'lstm') return { model, hyperparameters };
  const next: ModelConfig = withTiedWidth({ ...model, isTied });
  if (!isTied) return { model: next, hyperparameters };
  const kept = Object.entries(hyperparameters).filter(([name]) => !name.startsWith('output.'));
  return { model: next, hyperparameters: Object.fromEntries(kept) };
}
