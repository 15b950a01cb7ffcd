// (dense -> activation -> dropout)* -> output: what perceptrons are and convolutional networks end with.
import type * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../src-shared/domain/run-config.ts';
import { type Dual, linearly, still } from '../stn/dual.ts';
import type { Conditions, NamedTensors } from '../stn/network.ts';
import { type DenseWeights, linearisedDense, responseDense } from '../stn/response-dense.ts';
import { activateDual } from './activations.ts';
import { dropBehind, dropoutNoise } from './dropout-layer.ts';
import { countValues, type LayerSpecs, layerSpecs, layerWeights } from './layer-parameters.ts';
import type { LayerDescription, ModelSurroundings, NoiseInput } from './model.ts';
import { formUnder } from './penalty.ts';

export interface DenseStack {
  readonly specs: readonly LayerSpecs[];
  readonly layers: readonly LayerDescription[];
  readonly noise: readonly NoiseInput[];
  /** @param x [B, inputs] @returns [B, outputs]; tangents only where the conditions ask for a linearised pass */
  forward(parameters: NamedTensors, x: Dual<tf.Tensor2D>, conditions: Conditions): Dual<tf.Tensor2D>;
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
        const sum = denseUnder(conditions, activity, weights);
        const layer = hidden[index];
        if (layer === undefined) return sum;
        return linearly(activateDual(sum, layer.activation), (value) => dropBehind(value, name, conditions));
      }, x),
  };
}

function denseUnder(
  { response, isLinearised }: Conditions,
  x: Dual<tf.Tensor2D>,
  weights: DenseWeights,
): Dual<tf.Tensor2D> {
  if (isLinearised === true && response !== null) return linearisedDense(x, response, weights);
  return still(responseDense(x.value, response, weights));
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
