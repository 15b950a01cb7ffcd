// One LSTM layer over all times, made linear in what its response is fed with: outputs at no offset, and their tangents.
import * as tf from '@tensorflow/tfjs-core';
import { type Dual, sumOfTangents } from './dual.ts';
import { type LayerWeights, type ResponseFactors, responseFactors } from './layer-weights.ts';
import { type LstmPass, type LstmWeights, responseLstm } from './response-lstm.ts';
import { type LinearRecurrence, tangentRecurrence } from './tangent-recurrence.ts';

interface LinearisedPass extends Omit<LstmPass, 'x' | 'response'> {
  readonly x: Dual<tf.Tensor3D>;
  /** [B, H] */
  readonly response: tf.Tensor2D;
}

interface LinearisedResult {
  readonly outputs: Dual<tf.Tensor3D>;
  /** State after the last time, at no offset, [B, n] each. */
  readonly h: tf.Tensor2D;
  readonly c: tf.Tensor2D;
}

/**
 * The layer at no offset and, with a the gates' sums, a' = x' W + (d V)_weight (x W_h) + (d V)_bias b_h, and the same from the state
 * before, run through the recurrence's slope. States that come from earlier batches have no tangent. Differentiable in the response
 * weights alone.
 * Source: shared STN specification sections 3 and 9.
 */
export function linearisedLstm(
  { x, response, h, c, isReal }: LinearisedPass,
  { input, hidden }: LstmWeights,
): LinearisedResult {
  const { outputs, ...after } = responseLstm({ x: x.value, response: null, h, c, isReal }, { input, hidden });
  const before = statesBefore(outputs, h);
  const tangent = sumOfTangents<tf.Tensor3D>([
    x.tangent === null ? null : productOf(x.tangent, input.weight),
    ownTangent(x.value, response, input),
    ownTangent(before, response, hidden),
  ]);
  if (tangent === null) return { outputs: { value: outputs, tangent }, ...after };
  const sums = tf.addN([
    productOf(x.value, input.weight),
    productOf(before, hidden.weight),
    ...[input.bias, hidden.bias].flatMap((bias) => (bias === undefined ? [] : [spread(bias, tangent)])),
  ]) as tf.Tensor3D;
  const linear = slopesOf(sums, { c, isReal, weight: hidden.weight });
  return { outputs: { value: outputs, tangent: tangentRecurrence(tangent, linear) }, ...after };
}

/** [T, B, I] times [I, O], or times that of each group of rows, [groups, I, O]; all times at once. */
function productOf(x: tf.Tensor3D, weight: tf.Tensor): tf.Tensor3D {
  const [times, rows, inputs] = x.shape;
  if (weight.rank === 3) {
    const [groups, , outputs] = weight.shape as [number, number, number];
    const turned = (all: tf.Tensor, extents: readonly number[]): tf.Tensor =>
      tf.transpose(tf.reshape(all, [...extents]), [1, 0, 2, 3]);
    const byGroup = tf.reshape(turned(x, [times, groups, rows / groups, inputs]), [groups, -1, inputs]);
    const products = turned(tf.matMul(byGroup, weight), [groups, times, rows / groups, outputs]);
    return tf.reshape(products, [times, rows, outputs]);
  }
  const flat = tf.matMul(tf.reshape(x, [times * rows, inputs]) as tf.Tensor2D, weight as tf.Tensor2D);
  return tf.reshape(flat, [times, rows, weight.shape[1] as number]);
}

function spread(bias: tf.Tensor1D, { shape }: tf.Tensor3D): tf.Tensor {
  return tf.tile(tf.reshape(bias, [1, 1, -1]), [shape[0], shape[1], 1]);
}

/** The state before each time: the first, and then all outputs but the last. */
function statesBefore(outputs: tf.Tensor3D, first: tf.Tensor2D): tf.Tensor3D {
  const [times, rows, units] = outputs.shape;
  const start = tf.reshape(first, [1, rows, units]);
  if (times === 1) return start as tf.Tensor3D;
  return tf.concat([start, tf.slice(outputs, [0, 0, 0], [times - 1, rows, units])], 0) as tf.Tensor3D;
}

/** What a set of weights responds with, the factors of an example the same for all times; null without a response. */
function ownTangent(x: tf.Tensor3D, h: tf.Tensor2D, { response }: LayerWeights<tf.Tensor>): tf.Tensor3D | null {
  if (response === undefined) return null;
  const factors: ResponseFactors = responseFactors(h, response.map);
  const scaled = tf.mul(productOf(x, response.weight), factors.weight) as tf.Tensor3D;
  return response.bias === undefined ? scaled : tf.add(scaled, tf.mul(factors.bias, response.bias));
}

/** The recurrence's slopes from the gates' sums of all times, [T, B, 4 n]. @param c cell before the first time */
function slopesOf(
  sums: tf.Tensor3D,
  { c, isReal, weight }: Pick<LstmPass, 'c' | 'isReal'> & { readonly weight: tf.Tensor },
): LinearRecurrence {
  const [times] = sums.shape;
  const [f, i, o, g] = tf.split(sums, 4, 2) as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
  const forgets = tf.sigmoid(f);
  // Where there is padding nothing comes in.
  const inputs = isReal === null ? tf.sigmoid(i) : (tf.mul(tf.sigmoid(i), isReal) as tf.Tensor3D);
  const outputs = tf.sigmoid(o);
  const candidates = tf.tanh(g);
  const entering = tf.mul(inputs, candidates);
  const cells: tf.Tensor[] = [c];
  const at = (all: tf.Tensor3D, time: number): tf.Tensor2D =>
    tf.reshape(tf.slice(all, [time, 0, 0], [1, all.shape[1], all.shape[2]]), c.shape);
  for (let time = 0; time < times; time++) {
    const kept = tf.mul(cells[time] as tf.Tensor, at(forgets, time));
    cells.push(tf.add(kept, at(entering as tf.Tensor3D, time)));
  }
  const before = tf.stack(cells.slice(0, -1));
  const after = tf.tanh(tf.stack(cells.slice(1)));
  const ofSigmoid = (y: tf.Tensor): tf.Tensor => tf.mul(y, tf.sub(1, y));
  return {
    weight,
    forgets,
    cellOfOutput: tf.mul(outputs, tf.sub(1, tf.square(after))) as tf.Tensor3D,
    gates: tf.concat(
      [
        tf.mul(ofSigmoid(forgets), before),
        tf.mul(ofSigmoid(inputs), candidates),
        tf.mul(ofSigmoid(outputs), after),
        tf.mul(inputs, tf.sub(1, tf.square(candidates))),
      ],
      2,
    ) as tf.Tensor3D,
  };
}
