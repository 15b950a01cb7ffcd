// Multilayer perceptrons of any depth, with disturbed inputs, dropout after each hidden layer, and weight penalties.
import type * as tf from '@tensorflow/tfjs-core';
import { layerNames } from '../../src-shared/domain/layer-names.ts';
import type { ModelConfig } from '../../src-shared/domain/run-config.ts';
import { still, toFirstOrder } from '../stn/dual.ts';
import { denseStack, describe } from './dense-stack.ts';
import { disturbInput, inputNoise } from './disturb-input.ts';
import type { Model, ModelSurroundings } from './model.ts';
import { formUnder, penaltyOf } from './penalty.ts';

export interface MlpSpec extends ModelSurroundings {
  readonly hidden: ModelConfig['hidden'];
}

/** A perceptron x -> (dense -> activation -> dropout)* -> dense. */
export function mlp(spec: MlpSpec): Model {
  const { inputs, imageShape, hidden } = spec;
  const [input = 'input', ...dense] = layerNames({ kind: 'mlp', hidden });
  const stack = denseStack(dense, hidden, spec);
  const general = stack.specs.flatMap((layer) => layer.general);
  const response = stack.specs.flatMap((layer) => layer.response);
  return {
    layers: [describe(input, imageShape ?? [inputs]), ...stack.layers],
    largestActivity: Math.max(inputs, ...hidden.map(({ width }) => width)),
    parameters: [...general, ...response],
    general: general.map(({ name }) => name),
    response: response.map(({ name }) => name),
    noise: [...inputNoise(spec), ...stack.noise],
    carried: {},
    forward: (parameters, x, conditions) => ({
      output: toFirstOrder(
        stack.forward(parameters, still(disturbInput(x as tf.Tensor2D, spec, conditions)), conditions),
      ),
      carried: {},
      penalty: null,
    }),
    penalty: (parameters, conditions) =>
      penaltyOf(parameters, dense, { conditions, form: formUnder(conditions, spec.form) }),
  };
}
