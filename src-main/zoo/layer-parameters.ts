// The parameters of one (response) layer, dense or convolution: their names, shapes and starts.
import * as tf from '@tensorflow/tfjs-core';
import type { LayerWeights } from '../stn/layer-weights.ts';
import type { NamedTensors } from '../stn/network.ts';
import type { Initial, ParameterSpec, ResponseForm } from './model.ts';

const zero: Initial = { kind: 'constant', value: 0 };

/** Names of a layer's parameters. */
export function parameterNames(layer: string) {
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
export interface LayerSpecs {
  readonly general: readonly ParameterSpec[];
  readonly response: readonly ParameterSpec[];
}

/**
 * Weights and biases start uniform in ±1 / sqrt(values an output sees), the gain that a layer with a response has at 1 (the form `delta`
 * has none). In the published form the response's weights start like the general ones and its map at N(0, 0.01²), in the form `delta` its
 * map at zero. In the centred form the response's weights are what is added to the general ones (see {@link layerWeights}) and start, like
 * the map, at zero: the network begins as the ordinary one, and what the map learns first is to scale the units' weights, which is what
 * stronger regularisation does to them.
 * @param weightShape [I, O], or [kernel height, kernel width, channels, O]
 * @param hyperparameters number of tuned hyperparameters H; with 0 there is no response
 * @param hasGain LSTMs have none
 * Source: shared STN specification section 3 (initialisers) and 9.
 */
export function layerSpecs(
  layer: string,
  {
    weightShape,
    hyperparameters,
    form,
    hasGain = true,
  }: {
    readonly weightShape: readonly number[];
    readonly hyperparameters: number;
    readonly form: ResponseForm;
    readonly hasGain?: boolean;
  },
): LayerSpecs {
  const names = parameterNames(layer);
  const outputs = weightShape.at(-1) as number;
  const seen = weightShape.slice(0, -1).reduce((product, extent) => product * extent, 1);
  const uniform: Initial = { kind: 'uniform', bound: 1 / Math.sqrt(seen) };
  const general: ParameterSpec[] = [
    { name: names.weight, shape: weightShape, initial: uniform },
    { name: names.bias, shape: [outputs], initial: uniform },
  ];
  if (form === 'none' || hyperparameters === 0) return { general, response: [] };
  if (hasGain && form !== 'delta')
    general.push({ name: names.gain, shape: [1], initial: { kind: 'constant', value: 1 } });
  const response: ParameterSpec[] = [
    { name: names.responseWeight, shape: weightShape, initial: form === 'centred' ? zero : uniform },
    { name: names.responseBias, shape: [outputs], initial: form === 'centred' ? zero : uniform },
    {
      name: names.responseMap,
      shape: [hyperparameters, 2 * outputs],
      initial: form === 'published' ? { kind: 'normal', deviation: 0.01 } : zero,
    },
  ];
  return { general, response };
}

/** How many values the parameters hold. */
export function countValues(specs: readonly ParameterSpec[]): number {
  return specs.reduce((total, { shape }) => total + shape.reduce((product, extent) => product * extent, 1), 0);
}

/**
 * Collects a layer's tensors from all parameters. In the centred form the response layer is given the general weights plus the
 * response's own, so that it follows the general weights as they learn.
 * @param form `none` leaves the response out
 */
export function layerWeights<Weight extends tf.Tensor>(
  parameters: NamedTensors,
  layer: string,
  form: ResponseForm,
): LayerWeights<Weight> {
  const names = parameterNames(layer);
  const weight = parameters[names.weight] as Weight | undefined;
  if (weight === undefined) throw new Error(`The parameters lack ${names.weight}.`);
  const bias = parameters[names.bias] as tf.Tensor1D | undefined;
  const gain = parameters[names.gain] as tf.Tensor1D | undefined;
  const general = { weight, bias, gain };
  const map = parameters[names.responseMap] as tf.Tensor2D | undefined;
  const responseWeight = parameters[names.responseWeight] as Weight | undefined;
  const responseBias = parameters[names.responseBias] as tf.Tensor1D | undefined;
  if (form === 'none' || map === undefined || responseWeight === undefined) return general;
  if (form !== 'centred') return { ...general, response: { map, weight: responseWeight, bias: responseBias } };
  const sum = <T extends tf.Tensor>(a: T, b: T): T => tf.add(a, b);
  return {
    ...general,
    response: {
      map,
      weight: sum(weight, responseWeight),
      bias: bias === undefined || responseBias === undefined ? responseBias : sum(bias, responseBias),
    },
  };
}
