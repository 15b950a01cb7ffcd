// The LSTM layer that carries its own best response. Dropout between layers and DropConnect are its caller's.
import * as tf from '@tensorflow/tfjs-core';
import { folded, type LayerWeights, type ResponseFactors, responseFactors } from './layer-weights.ts';
import { lstmRecurrence, type RecurrenceResult } from './lstm-recurrence.ts';

export interface LstmWeights {
  /** From below, [I, 4 n]; gates in the order forget, input, output, candidate. */
  readonly input: LayerWeights<tf.Tensor2D>;
  /** From the state before, [n, 4 n], or [groups, n, 4 n] when DropConnect drops others in each group of rows. */
  readonly hidden: LayerWeights<tf.Tensor>;
}

export interface LstmPass {
  /** Times first, [T, B, I]. */
  readonly x: tf.Tensor3D;
  /** What the response is fed with, [B, H], or [1, H] for all rows; null: the general part alone. */
  readonly response: tf.Tensor2D | null;
  /** State before the first time, [B, n] each. */
  readonly h: tf.Tensor2D;
  readonly c: tf.Tensor2D;
  /** 0 where a time holds padding, 1 elsewhere, [T, B, 1]; null: no padding. */
  readonly isReal: tf.Tensor3D | null;
}

/** Far below every sum: its sigmoid is 0 in float32. */
const shut = -1e4;

/**
 * One layer over all times. While there is padding the input gates are shut, so that a state of zero stays zero until the first token.
 * Source: shared STN specification section 3, HyperLSTMCell.
 */
export function responseLstm(
  { x, response, h, c, isReal }: LstmPass,
  { input, hidden }: LstmWeights,
): RecurrenceResult {
  if (response?.shape[0] === 1) {
    const weights = { input: folded(response, input), hidden: folded(response, hidden) };
    return responseLstm({ x, response: null, h, c, isReal }, weights);
  }
  const [times, rows, inputs] = x.shape;
  const units = h.shape[1];
  const below = tf.reshape(x, [times * rows, inputs]) as tf.Tensor2D;
  const byTime = (matrix: tf.Tensor): tf.Tensor3D => tf.reshape(matrix, [times, rows, 4 * units]);
  const bias = sumOf([input.bias, hidden.bias]);
  const product = tf.matMul(below, input.weight);
  let sums = byTime(bias === null ? product : tf.add(product, bias));
  const factors = { input: factorsOf(response, input), hidden: factorsOf(response, hidden) };
  if (factors.input !== null && input.response !== undefined) {
    sums = tf.add(sums, tf.mul(byTime(tf.matMul(below, input.response.weight)), factors.input.weight));
  }
  const responseBias = sumOf([biasOf(factors.input, input), biasOf(factors.hidden, hidden)]);
  if (responseBias !== null) sums = tf.add(sums, responseBias);
  if (isReal !== null) sums = tf.add(sums, tf.mul(tf.sub(1, isReal), inputGates(units, shut)));
  return lstmRecurrence({
    sums,
    weight: hidden.weight,
    response:
      factors.hidden === null || hidden.response === undefined
        ? null
        : { weight: hidden.response.weight, factors: factors.hidden.weight },
    h,
    c,
  });
}

function factorsOf(response: tf.Tensor2D | null, weights: LayerWeights<tf.Tensor>): ResponseFactors | null {
  return response === null || weights.response === undefined ? null : responseFactors(response, weights.response.map);
}

/** [B, 4 n] */
function biasOf(factors: ResponseFactors | null, { response }: LayerWeights<tf.Tensor>): tf.Tensor | undefined {
  return factors === null || response?.bias === undefined ? undefined : tf.mul(factors.bias, response.bias);
}

function sumOf(terms: readonly (tf.Tensor | undefined)[]): tf.Tensor | null {
  const [first, ...others] = terms.filter((term) => term !== undefined);
  return first === undefined ? null : others.reduce((sum, term) => tf.add(sum, term), first);
}

/** [4 n]: a number for the input gates, 0 for the others. */
function inputGates(units: number, value: number): tf.Tensor1D {
  return tf.tensor1d(Array.from({ length: 4 * units }, (_, at) => (Math.floor(at / units) === 1 ? value : 0)));
}
