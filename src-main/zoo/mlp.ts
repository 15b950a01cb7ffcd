// Multilayer perceptrons of any depth, with dropout and noise at the input, dropout after each hidden layer, and weight penalties.
import * as tf from '@tensorflow/tfjs-core';
import { layerNames } from '../../src-shared/domain/layer-names.ts';
import type { Activation } from '../../src-shared/domain/run-config.ts';
import { dropout, featureDropout } from '../stn/dropout.ts';
import { addGaussianNoise } from '../stn/input-noise.ts';
import type { Conditions, NamedTensors } from '../stn/network.ts';
import { l1Penalty, l2Penalty } from '../stn/penalties.ts';
import { responseDense } from '../stn/response-dense.ts';
import { denseSpecs, denseWeights } from './dense-parameters.ts';
import type { LayerDescription, Model, NoiseInput, ParameterSpec, ResponseForm } from './model.ts';

export interface MlpSpec {
  readonly inputs: number;
  readonly hidden: readonly { readonly width: number; readonly activation: Activation }[];
  /** Classes, or 1 for a number. */
  readonly outputs: number;
  readonly form: ResponseForm;
  /** Number of tuned hyperparameters. */
  readonly hyperparameters: number;
  /** Names `<layer>.<kind>` of all hyperparameters in use, tuned or held: what is not here costs nothing. */
  readonly active: ReadonlySet<string>;
  /** Source column of each input, for feature dropout; columns are numbered from 0. */
  readonly featureOfInput: readonly number[];
}

const activationFunctions: Readonly<Record<Activation, (x: tf.Tensor) => tf.Tensor>> = {
  relu: tf.relu,
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  elu: tf.elu,
  linear: (x) => x,
};

/** A perceptron x -> (dense -> activation -> dropout)* -> dense. */
export function mlp(spec: MlpSpec): Model {
  const names = layerNames({ kind: 'mlp', hidden: [...spec.hidden] });
  const dense = names.slice(1);
  const widths = [spec.inputs, ...spec.hidden.map(({ width }) => width), spec.outputs];
  const specs = dense.map((layer, index) =>
    denseSpecs(layer, {
      inputs: widths[index] as number,
      outputs: widths[index + 1] as number,
      hyperparameters: spec.hyperparameters,
      form: spec.form,
    }),
  );
  const general = specs.flatMap((layer) => layer.general);
  const response = specs.flatMap((layer) => layer.response);

  return {
    layers: [
      { name: 'input', outputShape: [spec.inputs], parameters: 0, responseParameters: 0 },
      ...dense.map(
        (name, index): LayerDescription => ({
          name,
          outputShape: [widths[index + 1] as number],
          parameters: countValues(specs[index]?.general ?? []),
          responseParameters: countValues(specs[index]?.response ?? []),
        }),
      ),
    ],
    parameters: [...general, ...response],
    general: general.map(({ name }) => name),
    response: response.map(({ name }) => name),
    noise: noiseInputs(spec, names, widths),
    forward: (parameters, x, conditions) => {
      let activity = disturbInput(x as tf.Tensor2D, spec, conditions);
      dense.forEach((layer, index) => {
        const weights = denseWeights(parameters, layer, formOf(spec, conditions));
        activity = responseDense(activity, conditions.response, weights);
        const activation = spec.hidden[index]?.activation;
        if (activation === undefined) return;
        activity = drop(activationFunctions[activation](activity) as tf.Tensor2D, layer, conditions);
      });
      return activity;
    },
    penalty: (parameters, conditions) =>
      penaltyOf(parameters, dense, { ...conditions, form: formOf(spec, conditions) }),
  };
}

function countValues(specs: readonly ParameterSpec[]): number {
  return specs.reduce((total, { shape }) => total + shape.reduce((product, extent) => product * extent, 1), 0);
}

function noiseInputs(spec: MlpSpec, names: readonly string[], widths: readonly number[]): readonly NoiseInput[] {
  const inputs: NoiseInput[] = [];
  const add = (name: string, kind: NoiseInput['kind'], width: number): void => {
    if (spec.active.has(name)) inputs.push({ name, kind, shape: [width] });
  };
  add('input.gaussianNoise', 'normal', spec.inputs);
  add('input.featureDropout', 'uniform', 1 + Math.max(-1, ...spec.featureOfInput));
  names.slice(0, -1).forEach((layer, index) => {
    add(`${layer}.dropout`, 'uniform', widths[index] as number);
  });
  return inputs;
}

/** Order: Gaussian noise, then whole columns, then single inputs. */
function disturbInput(x: tf.Tensor2D, spec: MlpSpec, conditions: Conditions): tf.Tensor2D {
  let disturbed = x;
  const strength = conditions.valueOf('input.gaussianNoise');
  const normal = conditions.noise?.['input.gaussianNoise'];
  if (strength !== null && normal !== undefined) {
    disturbed = addGaussianNoise(disturbed, strength, normal) as tf.Tensor2D;
  }
  const columnRate = conditions.valueOf('input.featureDropout');
  const columnDraws = conditions.noise?.['input.featureDropout'];
  if (columnRate !== null && columnDraws !== undefined) {
    disturbed = featureDropout({
      x: disturbed,
      p: columnRate,
      uniform: columnDraws as tf.Tensor2D,
      featureOfInput: spec.featureOfInput,
    });
  }
  return drop(disturbed, 'input', conditions);
}

function drop(x: tf.Tensor2D, layer: string, conditions: Conditions): tf.Tensor2D {
  const name = `${layer}.dropout`;
  const uniform = conditions.noise?.[name];
  const p = uniform === undefined ? null : conditions.valueOf(name);
  return p === null || uniform === undefined ? x : (dropout({ x, p, uniform }) as tf.Tensor2D);
}

/** Without something to respond to, only the general weights are asked for. */
function formOf(spec: MlpSpec, conditions: Conditions): ResponseForm {
  return conditions.response === null ? 'none' : spec.form;
}

function penaltyOf(
  parameters: NamedTensors,
  dense: readonly string[],
  conditions: Conditions & { readonly form: ResponseForm },
): tf.Scalar | null {
  const terms = dense.flatMap((layer) => {
    const weights = denseWeights(parameters, layer, conditions.form);
    const l2 = conditions.valueOf(`${layer}.l2`);
    const l1 = conditions.valueOf(`${layer}.l1`);
    return [
      ...(l2 === null ? [] : [l2Penalty(l2, conditions.response, weights)]),
      ...(l1 === null ? [] : [l1Penalty(l1, conditions.response, weights)]),
    ];
  });
  return terms.length === 0 ? null : (tf.addN(terms) as tf.Scalar);
}
