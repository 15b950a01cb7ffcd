// The slope of a network's output along a response, by differences: what a linearised pass has to give.
import * as tf from '@tensorflow/tfjs-core';
import type { Conditions, NamedTensors, Network } from '../../src-main/stn/network.ts';
import { largestDifference, valuesOf } from './tensors.ts';

interface Point {
  readonly parameters: NamedTensors;
  readonly x: tf.Tensor;
  /** With a response, [B, H]. */
  readonly conditions: Conditions & { readonly response: tf.Tensor2D };
}

/** A longer one crosses kinks (of relu, of a pooling window whose largest two are close); float32 maths loses digits below it. */
const step = 1e-3;

/** The output's change along `conditions.response`, to first order. */
function slopeByDifferences(network: Network, { parameters, x, conditions }: Point): number[] {
  const at = (share: number): tf.Tensor =>
    network.forward(parameters, x, { ...conditions, response: tf.mul(conditions.response, share) as tf.Tensor2D })
      .output;
  return valuesOf(tf.div(tf.sub(at(step), at(-step)), 2 * step));
}

/** What the linearised pass says that the change is. */
export function slopeByTangents(network: Network, { parameters, x, conditions }: Point): number[] {
  const linearised = network.forward(parameters, x, { ...conditions, isLinearised: true }).output;
  return valuesOf(tf.sub(linearised, network.forward(parameters, x, { ...conditions, response: null }).output));
}

/** How far they are apart, as a share of the largest slope. */
export function slopeError(network: Network, point: Point): number {
  const slopes = slopeByTangents(network, point);
  const largest = Math.max(...slopes.map(Math.abs));
  return largest === 0 ? Infinity : largestDifference(slopes, slopeByDifferences(network, point)) / largest;
}
