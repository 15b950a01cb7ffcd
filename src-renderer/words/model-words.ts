// Networks in words: those to begin with, their layers, the shapes between them.
import type { ModelTemplateName } from '../../src-shared/domain/model-templates.ts';
import type { ConvLayer } from '../../src-shared/domain/run-config.ts';
import { activationWords } from './activation-words.ts';
import { countedWords, countWords, numberWords } from './quantities.ts';

export interface TemplateWords {
  readonly name: string;
  /** What it suits. */
  readonly suits: string;
}

export const templateWords: Readonly<Record<ModelTemplateName, TemplateWords>> = {
  perceptron: {
    name: 'Dense network',
    suits: 'Every input with every unit. For tables; on images only to compare with.',
  },
  'small-cnn': {
    name: 'Small convolutional',
    suits: 'Few channels, quick to train. For a first look at any images.',
  },
  'medium-cnn': {
    name: 'Medium convolutional',
    suits: 'More channels and a dense layer. For some thousand images and more.',
  },
  alexnet: {
    name: 'AlexNet',
    suits: 'Large and slow without a graphics card; over-fits, so there is much to tune.',
  },
  'signal-cnn': {
    name: 'Convolutional for signals',
    suits: 'For columns in an order: spectra, time series, profiles.',
  },
};

/** "32 × 32 × 3", "128"; along a table's columns "64 × 16", places and channels. */
export function shapeWords(shape: readonly number[], locale: string): string {
  const [height = 0, width = 0, channels = 0] = shape;
  const isLine = shape.length === 3 && width === 1;
  return (isLine ? [height, channels] : shape).map((size) => countWords(size, locale)).join(' × ');
}

/** "64 channels". */
export function channelWords({ channels }: Pick<ConvLayer, 'channels'>, locale: string): string {
  return countedWords(channels, 'channel', 'channels', locale);
}

/** "3 × 3, stride 2"; along a line "7". */
export function kernelWords({ kernel, stride }: ConvLayer, isLine: boolean): string {
  const window = isLine ? `length ${kernel}` : `${kernel} × ${kernel}`;
  return stride === 1 ? window : `${window}, stride ${stride}`;
}

/** "ReLU, pooled by 2". */
export function afterwardsWords({ activation, pool }: ConvLayer): string {
  return pool === 1 ? activationWords[activation] : `${activationWords[activation]}, pooled by ${pool}`;
}

/** A large number of parameters in short: "2.47 million". */
export function roughCountWords(count: number, locale: string): string {
  return count < 1_000_000 ? countWords(count, locale) : `${numberWords(count / 1_000_000, locale)} million`;
}

/** How much it computes beside the least of those offered; nothing for that one. */
export function workWords(work: number, locale: string): string {
  return work < 1.5 ? '' : `${numberWords(work, locale, work < 10 ? 2 : 2)} times the work`;
}
