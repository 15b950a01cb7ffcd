// One LSTM layer of a network: its parameters, what it hands on, and DropConnect on its weights from one time to the next.
import * as tf from '@tensorflow/tfjs-core';
import { dropoutMask } from '../stn/dropout.ts';
import { type Dual, still } from '../stn/dual.ts';
import type { LayerWeights } from '../stn/layer-weights.ts';
import { linearisedLstm } from '../stn/linearised-lstm.ts';
import type { RecurrenceResult } from '../stn/lstm-recurrence.ts';
import type { Conditions, NamedTensors } from '../stn/network.ts';
import { responseLstm } from '../stn/response-lstm.ts';
import { type LayerSpecs, layerSpecs, layerWeights } from './layer-parameters.ts';
import type { ModelSurroundings, NoiseInput, ResponseForm } from './model.ts';

export interface LstmLayer {
  readonly name: string;
  /** Values that come from below at one time. */
  readonly below: number;
  readonly width: number;
}

const gates = 4;
const dropConnectName = 'recurrent.dropConnect';

/** Under what names its two sets of weights are kept: from below, and from the state before. */
export function lstmParts(name: string): readonly [input: string, hidden: string] {
  return [`${name}/input`, `${name}/hidden`];
}

/** What it hands on to the next pass: its output and its cell. */
export function stateNames(name: string) {
  return { h: `${name}/h`, c: `${name}/c` } as const;
}

/**
 * Two dense layers without gains. Source: shared STN specification section 3, HyperLSTMCell.
 * @param forgetBias what the forget gates' bias is raised by at the start
 */
export function lstmSpecs(
  { name, below, width }: LstmLayer,
  { hyperparameters, form }: Pick<ModelSurroundings, 'hyperparameters' | 'form'>,
  forgetBias: number,
): LayerSpecs {
  const [input, hidden] = lstmParts(name);
  const specsOf = (part: string, inputs: number): LayerSpecs =>
    layerSpecs(part, { weightShape: [inputs, gates * width], hyperparameters, form, hasGain: false });
  const both = [specsOf(input, below), withForgetBias(specsOf(hidden, width), { count: width, by: forgetBias })];
  return { general: both.flatMap(({ general }) => general), response: both.flatMap(({ response }) => response) };
}

/** Forget gates are the first. */
function withForgetBias(specs: LayerSpecs, raised: { readonly count: number; readonly by: number }): LayerSpecs {
  const general = specs.general.map((spec) =>
    spec.name.endsWith('/bias') && spec.initial.kind === 'uniform' && raised.by !== 0
      ? { ...spec, initial: { ...spec.initial, raised } }
      : spec,
  );
  return { ...specs, general };
}

const drawsOf = (name: string): string => `${name}.dropConnect`;

/** Draws for DropConnect, one a weight from a unit to a gate. */
export function lstmNoise({ name, width }: LstmLayer, active: ReadonlySet<string>): readonly NoiseInput[] {
  if (!active.has(dropConnectName)) return [];
  return [{ name: drawsOf(name), kind: 'uniform', shape: [width, gates * width], isShared: true }];
}

/** Outputs of all times, [T, B, width], and the state after the last one. */
interface LstmLayerResult extends Omit<RecurrenceResult, 'outputs'> {
  readonly outputs: Dual<tf.Tensor3D>;
}

/** @param x times first, [T, B, below] */
export function lstmLayer(
  { name, width }: LstmLayer,
  { x, isReal }: { readonly x: Dual<tf.Tensor3D>; readonly isReal: tf.Tensor3D | null },
  {
    parameters,
    conditions,
  }: { readonly parameters: NamedTensors; readonly conditions: Conditions & { readonly form: ResponseForm } },
): LstmLayerResult {
  const [inputPart, hiddenPart] = lstmParts(name);
  const { form, response, isLinearised, carried } = conditions;
  const state = stateNames(name);
  const start = (of: string): tf.Tensor2D =>
    (carried?.[of] as tf.Tensor2D | undefined) ?? tf.zeros<tf.Rank.R2>([x.value.shape[1], width]);
  const weights = {
    input: layerWeights<tf.Tensor2D>(parameters, inputPart, form),
    hidden: dropConnected(layerWeights(parameters, hiddenPart, form), name, conditions),
  };
  const given = { isReal, h: start(state.h), c: start(state.c) };
  if (isLinearised === true && response !== null) return linearisedLstm({ ...given, x, response }, weights);
  const pass = responseLstm({ ...given, x: x.value, response }, weights);
  return { ...pass, outputs: still(pass.outputs) };
}

/** The same weights dropped in the general and the response weights; biases stay. Where rows are in groups, each has weights of its own. */
function dropConnected(
  weights: LayerWeights<tf.Tensor2D>,
  name: string,
  conditions: Conditions,
): LayerWeights<tf.Tensor> {
  const draws = conditions.noise?.[drawsOf(name)];
  const rate = draws === undefined ? null : conditions.valueOf(dropConnectName);
  if (draws === undefined || rate === null) return weights;
  const mask =
    rate.size === 1
      ? dropoutMask({ p: tf.reshape(rate, []), uniform: draws })
      : dropoutMask({ p: rate, uniform: tf.expandDims(draws, 0) });
  const { weight, response } = weights;
  return {
    ...weights,
    weight: tf.mul(weight, mask),
    response: response === undefined ? undefined : { ...response, weight: tf.mul(response.weight, mask) },
  };
}
