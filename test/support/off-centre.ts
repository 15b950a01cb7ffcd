// For tests of the centred step: its objective is the published one with the centre taken off what the response is fed with.
import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../src-main/stn/network.ts';

/** The network, fed with the offset from `u` where it is given a vector. @param u [H] */
export function offCentre<Kind extends Network>(network: Kind, u: tf.Tensor1D): Kind {
  return {
    ...network,
    forward: (parameters, x, { response, ...conditions }) =>
      network.forward(parameters, x, {
        ...conditions,
        response: response === null ? null : (tf.sub(response, u) as tf.Tensor2D),
      }),
  };
}
