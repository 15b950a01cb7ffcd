// What the step benchmark measures: the net, what is tuned, the form of the response, and what one unit of work is.
import type { InputShape } from '../src-shared/domain/input-shape.ts';
import { stnConfigSchema } from '../src-shared/domain/method-config.ts';
import { modelTemplate } from '../src-shared/domain/model-templates.ts';
import {
  type ModelConfig,
  modelConfigSchema,
  type RunConfig,
  type TrainingConfig,
  trainingConfigSchema,
} from '../src-shared/domain/run-config.ts';
import { type SettledHyperparameters, settleHyperparameters } from '../src-shared/domain/settle-hyperparameters.ts';

/** One unit: so many training steps, then so many hyperparameter steps. */
export interface StepWorkload {
  /**
   * Made-up images are bytes that are converted on the way into a batch, made-up tables are numbers that are kept as they are, a made-up
   * text is tokens.
   */
  readonly data: 'images' | 'table' | 'text';
  readonly shape: InputShape;
  readonly outputs: number;
  readonly model: ModelConfig;
  /** All of them tuned. */
  readonly tuned: readonly string[];
  /** Rows of a step, or streams of a running text. */
  readonly batch: number;
  /** Rows, or tokens, of the made-up data, in each part. */
  readonly rows: number;
  readonly trainSteps: number;
  readonly hyperSteps: number;
  readonly method: Extract<RunConfig['method'], { name: 'stn' }>;
  readonly training: TrainingConfig;
  /** Units of one timed block: about a quarter of a second, or one where a unit takes longer. */
  readonly unitsPerBlock: number;
}

/** Momentum as the reference has it for images, here for tables too, on both sides. */
const training = trainingConfigSchema.parse({ optimizer: { name: 'sgd', learningRate: 0.01, momentum: 0.9 } });
/** Source: reference, lstm/train.py. */
const textTraining = trainingConfigSchema.parse({ optimizer: { name: 'sgd', learningRate: 30 }, clipNorm: 0.25 });

/** The hyperparameters of a workload, as both sides take them. */
export function settledOf({ model, shape, tuned }: StepWorkload): SettledHyperparameters {
  const settings = Object.fromEntries(tuned.map((name) => [name, { mode: 'tuned' as const }]));
  return settleHyperparameters(settings, { model, data: shape });
}

/** The authors' form: scales tuned with the entropy's reward, a gain in every layer. The same maths as PyTorch's side. */
const published = stnConfigSchema.parse({ name: 'stn', response: 'published', tuneScales: true });
/** What a run does unless it is told otherwise. */
const byDefault = stnConfigSchema.parse({ name: 'stn' });

const perceptron = (...widths: readonly number[]): ModelConfig =>
  modelConfigSchema.parse({ kind: 'mlp', hidden: widths.map((width) => ({ width })) });
const dropouts = (...layers: readonly string[]): readonly string[] => layers.map((layer) => `${layer}.dropout`);

const mlp = {
  data: 'images',
  shape: { inputs: 784, imageShape: [28, 28, 1] },
  outputs: 10,
  model: perceptron(512, 512),
  tuned: dropouts('input', 'dense1', 'dense2'),
  batch: 128,
  rows: 4096,
  trainSteps: 2,
  hyperSteps: 1,
  training,
  unitsPerBlock: 6,
} as const;

const iris = {
  data: 'table',
  shape: { inputs: 4, imageShape: null },
  outputs: 3,
  model: perceptron(16, 16),
  tuned: dropouts('input', 'dense1', 'dense2'),
  batch: 32,
  rows: 105,
  trainSteps: 1,
  hyperSteps: 0,
  training,
  unitsPerBlock: 400,
} as const;

const colourImages: InputShape = { inputs: 32 * 32 * 3, imageShape: [32, 32, 3] };
const cutout = ['input.inputScaling', 'input.cutoutHoles', 'input.cutoutLength'];
const colours = ['input.brightness', 'input.contrast', 'input.saturation', 'input.hue'];

const cnnDropouts = dropouts('input', 'conv1', 'conv2', 'conv3', 'flatten');
const cnn = {
  data: 'images',
  shape: colourImages,
  outputs: 10,
  model: modelConfigSchema.parse({ kind: 'cnn', conv: [{ channels: 32 }, { channels: 64 }, { channels: 64 }] }),
  tuned: [...cnnDropouts, ...cutout],
  batch: 64,
  rows: 4096,
  trainSteps: 2,
  hyperSteps: 1,
  training,
  unitsPerBlock: 2,
} as const;

/** Seven dropouts behind layers and one at the input, as in the reference's experiment on CIFAR-10. */
const alexnetDropouts = dropouts('input', 'conv1', 'conv2', 'conv3', 'conv4', 'conv5', 'flatten', 'dense1');
const alexnet = {
  ...cnn,
  model: modelTemplate('alexnet', colourImages),
  tuned: [...alexnetDropouts, ...colours, ...cutout],
  batch: 128,
  unitsPerBlock: 1,
} as const;

/** The reference's language model on Penn Treebank: all seven hyperparameters, none of the scales. */
const text: InputShape = { inputs: 1, imageShape: null, tokens: { vocabulary: 10_000, isRunningText: true } };
const ofLanguageModels = [
  ...['embedding.embeddingDropout', 'embedding.dropout', 'lstm1.dropout', 'lstm2.dropout'],
  ...['recurrent.dropConnect', 'recurrent.activationPenalty', 'recurrent.temporalPenalty'],
];
const lstm = {
  data: 'text',
  shape: text,
  outputs: 10_000,
  model: modelTemplate('lstm', text),
  tuned: ofLanguageModels,
  batch: 20,
  rows: 200_000,
  trainSteps: 2,
  hyperSteps: 1,
  training: textTraining,
  unitsPerBlock: 3,
} as const;
const largeLstm = { ...lstm, model: modelTemplate('large-lstm', text), batch: 40, unitsPerBlock: 1 } as const;
const publishedText = stnConfigSchema.parse({ name: 'stn', response: 'published' });

/** `bare`: dropouts alone, nothing done to the images on either side. */
export const stepWorkloads: Readonly<Record<string, StepWorkload>> = {
  mlp: { ...mlp, method: published },
  'mlp-centred': { ...mlp, method: byDefault },
  iris: { ...iris, method: byDefault },
  'iris-published': { ...iris, method: published },
  cnn: { ...cnn, method: published },
  'cnn-centred': { ...cnn, method: byDefault },
  'cnn-bare': { ...cnn, tuned: cnnDropouts, method: published },
  alexnet: { ...alexnet, method: published },
  'alexnet-centred': { ...alexnet, method: byDefault },
  'alexnet-bare': { ...alexnet, tuned: alexnetDropouts, method: published },
  lstm: { ...lstm, method: publishedText },
  'lstm-centred': { ...lstm, method: byDefault },
  'lstm-large': { ...largeLstm, method: publishedText },
  'lstm-large-centred': { ...largeLstm, method: byDefault },
};
