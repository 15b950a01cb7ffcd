// How many parameters a model has and how much it computes, layer by layer, from its config alone: arithmetic that needs no tensors.
import { convShapes } from './conv-shapes.ts';
import { gridOf, type InputShape } from './input-shape.ts';
import { layerNames } from './layer-names.ts';
import type { StnConfig } from './method-config.ts';
import type { Activation, CnnConfig, LstmConfig, ModelConfig } from './run-config.ts';

export interface LayerSize {
  readonly name: string;
  /** Values of one example that come in and go out. */
  readonly inputs: number;
  readonly outputs: number;
  /** Of what goes out, without the batch: [units], or [height, width, channels]. */
  readonly shape: number[];
  /** Null where nothing follows the layer's sum. */
  readonly activation: Activation | null;
  readonly parameters: number;
  /** Beside them, those of the response to the hyperparameters. */
  readonly responseParameters: number;
  /** Multiplications of the ordinary network for one example. */
  readonly products: number;
  /** Values before pooling; as many as `outputs` where nothing is pooled. */
  readonly activities: number;
}

export interface ModelSurroundings extends InputShape {
  /** Classes, or 1. */
  readonly outputs: number;
  /** Hyperparameters that are tuned, H. */
  readonly tuned: number;
  /** How the network carries its response; `none` without one. */
  readonly response: StnConfig['response'] | 'delta' | 'none';
}

/** LSTM layers have four sums for each of their units: forget, input, output, candidate. */
const gates = 4;

/** Weights of `fanIn` values for each of `outputs` units or channels, and their biases. */
function weightsOf(fanIn: number, outputs: number, { tuned, response }: ModelSurroundings) {
  const ordinary = fanIn * outputs + outputs;
  if (response === 'none' || tuned === 0) return { parameters: ordinary, responseParameters: 0 };
  // One gain a layer, but for the form `delta`; the map has a factor for each weight's and each bias's output.
  const gain = response === 'delta' ? 0 : 1;
  return { parameters: ordinary + gain, responseParameters: ordinary + 2 * tuned * outputs };
}

const withoutWeights = { activation: null, parameters: 0, responseParameters: 0, products: 0 } as const;

function denseSizes(
  names: readonly string[],
  { hidden }: Pick<ModelConfig, 'hidden'>,
  from: number,
  surroundings: ModelSurroundings,
): LayerSize[] {
  const widths = [from, ...hidden.map(({ width }) => width), surroundings.outputs];
  return names.map((name, index) => {
    const [inputs = 0, outputs = 0] = [widths[index], widths[index + 1]];
    return {
      name,
      inputs,
      outputs,
      shape: [outputs],
      activation: hidden[index]?.activation ?? null,
      ...weightsOf(inputs, outputs, surroundings),
      products: inputs * outputs,
      activities: outputs,
    };
  });
}

function cnnSizes(model: CnnConfig, surroundings: ModelSurroundings): readonly LayerSize[] {
  const names = layerNames(model);
  const grid = gridOf(surroundings);
  const shapes = convShapes(model.conv, grid);
  const count = ([height, width, channels]: readonly [number, number, number]): number => height * width * channels;
  const inputs = count(grid);
  const convolutions = shapes.map(({ input, convolved, output, kernel }, index): LayerSize => {
    const fanIn = kernel[0] * kernel[1] * input[2];
    return {
      name: names[index + 1] ?? '',
      inputs: count(input),
      outputs: count(output),
      shape: [...output],
      activation: model.conv[index]?.activation ?? null,
      ...weightsOf(fanIn, output[2], surroundings),
      products: fanIn * count(convolved),
      activities: count(convolved),
    };
  });
  const flat = count(shapes.at(-1)?.output ?? grid);
  return [
    { name: 'input', inputs, outputs: inputs, shape: [...grid], ...withoutWeights, activities: inputs },
    ...convolutions,
    { name: 'flatten', inputs: flat, outputs: flat, shape: [flat], ...withoutWeights, activities: 0 },
    ...denseSizes(names.slice(shapes.length + 2), model, flat, surroundings),
  ];
}

/**
 * One table of weights and one of their responses, a factor of the map for each of its columns; LSTM layers are two dense layers without
 * gains, from below and from the time before. Products and activities are those of all tokens of an example.
 */
function lstmSizes(model: LstmConfig, surroundings: ModelSurroundings): readonly LayerSize[] {
  const { tokens, tuned, response, outputs } = surroundings;
  const vocabulary = tokens?.vocabulary ?? 0;
  const isRunningText = tokens?.isRunningText === true;
  const length = isRunningText ? model.length : Math.min(model.length, surroundings.inputs);
  const responds = response !== 'none' && tuned > 0;
  const withResponse = (weights: number, biases: number, factors: number) => ({
    parameters: weights + biases,
    responseParameters: responds ? weights + biases + tuned * factors : 0,
  });
  const { embedding } = model;
  const layers = model.lstm.map(({ width }, index): LayerSize => {
    const below = model.lstm[index - 1]?.width ?? embedding;
    const weights = gates * width * (below + width);
    return {
      name: `lstm${index + 1}`,
      inputs: below,
      outputs: width,
      shape: [length, width],
      activation: null,
      ...withResponse(weights, 2 * gates * width, 4 * gates * width),
      products: length * weights,
      activities: length * gates * width,
    };
  });
  const last = model.lstm.at(-1)?.width ?? 0;
  const decoder: LayerSize = {
    name: 'output',
    inputs: last,
    outputs,
    shape: [length, outputs],
    activation: null,
    parameters: (model.isTied ? 0 : last * outputs) + outputs,
    responseParameters: 0,
    products: length * last * outputs,
    activities: length * outputs,
  };
  const names = layerNames(model);
  return [
    { name: 'input', inputs: length, outputs: length, shape: [length], ...withoutWeights, activities: length },
    {
      name: 'embedding',
      inputs: length,
      outputs: embedding,
      shape: [length, embedding],
      activation: null,
      ...withResponse(vocabulary * embedding, 0, embedding),
      products: 0,
      activities: length * embedding,
    },
    ...layers,
    { name: 'recurrent', inputs: last, outputs: last, shape: [length, last], ...withoutWeights, activities: 0 },
    ...(isRunningText ? [decoder] : denseSizes(names.slice(names.indexOf('recurrent') + 1), model, last, surroundings)),
  ];
}

/** The layers of a model with their sizes, the input first. @throws AppError `config/image-too-small` */
export function layerSizes(model: ModelConfig, surroundings: ModelSurroundings): readonly LayerSize[] {
  switch (model.kind) {
    case 'mlp': {
      const { inputs, imageShape } = surroundings;
      const [name = 'input', ...dense] = layerNames(model);
      const shape = [...(imageShape ?? [inputs])];
      return [
        { name, inputs, outputs: inputs, shape, ...withoutWeights, activities: inputs },
        ...denseSizes(dense, model, inputs, surroundings),
      ];
    }
    case 'cnn':
      return cnnSizes(model, surroundings);
    case 'lstm':
      return lstmSizes(model, surroundings);
    default:
      return model satisfies never;
  }
}
