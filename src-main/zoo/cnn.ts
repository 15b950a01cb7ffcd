// Convolutional networks: x -> (convolution -> max pooling -> activation -> channel dropout)* -> flatten -> dropout -> dense layers.
// On images in two dimensions; a table's row is one column of places, so that convolutions run along the order of its columns.
import * as tf from '@tensorflow/tfjs-core';
import { type ConvShape, convShapes } from '../../src-shared/domain/conv-shapes.ts';
import { gridOf } from '../../src-shared/domain/input-shape.ts';
import { layerNames } from '../../src-shared/domain/layer-names.ts';
import type { CnnConfig, ConvLayer } from '../../src-shared/domain/run-config.ts';
import { type Dual, linearly, still, toFirstOrder } from '../stn/dual.ts';
import type { Conditions, NamedTensors } from '../stn/network.ts';
import { linearisedConv, responseConv } from '../stn/response-conv.ts';
import { activateDual } from './activations.ts';
import { denseStack, describe } from './dense-stack.ts';
import { disturbInput, inputNoise } from './disturb-input.ts';
import { dropBehind, dropoutNoise } from './dropout-layer.ts';
import { layerSpecs, layerWeights } from './layer-parameters.ts';
import type { Model, ModelSurroundings, ResponseForm } from './model.ts';
import { formUnder, penaltyOf } from './penalty.ts';

export interface CnnSpec extends ModelSurroundings, Omit<CnnConfig, 'kind'> {}

/** One convolution by name, with the shapes around it. */
interface ConvBlock {
  readonly name: string;
  readonly layer: ConvLayer;
  readonly shape: ConvShape;
}

/** @throws AppError `config/image-too-small` when a layer leaves nothing to pool */
export function cnn(spec: CnnSpec): Model {
  const { conv, hidden, hyperparameters, form, active } = spec;
  const grid = gridOf(spec);
  const names = layerNames({ kind: 'cnn', conv, hidden });
  const shapes = convShapes(conv, grid);
  const blocks = conv.map(
    (layer, index): ConvBlock => ({ name: names[index + 1] as string, layer, shape: shapes[index] as ConvShape }),
  );
  const dense = names.slice(conv.length + 2);
  const flat = sizeOf(shapes.at(-1)?.output ?? grid);
  const stack = denseStack(dense, hidden, { ...spec, inputs: flat });
  const convSpecs = blocks.map(({ name, shape: { kernel, input, output } }) =>
    layerSpecs(name, { weightShape: [...kernel, input[2], output[2]], hyperparameters, form }),
  );
  const specs = [...convSpecs, ...stack.specs];
  const general = specs.flatMap((layer) => layer.general);
  const response = specs.flatMap((layer) => layer.response);
  const weighted = [...blocks.map(({ name }) => name), ...dense];

  return {
    layers: [
      describe('input', grid),
      ...blocks.map(({ name, shape }, index) => describe(name, shape.output, convSpecs[index])),
      describe('flatten', [flat]),
      ...stack.layers,
    ],
    largestActivity: Math.max(spec.inputs, ...shapes.map(({ convolved }) => sizeOf(convolved))),
    parameters: [...general, ...response],
    general: general.map(({ name }) => name),
    response: response.map(({ name }) => name),
    noise: [
      ...inputNoise(spec),
      ...blocks.flatMap(({ name, shape }) => dropoutNoise(name, shape.output[2], active)),
      ...dropoutNoise('flatten', flat, active),
      ...stack.noise,
    ],
    carried: {},
    forward: (parameters, x, conditions) => {
      const rows = x.shape[0] as number;
      const images = tf.reshape(disturbInput(x as tf.Tensor2D, spec, conditions), [rows, ...grid]) as tf.Tensor4D;
      const seen = convolutions(images, blocks, { parameters, conditions, form: formUnder(conditions, form) });
      const flattened = linearly(seen, (value) =>
        dropBehind(tf.reshape(value, [rows, flat]) as tf.Tensor2D, 'flatten', conditions),
      );
      return {
        output: toFirstOrder(stack.forward(parameters, flattened, conditions)),
        carried: {},
        penalty: null,
      };
    },
    penalty: (parameters, conditions) =>
      penaltyOf(parameters, weighted, { conditions, form: formUnder(conditions, form) }),
  };
}

function convolutions(
  images: tf.Tensor4D,
  blocks: readonly ConvBlock[],
  {
    parameters,
    conditions,
    form,
  }: { readonly parameters: NamedTensors; readonly conditions: Conditions; readonly form: ResponseForm },
): Dual<tf.Tensor4D> {
  const { response, isLinearised } = conditions;
  return blocks.reduce((activity, { name, layer, shape }) => {
    const weights = layerWeights<tf.Tensor4D>(parameters, name, form);
    const sum =
      isLinearised === true && response !== null
        ? linearisedConv(activity, response, weights, shape)
        : still(responseConv(activity.value, response, weights, shape));
    return linearly(activateDual(sum, layer.activation), (value) => dropBehind(value, name, conditions));
  }, still(images));
}

function sizeOf([height, width, channels]: readonly [number, number, number]): number {
  return height * width * channels;
}
