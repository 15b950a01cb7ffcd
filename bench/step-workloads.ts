// What the step benchmark measures: the net, what is tuned, the form of the response, and what one unit of work is.
import type { InputShape } from '../src-shared/domain/input-shape.ts';
import { modelTemplate } from '../src-shared/domain/model-templates.ts';
import {
  type ModelConfig,
  modelConfigSchema,
  type RunConfig,
  stnConfigSchema,
  trainingConfigSchema,
} from '../src-shared/domain/run-config.ts';
import { type SettledHyperparameters, settleHyperparameters } from '../src-shared/domain/settle-hyperparameters.ts';

/** One unit: so many training steps, then so many hyperparameter steps. */
export interface StepWorkload {
  /** Made-up images are bytes that are converted on the way into a batch, made-up tables are numbers that are kept as they are. */
  readonly data: 'images' | 'table';
  readonly shape: InputShape;
  readonly outputs: number;
  readonly model: ModelConfig;
  /** All of them tuned. */
  readonly tuned: readonly string[];
  readonly batch: number;
  /** Rows of the made-up data, in each part. */
  readonly rows: number;
  readonly trainSteps: number;
  readonly hyperSteps: number;
  readonly method: Extract<RunConfig['method'], { name: 'stn' }>;
  /** Units of one timed block: about a quarter of a second, or one where a unit takes longer. */
  readonly unitsPerBlock: number;
}

/** Momentum as the reference has it, in all workloads and on both sides. */
export const stepTraining = trainingConfigSchema.parse({
  optimizer: { name: 'sgd', learningRate: 0.01, momentum: 0.9 },
});

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
};
