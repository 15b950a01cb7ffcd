// Strengths of the input's disturbances, as what they do to one training example.
import { type HyperparameterKind, hyperparameterKinds, kindTraits } from '../../src-shared/domain/hyperparameter.ts';
import { kindWords } from './hyperparameter-words.ts';
import { numberWords, percentWords } from './quantities.ts';

/** A disturbance and its strength. */
export interface Strength {
  /** `input.hue` and its like. */
  readonly name: string;
  /** In the unit people see, as it is tuned. */
  readonly value: number;
}

/** Ways to write a number. */
interface Written {
  readonly number: (value: number) => string;
  readonly exactly: (value: number) => string;
  readonly share: (value: number) => string;
}
type Say = (value: number, written: Written) => string;

const factor: Say = (value, { number }) => `× ${number(Math.max(0, 1 - value))} to ${number(1 + value)}`;

const effects: Readonly<Record<HyperparameterKind, Say>> = {
  dropout: (value, { share }) => `${share(value)} of the inputs off`,
  featureDropout: (value, { share }) => `${share(value)} of the columns blank`,
  embeddingDropout: (value, { share }) => `${share(value)} of the tokens blank`,
  dropConnect: (value, { share }) => `${share(value)} of the weights cut`,
  gaussianNoise: (value, { number }) => `normal, ${number(value)} standard deviations`,
  inputScaling: (value, { number }) => `× ${number(1 / (1 + value))} to ${number(1 + value)}`,
  brightness: factor,
  contrast: factor,
  saturation: factor,
  hue: (value, { number }) => `turned by up to ${number(360 * value)}° either way`,
  cutoutHoles: (value, { exactly }) => `${Math.floor(value)}, tuned at ${exactly(value)}`,
  cutoutLength: (value, { exactly }) => `${Math.floor(value)} px, tuned at ${exactly(value)}`,
  shift: (value, { share }) => `up to ${share(value)} of the side`,
  horizontalFlip: (value, { share }) => `${share(value)} of the images`,
  verticalFlip: (value, { share }) => `${share(value)} of the images`,
  rotation: (value, { number }) => `up to ${number(value)}° either way`,
  activationPenalty: (value, { number }) => number(value),
  temporalPenalty: (value, { number }) => number(value),
  l2: (value, { number }) => number(value),
  l1: (value, { number }) => number(value),
};

/** What is disturbed, and how far at this strength; null for a kind of another version. */
export function strengthWords({ name, value }: Strength, locale: string): { what: string; how: string } | null {
  const kind = hyperparameterKinds.find((known) => name === `input.${known}`);
  if (kind === undefined) return null;
  const { name: what } = kindWords[kind];
  return {
    what: kindTraits[kind].appliesTo === 'input' ? what : `${what} of the input`,
    how: effects[kind](value, {
      number: (shown) => numberWords(shown, locale, 2),
      exactly: (shown) => numberWords(shown, locale),
      share: (shown) => percentWords(shown, locale, shown < 0.1 ? 1 : 0),
    }),
  };
}
