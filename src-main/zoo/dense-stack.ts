// (dense -> activation -> dropout)* -> output: what perceptrons are and convolutional networks end with.
import type * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../src-shared/domain/run-config.ts';
import type { Conditions, NamedTensors } from '../stn/network.ts';
import { responseDense } from '../stn/response-dense.ts';
import { activate } from './activations.ts';
import { dropBehind, dropoutNoise } from './dropout-layer.ts';
import { countValues, type LayerSpecs, layerSpecs, layerWeights } from './layer-parameters.ts';
import type { LayerDescription, ModelSurroundings, NoiseInput } from './model.ts';
import { formUnder } from './penalty.ts';

export interface DenseStack {
  readonly specs: readonly LayerSpecs[];
  readonly layers: readonly LayerDescription[];
  readonly noise: readonly NoiseInput[];
  /** @param x [B, inputs] @returns [B, outputs] */
  forward(parameters: NamedTensors, x: tf.Tensor2D, conditions: Conditions): tf.Tensor2D;
}

/** @param names of the hidden layers and the output @param inputs values of one example that come in */
export function denseStack(
  names: readonly string[],
  hidden: ModelConfig['hidden'],
  { inputs, outputs, form, hyperparameters, active }: Omit<ModelSurroundings, 'imageShape'>,
): DenseStack {
  const widths = [inputs, ...hidden.map(({ width }) => width), outputs];
  const widthOf = (index: number): number => widths[index] as number;
  const specs = names.map((name, index) =>
    layerSpecs(name, { weightShape: [widthOf(index), widthOf(index + 1)], hyperparameters, form }),
  );
  return {
    specs,
    layers: names.map((name, index) => describe(name, [widthOf(index + 1)], specs[index])),
    noise: hidden.flatMap(({ width }, index) => dropoutNoise(names[index] as string, width, active)),
    forward: (parameters, x, conditions) =>
      names.reduce((activity, name, index) => {
        const weights = layerWeights<tf.Tensor2D>(parameters, name, formUnder(conditions, form));
        const sum = responseDense(activity, conditions.response, weights);
        const layer = hidden[index];
        return layer === undefined ? sum : dropBehind(activate(sum, layer.activation), name, conditions);
      }, x),
  };
}

/** A row of the layer list. @param outputShape without the batch axis */
export function describe(name: string, outputShape: readonly number[], specs?: LayerSpecs): LayerDescription {
  return {
    name,
    outputShape,
    parameters: countValues(specs?.general ?? []),
    responseParameters: countValues(specs?.response ?? []),
  };
}
