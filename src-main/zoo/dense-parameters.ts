// The parameters of one (response) dense layer: their names, shapes and starts.
import type * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../stn/network.ts';
import type { DenseWeights } from '../stn/response-dense.ts';
import type { Initial, ParameterSpec, ResponseForm } from './model.ts';

const zero: Initial = { kind: 'constant', value: 0 };

/** Names of a dense layer's parameters. */
export function denseNames(layer: string) {
  return {
    weight: `${layer}/weight`,
    bias: `${layer}/bias`,
    gain: `${layer}/gain`,
    responseWeight: `${layer}/response-weight`,
    responseBias: `${layer}/response-bias`,
    responseMap: `${layer}/response-map`,
  } as const;
}

/** Specs of the ordinary layer, and of its response; the latter empty for the form `none`. */
export interface DenseSpecs {
  readonly general: readonly ParameterSpec[];
  readonly response: readonly ParameterSpec[];
}

/**
 * Weights and biases start uniform in ±1 / sqrt(inputs). The response map starts at N(0, 0.01²) in the published form and at zero in
 * the centred one, where the network must begin as the ordinary one. The gain belongs to the published form.
 * @param hyperparameters number of tuned hyperparameters H; with 0 there is no response
 * Source: shared STN specification section 3 (initialisers) and 9.
 */
export function denseSpecs(
  layer: string,
  {
    inputs,
    outputs,
    hyperparameters,
    form,
  }: {
    readonly inputs: number;
    readonly outputs: number;
    readonly hyperparameters: number;
    readonly form: ResponseForm;
  },
): DenseSpecs {
  const names = denseNames(layer);
  const uniform: Initial = { kind: 'uniform', bound: 1 / Math.sqrt(inputs) };
  const general: ParameterSpec[] = [
    { name: names.weight, shape: [inputs, outputs], initial: uniform },
    { name: names.bias, shape: [outputs], initial: uniform },
  ];
  if (form === 'none' || hyperparameters === 0) return { general, response: [] };
  if (form === 'published') general.push({ name: names.gain, shape: [1], initial: { kind: 'constant', value: 1 } });
  const response: ParameterSpec[] = [
    { name: names.responseWeight, shape: [inputs, outputs], initial: uniform },
    { name: names.responseBias, shape: [outputs], initial: uniform },
    {
      name: names.responseMap,
      shape: [hyperparameters, 2 * outputs],
      initial: form === 'published' ? { kind: 'normal', deviation: 0.01 } : zero,
    },
  ];
  return { general, response };
}

/** Collects a dense layer's tensors from all parameters; a response without its weight, or a missing bias, is simply absent. */
export function denseWeights(parameters: NamedTensors, layer: string): DenseWeights {
  const names = denseNames(layer);
  const weight = parameters[names.weight];
  if (weight === undefined) throw new Error(`The parameters lack ${names.weight}.`);
  const map = parameters[names.responseMap];
  const responseWeight = parameters[names.responseWeight];
  return {
    weight: weight as tf.Tensor2D,
    bias: parameters[names.bias] as tf.Tensor1D | undefined,
    gain: parameters[names.gain] as tf.Tensor1D | undefined,
    response:
      map === undefined || responseWeight === undefined
        ? undefined
        : {
            map: map as tf.Tensor2D,
            weight: responseWeight as tf.Tensor2D,
            bias: parameters[names.responseBias] as tf.Tensor1D | undefined,
          },
  };
}
