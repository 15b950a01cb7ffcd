// What every model of the zoo offers: a network for the STN's steps, and what a person or a checkpoint wants to know of it.
// Later models (CNNs, LSTMs) are further files that return this.
import type { Network } from '../stn/network.ts';

/** How a parameter starts; filled from counter-based noise named after the parameter. */
export type Initial =
  | { readonly kind: 'uniform'; readonly bound: number }
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
  readonly parameters: readonly ParameterSpec[];
  readonly noise: readonly NoiseInput[];
}

/** Whether and how a model carries its best response. */
export type ResponseForm = 'none' | 'centred' | 'published';
