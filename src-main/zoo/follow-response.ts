// What becomes of a centred network when its hyperparameters move: its general weights go where its response says they will end up.
import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../stn/network.ts';
import { parameterNames } from './layer-parameters.ts';

/** Largest share of itself by which a unit's weights follow one move; healthy responses stay far below. Keeps a wild one from harm. */
const furthestShare = 0.02;

/** A table that the decoder may read too: to move it for the embedding's sake would move the outputs. */
const stays = 'embedding';

/**
 * General weights after their hyperparameters moved by `offset`, and the response's own, which give up as much: what the response layers
 * are given, the sum of both, stays. At no offset the network is then what it was at `offset` before.
 *
 * Without this the response is a promise that nobody checks. Where the training loss no longer tells one value from another the response
 * stops learning, its old slope remains, and hyperparameters drift along it to the ends of their ranges, validation loss or not. A network
 * that follows shows in its next validation loss whether the promise was kept. Source: own measurement, docs/results.md (g); the published
 * form, whose response is fed with the hyperparameters themselves, has always done so.
 * @param parameters of a network in the form `centred`
 * @param response names of its response parameters
 * @param offset unconstrained [H]
 */
export function followResponse(
  parameters: NamedTensors,
  response: readonly string[],
  offset: tf.Tensor1D,
): NamedTensors {
  const row = tf.reshape(offset, [1, -1]) as tf.Tensor2D;
  const ending = parameterNames('').responseMap;
  const layers = response.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
  return Object.assign(
    {},
    ...layers.filter((layer) => layer !== stays).map((layer) => followed(parameters, layer, row)),
  );
}

function followed(parameters: NamedTensors, layer: string, row: tf.Tensor2D): NamedTensors {
  const names = parameterNames(layer);
  const { [names.gain]: gain, [names.responseMap]: map } = parameters;
  const factors = tf.split(tf.matMul(row, map as tf.Tensor2D), 2, 1);
  const pairs = [
    [names.weight, names.responseWeight],
    [names.bias, names.responseBias],
  ] as const;
  return Object.fromEntries(
    pairs.flatMap(([general, own], index) => {
      const share = tf.clipByValue(tf.reshape(factors[index] as tf.Tensor, [-1]), -furthestShare, furthestShare);
      const [at, beside] = [parameters[general] as tf.Tensor, parameters[own] as tf.Tensor];
      const whole = tf.mul(tf.add(at, beside), share);
      const step = gain === undefined ? whole : tf.div(whole, gain);
      return [
        [general, tf.add(at, step)],
        [own, tf.sub(beside, step)],
      ];
    }),
  );
}
