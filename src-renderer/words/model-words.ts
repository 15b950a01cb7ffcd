// Networks in words: those to begin with, their layers, the shapes between them.
import type { ModelTemplateName } from '../../src-shared/domain/model-templates.ts';
import type { ConvLayer, LstmConfig } from '../../src-shared/domain/run-config.ts';
import { activationWords } from './activation-words.ts';
import { countedWords, countWords, numberWords } from './quantities.ts';

export interface TemplateWords {
  readonly name: string;
  /** What it suits. */
  readonly suits: string;
}

export const templateWords: Readonly<Record<ModelTemplateName, TemplateWords>> = {
  perceptron: { name: 'Dense network', suits: 'Every unit sees every input. For tables.' },
  'small-cnn': { name: 'Small convolutional', suits: 'Quick to train. For a first look at any images.' },
  'medium-cnn': { name: 'Medium convolutional', suits: 'For some thousand images and more.' },
  alexnet: { name: 'AlexNet', suits: 'Large, and over-fits: there is much to tune.' },
  'signal-cnn': { name: 'Convolutional for signals', suits: 'For columns in an order: spectra, time series.' },
  'small-lstm': { name: 'Small LSTM', suits: 'One layer of 64 units. Quick to train: for a first look.' },
  lstm: { name: 'LSTM', suits: 'Two layers of 200 units. For some hundred thousand tokens and more.' },
  'large-lstm': {
    name: 'Large LSTM',
    suits: 'Two layers of 650 units, as in the paper. Over-fits: there is much to tune.',
  },
};

/** What is made of a sequence once it is read. */
export const readOutWords: Readonly<Record<LstmConfig['readOut'], TemplateWords>> = {
  mean: { name: 'the mean', suits: 'Every token counts alike' },
  last: { name: 'the last state', suits: 'The last tokens count most' },
};

/** "32 × 32 × 3", "128"; along a table's columns "64 × 16", places and channels. */
export function shapeWords(shape: readonly number[], locale: string): string {
  const [height = 0, width = 0, channels = 0] = shape;
  const isLine = shape.length === 3 && width === 1;
  return (isLine ? [height, channels] : shape).map((size) => countWords(size, locale)).join(' × ');
}

/** What a convolution does, line by line: "64 channels", "3 × 3, stride 2, pool 2", and its activation unless it is the usual one. */
export function convolutionWords(layer: ConvLayer, isLine: boolean, locale: string): readonly string[] {
  const { channels, kernel, stride, pool, activation } = layer;
  const window = isLine ? `length ${kernel}` : `${kernel} × ${kernel}`;
  const steps = [stride === 1 ? '' : `, stride ${stride}`, pool === 1 ? '' : `, pool ${pool}`];
  const rest = activation === 'relu' ? [] : [activationWords[activation]];
  return [countedWords(channels, 'channel', 'channels', locale), `${window}${steps.join('')}`, ...rest];
}

/** A large number of parameters in short: "2.47 million". */
export function roughCountWords(count: number, locale: string): string {
  return count < 1_000_000 ? countWords(count, locale) : `${numberWords(count / 1_000_000, locale)} million`;
}

/** How much longer it takes than the one that is suggested; nothing where that is little. */
export function slownessWords(work: number, locale: string): string {
  return work < 1.5 ? '' : `some ${countWords(work < 20 ? work : 10 * Math.round(work / 10), locale)} times slower`;
}
