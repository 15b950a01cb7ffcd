// Names and explanations of hyperparameters, as people read them. One place for every screen.
import type { HyperparameterKind } from '../../src-shared/domain/hyperparameter.ts';

export interface KindWords {
  /** In sentences and column heads. */
  readonly name: string;
  /** Unit or scale of the value. */
  readonly unit: string;
  readonly what: string;
  readonly raiseWhen: string;
  readonly typical: string;
  readonly reference: string;
}

export const kindWords: Readonly<Record<HyperparameterKind, KindWords>> = {
  dropout: {
    name: 'Dropout',
    unit: 'share of units',
    what: 'Switches off this share of the layer’s outputs at random, anew for every example, so that no unit can rely on a few others.',
    raiseWhen: 'The training loss falls while the validation loss rises: the network over-fits.',
    typical: '0.1 to 0.5; the input rarely above 0.3.',
    reference: 'Srivastava et al., Journal of Machine Learning Research 15, 2014.',
  },
  featureDropout: {
    name: 'Column dropout',
    unit: 'share of columns',
    what: 'Blanks whole columns of the table at random, so that the network does not lean on a single measurement.',
    raiseWhen: 'One column explains the training rows too well, or some columns are noisy.',
    typical: '0.05 to 0.3.',
    reference: 'Srivastava et al., Journal of Machine Learning Research 15, 2014, applied to columns.',
  },
  gaussianNoise: {
    name: 'Noise',
    unit: 'standard deviations of the input',
    what: 'Adds normal noise to the inputs, as if every measurement had been repeated with an error.',
    raiseWhen: 'There are few rows, or the measurements are known to be noisy.',
    typical: '0.05 to 0.5 of a column’s standard deviation.',
    reference: 'Bishop, Neural Computation 7, 1995.',
  },
  l2: {
    name: 'L2',
    unit: 'penalty per squared weight',
    what: 'Pulls all weights of the layer towards zero, the large ones most (weight decay).',
    raiseWhen: 'The network over-fits and dropout alone does not help; small tables.',
    typical: '0.00001 to 0.01.',
    reference: 'Krogh and Hertz, NIPS 1991.',
  },
  l1: {
    name: 'L1',
    unit: 'penalty per absolute weight',
    what: 'Pulls weights towards exactly zero, so that few inputs remain in use.',
    raiseWhen: 'Only a few of many columns should matter.',
    typical: '0.000001 to 0.001.',
    reference: 'Tibshirani, Journal of the Royal Statistical Society B 58, 1996.',
  },
};

/** `dense1` as people read it: Dense 1. */
export function layerWords(layer: string): string {
  const [, word = layer, number = ''] = /^([a-z]+)(\d*)$/i.exec(layer) ?? [];
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}${number === '' ? '' : ` ${number}`}`;
}

/** `dense1.dropout` as people read it: Dropout of dense 1. */
export function hyperparameterWords(name: string): string {
  const dot = name.lastIndexOf('.');
  const kind = name.slice(dot + 1) as HyperparameterKind;
  return `${kindWords[kind]?.name ?? kind} of ${layerWords(name.slice(0, dot)).toLowerCase()}`;
}
