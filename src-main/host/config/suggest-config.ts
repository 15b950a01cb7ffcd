// What is sensible for a data set when nothing else was chosen: a network that suits it, and what is tuned in it.
import type { DataCard } from '../../../src-shared/domain/data-card.ts';
import { type HyperparameterSetting, kindTraits } from '../../../src-shared/domain/hyperparameter.ts';
import { type InputShape, inputShapeByCard } from '../../../src-shared/domain/input-shape.ts';
import { layerNames } from '../../../src-shared/domain/layer-names.ts';
import { type ModelTemplateName, modelTemplate, templatesFor } from '../../../src-shared/domain/model-templates.ts';
import type { ModelConfig, TrainingConfig } from '../../../src-shared/domain/run-config.ts';
import { isShortText, suggestLstmHyperparameters, suggestTextTraining, trainingOfSequences } from './suggest-lstm.ts';

export type SuggestedTraining = Partial<TrainingConfig>;

export type SuggestedHyperparameters = Readonly<Record<string, HyperparameterSetting>>;

/**
 * Training steps that a schedule needs to settle, and the epochs that any run gets. Strengths tuned in convolutions move slower than a
 * table's; 4,000 steps of the small network are a few minutes on two cores.
 */
const courses = {
  mlp: { wantedSteps: 2_000, fewestEpochs: 20, mostEpochs: 200 },
  cnn: { wantedSteps: 4_000, fewestEpochs: 10, mostEpochs: 400 },
  lstm: { wantedSteps: 2_000, fewestEpochs: 10, mostEpochs: 100 },
} as const satisfies Record<ModelConfig['kind'], object>;
/** Far above the gradients of a healthy run: it only keeps a batch gone wrong from throwing the weights away. */
const clipNorm = 5;
/** Holes are at most so wide a part of the shorter side, and begin at an eighth: the reference's 24 and 4 of 32 pixels. */
const longestCutout = 0.75;
const startOfCutout = 1 / 8;
/** One hole, rounded down, with room below: from 1 the first step down would cut no more. */
const startOfHoles = 1.5;

const clamp = (value: number, lowest: number, highest: number) => Math.min(highest, Math.max(lowest, value));
const tuned: HyperparameterSetting = { mode: 'tuned' };

/** Batches large enough to be quick and small enough for a hundred of them to fit a small data set: 32 to 128. */
function batchSizeFor(rows: number): number {
  return clamp(2 ** Math.round(Math.log2(rows / 32)), 32, 128);
}

const dropoutsOf = (layers: readonly string[]) => layers.map((layer) => `${layer}.dropout`);
const allTuned = (names: readonly string[]): SuggestedHyperparameters =>
  Object.fromEntries(names.map((name) => [name, tuned]));

/** Holes by the size of the image: the kind's own range is that of 32 x 32 pixels. */
function cutoutFor([height, width]: readonly [number, number, number]): SuggestedHyperparameters {
  const side = Math.min(height, width);
  return {
    'input.cutoutHoles': { mode: 'tuned', start: startOfHoles },
    'input.cutoutLength': { mode: 'tuned', start: Math.max(1, startOfCutout * side), range: [0, longestCutout * side] },
  };
}

/** As many convolutions as AlexNet has: a network that can learn its training images by heart. */
const manyConvolutions = 5;
/** Strengths that the paper tunes in AlexNet beside dropout and cutout. Source: reference cnn/util/hyperparameter.py. */
const kindsOfAlexnet = ['dropout', 'inputScaling', 'brightness', 'contrast', 'saturation', 'hue'] as const;

/**
 * What is tuned in a model. Dense networks: the dropout of the input and of every hidden layer, and the weight decay of the first weights.
 * Convolutional ones on images: the dropout of every layer but the input, cutout and shift; along a table's columns noise instead of cutout;
 * in one as large as AlexNet the fifteen of the paper's CIFAR-10 experiment, or those among them that the data has colours for.
 */
export function suggestHyperparameters(
  model: ModelConfig,
  { imageShape, tokens }: InputShape,
): SuggestedHyperparameters {
  if (model.kind === 'lstm') return suggestLstmHyperparameters(model, tokens?.isRunningText === true);
  const layers = layerNames(model);
  if (model.kind === 'mlp') return allTuned([...dropoutsOf(layers.slice(0, -1)), `${layers[1] ?? 'output'}.l2`]);
  const dropouts = dropoutsOf(layers.slice(1, -1));
  if (imageShape === null) return allTuned([...dropouts, 'input.gaussianNoise', 'input.shift']);
  const cutout = cutoutFor(imageShape);
  if (model.conv.length < manyConvolutions) return { ...allTuned(dropouts), ...cutout, 'input.shift': tuned };
  const kinds = kindsOfAlexnet.filter((kind) => imageShape[2] === 3 || kindTraits[kind].needs !== 'colour');
  // The paper drops nothing before the output.
  const inner = model.hidden.length > 1 ? dropouts.slice(0, -1) : dropouts;
  return { ...allTuned([...inner, ...kinds.map((kind) => `input.${kind}`)]), ...cutout };
}

/** Epochs, batches and optimiser for a model on so many rows; what is left out is the schema's default. */
export function suggestTraining(card: DataCard, model: ModelConfig): SuggestedTraining {
  if (model.kind === 'lstm' && card.form === 'text') return suggestTextTraining(card, model);
  const { wantedSteps, fewestEpochs, mostEpochs } = courses[model.kind];
  const batchSize = batchSizeFor(card.rows);
  const batchesPerEpoch = Math.max(1, Math.floor((0.7 * card.rows) / batchSize));
  const epochs = clamp(Math.round(wantedSteps / batchesPerEpoch), fewestEpochs, mostEpochs);
  return { epochs, batchSize, clipNorm, ...(model.kind === 'lstm' ? trainingOfSequences : {}) };
}

/** The network of a template for a data set; without one that which suits it, of a short text a small one. */
export function suggestModel(card: DataCard, template?: ModelTemplateName): ModelConfig {
  const data = inputShapeByCard(card);
  const suited = isShortText(card) ? 'small-lstm' : (templatesFor(data)[0] ?? 'perceptron');
  return modelTemplate(template ?? suited, data);
}
