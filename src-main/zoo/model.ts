// What every model of the zoo offers: a network for the STN's steps, and what a person or a checkpoint wants to know of it.
import type { InputShape } from '../../src-shared/domain/input-shape.ts';
import type { Network } from '../stn/network.ts';

/** How a parameter starts; filled from counter-based noise named after the parameter. */
export type Initial =
  | {
      readonly kind: 'uniform';
      readonly bound: number;
      /** So many of the first values are raised by so much; absent: none. */
      readonly raised?: { readonly count: number; readonly by: number };
    }
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'constant'; readonly value: number };

export interface ParameterSpec {
  /** `<layer>/<weight>`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: Initial;
}

/** Draws that a training pass asks for, as an input of the step. */
export interface NoiseInput {
  readonly name: string;
  readonly kind: 'uniform' | 'normal';
  /** Without the leading batch axis. */
  readonly shape: readonly number[];
  /** The draws serve the whole batch: they have no batch axis. */
  readonly isShared?: true;
}

/** One row of the layer list. */
export interface LayerDescription {
  readonly name: string;
  /** Without the batch axis. */
  readonly outputShape: readonly number[];
  /** Parameters of the general network, and of the response beside it. */
  readonly parameters: number;
  readonly responseParameters: number;
}

export interface Model extends Network {
  readonly layers: readonly LayerDescription[];
  /** Values of one example in the largest layer, before pooling. */
  readonly largestActivity: number;
  readonly parameters: readonly ParameterSpec[];
  readonly noise: readonly NoiseInput[];
}

/**
 * Whether and how a model carries its best response: `published` and `delta` as in the papers of those methods, with weights of its own;
 * `centred` with weights that are added to the general ones.
 */
export type ResponseForm = 'none' | 'centred' | 'published' | 'delta';

/** How pixels became inputs: input = (pixel - mean) / deviation, the pixel in [0, 1], channel by channel. */
export interface PixelScale {
  /** [channels] */
  readonly mean: readonly number[];
  /** [channels] */
  readonly deviation: readonly number[];
}

/** What a model must know beside its own configuration. */
export interface ModelSurroundings extends InputShape {
  /** Null where inputs are no pixels. */
  readonly pixelScale: PixelScale | null;
  /** Source column of each input, for feature dropout; columns are numbered from 0. */
  readonly featureOfInput: readonly number[];
  /** Classes, or 1 for a number. */
  readonly outputs: number;
  readonly form: ResponseForm;
  /** Number of tuned hyperparameters. */
  readonly hyperparameters: number;
  /** Names `<layer>.<kind>` of all hyperparameters in use, tuned or held: what is not here costs nothing. */
  readonly active: ReadonlySet<string>;
}
