// How many parameters a model has, layer by layer, from its config alone: arithmetic that needs no tensors.
import { layerNames } from './layer-names.ts';
import type { Activation, ModelConfig, StnConfig } from './run-config.ts';

export interface LayerSize {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Null where nothing follows the layer's sum. */
  readonly activation: Activation | null;
  readonly parameters: number;
  /** Beside them, those of the response to the hyperparameters. */
  readonly responseParameters: number;
}

export interface ModelSurroundings {
  /** Inputs of the network. */
  readonly inputs: number;
  /** Classes, or 1. */
  readonly outputs: number;
  /** Hyperparameters that are tuned, H. */
  readonly tuned: number;
  /** How the network carries its response; `none` without one. */
  readonly response: StnConfig['response'] | 'none';
}

function denseSize(inputs: number, outputs: number, { tuned, response }: ModelSurroundings) {
  const ordinary = inputs * outputs + outputs;
  if (response === 'none' || tuned === 0) return { parameters: ordinary, responseParameters: 0 };
  // One gain a layer; the map has a factor for each weight's and each bias's output.
  return { parameters: ordinary + 1, responseParameters: ordinary + 2 * tuned * outputs };
}

/** The layers of a model with their sizes, the input first. */
export function layerSizes(model: ModelConfig, surroundings: ModelSurroundings): readonly LayerSize[] {
  switch (model.kind) {
    case 'mlp': {
      const { inputs, outputs } = surroundings;
      const [input = 'input', ...dense] = layerNames(model);
      const widths = [inputs, ...model.hidden.map(({ width }) => width), outputs];
      const first = { name: input, inputs, outputs: inputs, activation: null, parameters: 0, responseParameters: 0 };
      return [
        first,
        ...dense.map((name, index): LayerSize => {
          const [from = 0, to = 0] = [widths[index], widths[index + 1]];
          const activation = model.hidden[index]?.activation ?? null;
          return { name, inputs: from, outputs: to, activation, ...denseSize(from, to, surroundings) };
        }),
      ];
    }
    default:
      return model.kind satisfies never;
  }
}
