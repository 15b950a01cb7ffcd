// What stands on top of the last LSTM layer: the decoder of a running text, or the read-out and the dense layers of a sequence.
import * as tf from '@tensorflow/tfjs-core';
import type { TokenShape } from '../../src-shared/domain/input-shape.ts';
import type { LstmConfig } from '../../src-shared/domain/run-config.ts';
import { type Dual, linearly } from '../stn/dual.ts';
import type { Conditions, NamedTensors } from '../stn/network.ts';
import { denseStack, describe } from './dense-stack.ts';
import { type LayerSpecs, layerSpecs, parameterNames } from './layer-parameters.ts';
import type { LayerDescription, ModelSurroundings, NoiseInput } from './model.ts';

/** The last layer's outputs behind its dropout, times first, [T, B, n], and where they stand for padding. */
export interface Seen {
  readonly activity: Dual<tf.Tensor3D>;
  /** [T, B, 1]; null: nowhere. */
  readonly isReal: tf.Tensor3D | null;
}

export interface TokenHead {
  readonly specs: readonly LayerSpecs[];
  readonly layers: readonly LayerDescription[];
  readonly noise: readonly NoiseInput[];
  /** Names of layers that may carry weight penalties. */
  readonly weighted: readonly string[];
  /** @returns logits [B T, V] of a running text, the times of a stream after one another; [B, outputs] of sequences */
  forward(parameters: NamedTensors, seen: Seen, conditions: Conditions): Dual<tf.Tensor2D>;
}

interface HeadSpec extends ModelSurroundings, Pick<LstmConfig, 'hidden' | 'readOut' | 'isTied'> {
  readonly tokens: TokenShape;
  /** Units of the last LSTM layer. */
  readonly width: number;
  readonly length: number;
}

/** @param names of the dense layers and the output */
export function tokenHead(names: readonly string[], spec: HeadSpec): TokenHead {
  return spec.tokens.isRunningText ? decoder(spec) : readOut(names, spec);
}

/** A plain layer without a response. Source: reference lstm/hyperlstm.py, tied to the general embedding table alone. */
function decoder({ width, outputs, isTied, length }: HeadSpec): TokenHead {
  const names = parameterNames('output');
  const { general } = layerSpecs('output', { weightShape: [width, outputs], hyperparameters: 0, form: 'none' });
  const specs: LayerSpecs = {
    general: isTied ? general.filter(({ name }) => name !== names.weight) : general,
    response: [],
  };
  const table = isTied ? parameterNames('embedding').weight : names.weight;
  return {
    specs: [specs],
    layers: [describe('output', [length, outputs], specs)],
    noise: [],
    weighted: isTied ? [] : ['output'],
    forward: (parameters, { activity }) => {
      const [times, rows] = activity.value.shape;
      const weight = parameters[table] as tf.Tensor2D;
      const { value, tangent } = linearly(activity, (x) => {
        const byStream = tf.reshape(tf.transpose(x, [1, 0, 2]), [rows * times, width]) as tf.Tensor2D;
        return tf.matMul(byStream, weight, false, isTied) as tf.Tensor2D;
      });
      return { value: tf.add(value, parameters[names.bias] as tf.Tensor1D) as tf.Tensor2D, tangent };
    },
  };
}

function readOut(names: readonly string[], spec: HeadSpec): TokenHead {
  const stack = denseStack(names, spec.hidden, { ...spec, inputs: spec.width });
  return {
    ...stack,
    weighted: names,
    forward: (parameters, seen, conditions) =>
      stack.forward(
        parameters,
        linearly(seen.activity, (x) => (spec.readOut === 'mean' ? meanOf(x, seen.isReal) : lastOf(x))),
        conditions,
      ),
  };
}

/** Over the tokens; the network gives out zero where there is padding. */
function meanOf(activity: tf.Tensor3D, isReal: tf.Tensor3D | null): tf.Tensor2D {
  if (isReal === null) return tf.mean(activity, 0) as tf.Tensor2D;
  return tf.div(tf.sum(activity, 0), tf.maximum(tf.sum(isReal, 0), 1)) as tf.Tensor2D;
}

/** Padding stands in front, so the last time is the last token's. */
function lastOf(activity: tf.Tensor3D): tf.Tensor2D {
  const [times, rows, units] = activity.shape;
  return tf.reshape(tf.slice(activity, [times - 1, 0, 0], [1, rows, units]), [rows, units]);
}
