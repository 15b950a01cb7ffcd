// Which colour and which dashes a hyperparameter has, from its name alone: the same on every screen and in every figure.
// Colour tells the layer, dashes tell the kind, and dashes go on where colours repeat.
import { type HyperparameterKind, hyperparameterKinds } from '../domain/hyperparameter.ts';

/** Index into the palette and into the dash patterns. */
export interface SeriesStyle {
  readonly colour: number;
  readonly pattern: number;
}

/** Colours of the palette, black left to the losses. Source: Okabe and Ito, Color Universal Design, 2008. */
const paletteColours = 7;
/** Solid, dashed, dotted, dash-dot. */
const dashPatterns = 4;

/** Colours between those of `input` (the first) and `output` (the last). */
const middle = paletteColours - 2;

/** Where several kinds of one layer share a panel, dashes tell them apart; kinds that only one layer has differ in colour too. */
const styleOfKind: Readonly<Record<HyperparameterKind, SeriesStyle>> = {
  dropout: { colour: 0, pattern: 0 },
  featureDropout: { colour: 0, pattern: 1 },
  embeddingDropout: { colour: 1, pattern: 1 },
  dropConnect: { colour: 0, pattern: 3 },
  gaussianNoise: { colour: 0, pattern: 0 },
  inputScaling: { colour: 0, pattern: 0 },
  brightness: { colour: 0, pattern: 0 },
  contrast: { colour: 1, pattern: 1 },
  saturation: { colour: 2, pattern: 2 },
  hue: { colour: 3, pattern: 3 },
  cutoutHoles: { colour: 0, pattern: 0 },
  cutoutLength: { colour: 1, pattern: 1 },
  shift: { colour: 0, pattern: 0 },
  horizontalFlip: { colour: 1, pattern: 1 },
  verticalFlip: { colour: 2, pattern: 2 },
  rotation: { colour: 3, pattern: 3 },
  activationPenalty: { colour: 1, pattern: 0 },
  temporalPenalty: { colour: 2, pattern: 1 },
  l2: { colour: 0, pattern: 0 },
  l1: { colour: 0, pattern: 1 },
};

/** Convolutions are dashed where dense layers are solid, and begin with another colour: they share panels. */
const ofConvolutions = { colour: 2, pattern: 1 };

/** LSTM layers take the colours that dense layers come to last, so that a few of both can share a panel. */
const ofLstm = [4, 3, 5, 2, 1];

function placeOf(layer: string): SeriesStyle {
  if (layer === 'input' || layer === 'embedding') return { colour: 0, pattern: 0 };
  if (['output', 'flatten', 'recurrent'].includes(layer)) return { colour: paletteColours - 1, pattern: 0 };
  const number = Number(/\d+$/.exec(layer)?.[0] ?? 1) - 1;
  if (layer.startsWith('lstm')) {
    return { colour: ofLstm[number % middle] ?? 1, pattern: 2 * Math.floor(number / middle) };
  }
  const first = layer.startsWith('conv') ? ofConvolutions : { colour: 0, pattern: 0 };
  return { colour: 1 + ((number + first.colour) % middle), pattern: first.pattern + 2 * Math.floor(number / middle) };
}

/** The kind at the end of a hyperparameter's name; null for a name of another version. */
export function kindOfName(name: string): HyperparameterKind | null {
  const kind = name.slice(name.lastIndexOf('.') + 1);
  return hyperparameterKinds.find((candidate) => candidate === kind) ?? null;
}

/** Style of `<layer>.<kind>`. */
export function hyperparameterStyle(name: string): SeriesStyle {
  const kind = kindOfName(name);
  const ofLayer = placeOf(name.slice(0, Math.max(0, name.lastIndexOf('.'))));
  const ofKind = kind === null ? { colour: 0, pattern: 0 } : styleOfKind[kind];
  return {
    colour: (ofLayer.colour + ofKind.colour) % paletteColours,
    pattern: (ofLayer.pattern + ofKind.pattern) % dashPatterns,
  };
}

/** Lines beyond which dashes tell nothing apart any more, and only take long to draw. */
export const crowd = 60;

/** Style of the n-th of so many runs or experiments. */
export function ordinalStyle(index: number, count = 1): SeriesStyle {
  const pattern = count > crowd ? 0 : Math.floor(index / paletteColours) % dashPatterns;
  return { colour: index % paletteColours, pattern };
}
