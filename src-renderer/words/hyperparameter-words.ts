// Names and explanations of hyperparameters, as people read them. One place for every screen.
import type { DataCard } from '../../src-shared/domain/data-card.ts';
import {
  type HyperparameterGroup,
  type HyperparameterKind,
  hyperparameterKinds,
  type KindNeeds,
  kindTraits,
} from '../../src-shared/domain/hyperparameter.ts';
import { layerRole } from '../../src-shared/domain/layer-names.ts';
import { numberWords } from './quantities.ts';
import { capitalised, inSentence } from './sentence-case.ts';
import { lockedDropoutWords, tokenKindWords } from './token-kind-words.ts';

export interface KindWords {
  /** In sentences and column heads. */
  readonly name: string;
  /** Unit or scale of the value. */
  readonly unit: string;
  /** The unit as it stands behind a value; nothing for shares and strengths. */
  readonly sign: string;
  readonly what: string;
  readonly raiseWhen: string;
  readonly typical: string;
  readonly reference: string;
}

export const kindWords: Readonly<Record<HyperparameterKind, KindWords>> = {
  dropout: {
    name: 'Dropout',
    unit: 'share of units',
    sign: '',
    what: 'Switches off this share of the layer’s outputs at random, anew for every example, so that no unit can rely on a few others. After a convolution it switches off whole channels.',
    raiseWhen: 'The training loss falls while the validation loss rises: the network over-fits.',
    typical: '0.1 to 0.5; the input and convolutions rarely above 0.3.',
    reference: 'Srivastava et al., Journal of Machine Learning Research 15, 2014.',
  },
  featureDropout: {
    name: 'Column dropout',
    unit: 'share of columns',
    sign: '',
    what: 'Blanks whole columns of the table at random, so that the network does not lean on a single measurement.',
    raiseWhen: 'One column explains the training rows too well, or some columns are noisy.',
    typical: '0.05 to 0.3.',
    reference: 'Srivastava et al., Journal of Machine Learning Research 15, 2014, applied to columns.',
  },
  ...tokenKindWords,
  gaussianNoise: {
    name: 'Input noise',
    unit: 'standard deviations of the input',
    sign: '',
    what: 'Adds normal noise to the inputs, as if every measurement had been repeated with an error.',
    raiseWhen: 'There are few rows, or the measurements are known to be noisy.',
    typical: '0.05 to 0.5 of a column’s standard deviation.',
    reference: 'Bishop, Neural Computation 7, 1995.',
  },
  inputScaling: {
    name: 'Input scaling',
    unit: 'strength s of a factor between 1/(1+s) and 1+s',
    sign: '',
    what: 'Multiplies each example by one random factor near 1, as if the exposure or the concentration had differed.',
    raiseWhen: 'The overall intensity varies between measurements and does not matter for the answer.',
    typical: '0.05 to 0.2.',
    reference: 'MacKay et al., Self-Tuning Networks, ICLR 2019.',
  },
  brightness: {
    name: 'Brightness',
    unit: 'strength j of a factor between 1−j and 1+j',
    sign: '',
    what: 'Makes each training image brighter or darker at random.',
    raiseWhen: 'Lighting or exposure differs between images and does not matter for the answer.',
    typical: '0.05 to 0.4.',
    reference: 'Krizhevsky et al., NIPS 2012; MacKay et al., ICLR 2019.',
  },
  contrast: {
    name: 'Contrast',
    unit: 'strength j of a factor between 1−j and 1+j',
    sign: '',
    what: 'Pulls each training image towards its mean grey, or away from it, at random.',
    raiseWhen: 'Staining or detector gain differs between images.',
    typical: '0.05 to 0.4.',
    reference: 'Krizhevsky et al., NIPS 2012; MacKay et al., ICLR 2019.',
  },
  saturation: {
    name: 'Saturation',
    unit: 'strength j of a factor between 1−j and 1+j',
    sign: '',
    what: 'Makes the colours of each training image paler or stronger at random.',
    raiseWhen: 'The strength of colours varies between images and does not matter.',
    typical: '0.05 to 0.4.',
    reference: 'MacKay et al., Self-Tuning Networks, ICLR 2019.',
  },
  hue: {
    name: 'Hue',
    unit: 'strength j of a turn between −j and j of the colour circle',
    sign: '',
    what: 'Turns the colours of each training image round the colour circle at random.',
    raiseWhen: 'Colours differ between cameras or stains; keep it low where the colour is the answer.',
    typical: '0.01 to 0.1.',
    reference: 'MacKay et al., Self-Tuning Networks, ICLR 2019.',
  },
  cutoutHoles: {
    name: 'Cutout holes',
    unit: 'whole holes, rounded down',
    sign: '',
    what: 'Covers so many squares of each training image, at random places, so that no single detail decides. There are only whole holes: 1.7 is one hole, and examples that try 2.1 have two.',
    raiseWhen: 'The network looks at one corner of the images only, or over-fits.',
    typical: '1, rarely 2 or 3.',
    reference: 'DeVries and Taylor, arXiv:1708.04552, 2017.',
  },
  cutoutLength: {
    name: 'Cutout length',
    unit: 'whole pixels or columns, rounded down',
    sign: '',
    what: 'The side of each covered square in whole pixels: 7.8 covers 7. Along a table it is the number of neighbouring columns.',
    raiseWhen: 'The network over-fits although holes are cut.',
    typical: 'A quarter to half of the image’s side.',
    reference: 'DeVries and Taylor, arXiv:1708.04552, 2017.',
  },
  shift: {
    name: 'Shift',
    unit: 'share of the side',
    sign: '',
    what: 'Moves each training example by a random distance up to this share of its side.',
    raiseWhen: 'Objects are not centred in the same way, or peaks drift.',
    typical: '0.02 to 0.15.',
    reference: 'Simard, Steinkraus and Platt, ICDAR 2003.',
  },
  horizontalFlip: {
    name: 'Horizontal flip',
    unit: 'probability',
    sign: '',
    what: 'Mirrors a training image left to right with this probability.',
    raiseWhen: 'Left and right mean the same, as for cells under a microscope; never for letters.',
    typical: '0.5 where mirror images are as good, else off.',
    reference: 'Krizhevsky et al., NIPS 2012.',
  },
  verticalFlip: {
    name: 'Vertical flip',
    unit: 'probability',
    sign: '',
    what: 'Mirrors a training image top to bottom with this probability.',
    raiseWhen: 'Up and down mean the same, as for cells under a microscope.',
    typical: '0.5 where mirror images are as good, else off.',
    reference: 'Krizhevsky et al., NIPS 2012.',
  },
  rotation: {
    name: 'Rotation',
    unit: 'degrees to either side',
    sign: '°',
    what: 'Turns each training image by a random angle up to this many degrees.',
    raiseWhen: 'Objects may lie at any angle.',
    typical: '5 to 15 degrees; 90 and more where there is no up.',
    reference: 'Simard, Steinkraus and Platt, ICDAR 2003.',
  },
  l2: {
    name: 'L2',
    unit: 'penalty per squared weight',
    sign: '',
    what: 'Pulls all weights of the layer towards zero, the large ones most (weight decay).',
    raiseWhen: 'The network over-fits and dropout alone does not help; small tables.',
    typical: '0.00001 to 0.01.',
    reference: 'Krogh and Hertz, NIPS 1991.',
  },
  l1: {
    name: 'L1',
    unit: 'penalty per absolute weight',
    sign: '',
    what: 'Pulls weights towards exactly zero, so that few inputs remain in use.',
    raiseWhen: 'Only a few of many columns should matter.',
    typical: '0.000001 to 0.001.',
    reference: 'Tibshirani, Journal of the Royal Statistical Society B 58, 1996.',
  },
};

/** What the input is; null where that is not known. */
export type InputForm = DataCard['form'] | null;

/** A length is counted in what the input is made of. */
const lengthWords = {
  images: { unit: 'whole pixels, rounded down', sign: ' px' },
  table: {
    unit: 'whole columns, rounded down',
    sign: ' columns',
    what: 'How many neighbouring columns each hole covers, in whole columns: 7.8 covers 7.',
    typical: 'Up to a quarter of the columns.',
  },
} as const;

/** The words of a kind on such an input. */
export function kindWordsOn(kind: HyperparameterKind, form: InputForm): KindWords {
  if (kind !== 'cutoutLength' || form === null) return kindWords[kind];
  return { ...kindWords[kind], ...lengthWords[form === 'images' ? 'images' : 'table'] };
}

/** The words of a hyperparameter on such an input: dropout is another one where a layer hands on tokens. */
export function explanationOf(name: string, form: InputForm): KindWords {
  const [layer = '', last = ''] = name.split('.');
  const kind = hyperparameterKinds.find((known) => known === last) ?? 'dropout';
  const role = layerRole(layer);
  const isLocked = kind === 'dropout' && (role === 'embedding' || role === 'lstm');
  return isLocked ? { ...kindWords.dropout, ...lockedDropoutWords } : kindWordsOn(kind, form);
}

/** A value with its unit: "3.84 px", "10°", "1 column". */
export function valueWords(
  value: number,
  { kind, form, locale }: { readonly kind: HyperparameterKind; readonly form: InputForm; readonly locale: string },
): string {
  const { sign } = kindWordsOn(kind, form);
  return `${numberWords(value, locale)}${value === 1 && sign === ' columns' ? ' column' : sign}`;
}

/** What the groups of kinds that belong to the input are called, and what they have in common. */
export const groupWords: Readonly<
  Record<HyperparameterGroup, { readonly name: string; readonly what: string; readonly all: string }>
> = {
  dropout: { name: 'Dropout', what: 'switched off at random', all: 'all dropouts' },
  noise: { name: 'Noise', what: 'every value disturbed', all: 'all noise' },
  colour: { name: 'Colour', what: 'as if lit or stained otherwise', all: 'all colour jitter' },
  cutout: { name: 'Cutout', what: 'parts covered', all: 'both of cutout' },
  geometry: { name: 'Geometry', what: 'moved, mirrored, turned', all: 'all geometry' },
  activation: { name: 'Activations', what: 'on the size of what layers say', all: 'both activation penalties' },
  penalty: { name: 'Penalties', what: 'on the size of weights', all: 'all penalties' },
};

/** What a kind that cannot be used lacks, in two or three words. */
export const needsWords: Readonly<Record<KindNeeds, string>> = {
  nothing: '',
  columns: 'needs a table',
  axis: 'needs an ordered axis',
  image: 'needs images',
  colour: 'needs colour',
  tokens: 'needs an LSTM',
};

/** `dense1` as people read it: Dense 1; `conv1`: Convolution 1; `lstm1`: LSTM 1. */
export function layerWords(layer: string): string {
  if (layer === 'recurrent') return 'All LSTM layers';
  const [, word = layer, number = ''] = /^([a-z]+)(\d*)$/i.exec(layer) ?? [];
  const said = { conv: 'Convolution', lstm: 'LSTM' }[word] ?? capitalised(word);
  return `${said}${number === '' ? '' : ` ${number}`}`;
}

/** The same within a sentence: dense 1, LSTM 1. */
export function layerInSentence(layer: string): string {
  return inSentence(layerWords(layer));
}

/** Layers of which there is one, so that what only they have needs no layer in its name. */
const single: readonly string[] = ['input', 'embedding', 'recurrent'];

/** `dense1.dropout` as people read it: Dropout of dense 1. Kinds that only one layer has stand alone: Hue, DropConnect. */
export function hyperparameterWords(name: string): string {
  const dot = name.lastIndexOf('.');
  const layer = name.slice(0, dot);
  const kind = name.slice(dot + 1) as HyperparameterKind;
  const what = kindWords[kind]?.name ?? kind;
  if (single.includes(layer) && kindTraits[kind]?.appliesTo === layer) return what;
  return layer === 'flatten' ? `${what} after flattening` : `${what} of ${layerInSentence(layer)}`;
}
