// What is sensible for a data set when nothing else was chosen: a small network, its dropouts and one weight decay tuned.
import type { DataCard } from '../../../src-shared/domain/data-card.ts';
import type { HyperparameterSetting } from '../../../src-shared/domain/hyperparameter.ts';
import { layerNames } from '../../../src-shared/domain/layer-names.ts';
import type { ModelConfig } from '../../../src-shared/domain/run-config.ts';

export interface Suggestion {
  readonly name: string;
  readonly model: ModelConfig;
  readonly method: { readonly name: 'stn' };
  readonly training: { readonly epochs: number; readonly batchSize: number; readonly clipNorm: number };
}

/** Training steps that a small table needs for its schedule to settle, and the epochs that any run gets. */
const wantedSteps = 2_000;
const fewestEpochs = 20;
const mostEpochs = 200;
/** Far above the gradients of a healthy run: it only keeps a batch gone wrong from throwing the weights away. */
const clipNorm = 5;
/** Share of the epochs before the hyperparameters start to move. */
const warmUpShare = 0.05;

const clamp = (value: number, lowest: number, highest: number) => Math.min(highest, Math.max(lowest, value));

/** Batches large enough to be quick and small enough for a hundred of them to fit a small table: 32 to 128. */
function batchSizeFor(rows: number): number {
  return clamp(2 ** Math.round(Math.log2(rows / 32)), 32, 128);
}

/** Epochs before the hyperparameters start to move, of so many in all. */
export function suggestWarmUp(epochs: number): number {
  return Math.max(1, Math.round(warmUpShare * epochs));
}

/** What is tuned in a model: the dropout of its input and of every hidden layer, and the weight decay of its first weights. */
export function suggestHyperparameters(model: ModelConfig): Readonly<Record<string, HyperparameterSetting>> {
  const layers = layerNames(model);
  const names = [...layers.slice(0, -1).map((layer) => `${layer}.dropout`), `${layers[1] ?? 'output'}.l2`];
  return Object.fromEntries(names.map((name) => [name, { mode: 'tuned' }]));
}

/** The config for a data set, but for its data part and its hyperparameters. */
export function suggestConfig(card: DataCard): Suggestion {
  const width = card.form === 'images' ? 128 : 64;
  const batchSize = batchSizeFor(card.rows);
  const batchesPerEpoch = Math.max(1, Math.floor((0.7 * card.rows) / batchSize));
  const epochs = clamp(Math.round(wantedSteps / batchesPerEpoch), fewestEpochs, mostEpochs);
  const layer = { width, activation: 'relu' } as const;
  return {
    name: card.name,
    model: { kind: 'mlp', hidden: [layer, layer] },
    method: { name: 'stn' },
    training: { epochs, batchSize, clipNorm },
  };
}
