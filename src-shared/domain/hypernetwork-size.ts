// How large a network is that gives all weights of another: arithmetic from the config alone, shown before anything is started.
import type { InputShape } from './input-shape.ts';
import type { HypernetworkConfig } from './method-config.ts';
import { layerSizes } from './model-size.ts';
import type { ModelConfig } from './run-config.ts';

export interface HypernetworkSize {
  /** Weights and biases of the network that is given its weights. */
  readonly network: number;
  /** Those of the network that gives them. */
  readonly hypernetwork: number;
}

/** What the size depends on beside the method's own settings. */
export interface HypernetworkSurroundings {
  readonly model: ModelConfig;
  readonly data: InputShape;
  /** Classes, or 1. */
  readonly outputs: number;
  /** Hyperparameters that are tuned, H. */
  readonly tuned: number;
}

/**
 * Beyond this a step moves more than 200 MB of weights, and with the optimiser's values and gradients the state comes to a gigabyte.
 */
export const largestHypernetwork = 50_000_000;

/**
 * Layers from H values through the hidden ones to one value for each weight: (H + 1) weights for each of the network's without hidden
 * layers, otherwise the last hidden layer's width and 1.
 */
export function hypernetworkSize(
  { hidden }: Pick<HypernetworkConfig, 'hidden'>,
  { model, data, outputs, tuned }: HypernetworkSurroundings,
): HypernetworkSize {
  const layers = layerSizes(model, { ...data, outputs, tuned: 0, response: 'none' });
  const network = layers.reduce((sum, { parameters }) => sum + parameters, 0);
  const widths = [tuned, ...hidden, network];
  const hypernetwork = widths.slice(1).reduce((sum, width, index) => sum + width * ((widths[index] ?? 0) + 1), 0);
  return { network, hypernetwork };
}

function inWords(count: number): string {
  if (count >= 1e6) return `${(count / 1e6).toLocaleString('en-US', { maximumFractionDigits: 1 })} million`;
  return count.toLocaleString('en-US');
}

/** Such as "A hypernetwork for this network has 12.3 million parameters, 46 times the network's own." */
export function hypernetworkSizeInWords({ network, hypernetwork }: HypernetworkSize): string {
  const times = hypernetwork / Math.max(1, network);
  const shown = times.toLocaleString('en-US', { maximumFractionDigits: times < 10 ? 1 : 0 });
  return `A hypernetwork for this network has ${inWords(hypernetwork)} parameters, ${shown} times the network's own ${inWords(network)}.`;
}
