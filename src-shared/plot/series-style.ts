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

/** Kinds that share a panel with another one start with other dashes. */
const patternOfKind: Readonly<Record<HyperparameterKind, number>> = {
  dropout: 0,
  featureDropout: 1,
  gaussianNoise: 0,
  inputScaling: 1,
  brightness: 0,
  contrast: 1,
  saturation: 2,
  hue: 3,
  cutoutHoles: 0,
  cutoutLength: 1,
  shift: 0,
  horizontalFlip: 1,
  verticalFlip: 2,
  rotation: 3,
  l2: 0,
  l1: 1,
};

function placeOf(layer: string): { readonly colour: number; readonly round: number } {
  if (layer === 'input') return { colour: 0, round: 0 };
  if (layer === 'output') return { colour: paletteColours - 1, round: 0 };
  const number = Number(/\d+$/.exec(layer)?.[0] ?? 1) - 1;
  return { colour: 1 + (number % middle), round: Math.floor(number / middle) };
}

/** The kind at the end of a hyperparameter's name; null for a name of another version. */
export function kindOfName(name: string): HyperparameterKind | null {
  const kind = name.slice(name.lastIndexOf('.') + 1);
  return hyperparameterKinds.find((candidate) => candidate === kind) ?? null;
}

/** Style of `<layer>.<kind>`. */
export function hyperparameterStyle(name: string): SeriesStyle {
  const kind = kindOfName(name);
  const { colour, round } = placeOf(name.slice(0, Math.max(0, name.lastIndexOf('.'))));
  return { colour, pattern: ((kind === null ? 0 : patternOfKind[kind]) + 2 * round) % dashPatterns };
}

/** Style of the n-th of several runs or experiments. */
export function ordinalStyle(index: number): SeriesStyle {
  return { colour: index % paletteColours, pattern: Math.floor(index / paletteColours) % dashPatterns };
}
