// The part of an LSTM layer that goes from one time to the next, with its backward pass written by hand: few operations a time step, and
// what can be done for all times at once is. Not here: the product with what comes from below (response-lstm.ts).
import * as tf from '@tensorflow/tfjs-core';
import { productOfRows, productWithTransposed, weightGradient } from './grouped-product.ts';

/** What the recurrence reads. Rows are examples; n units have 4 n gates in the order forget, input, output, candidate. */
export interface Recurrence {
  /** The gates' sums without the part of the state before, [T, B, 4 n]. */
  readonly sums: tf.Tensor3D;
  /** From the state before to the gates, [n, 4 n]; or one for each group of rows, [groups, n, 4 n]. */
  readonly weight: tf.Tensor;
  /** A second such product, scaled by a factor an example and gate, [B, 4 n]; null: none. */
  readonly response: { readonly weight: tf.Tensor; readonly factors: tf.Tensor2D } | null;
  /** State before the first time, [B, n] each. */
  readonly h: tf.Tensor2D;
  readonly c: tf.Tensor2D;
}

/** Outputs of all times, [T, B, n], and the state after the last one, [B, n] each. */
export interface RecurrenceResult {
  readonly outputs: tf.Tensor3D;
  readonly h: tf.Tensor2D;
  readonly c: tf.Tensor2D;
}

/**
 * sums_t + h W + factors * (h W_r) are the gates; c' = sigmoid(f) c + sigmoid(i) tanh(g); h' = sigmoid(o) tanh(c'). Differentiable in
 * everything.
 * Source: shared STN specification section 3, HyperLSTMCell; reference lstm/hyperlstm.py.
 */
export function lstmRecurrence({ sums, weight, response, h, c }: Recurrence): RecurrenceResult {
  const [times, rows] = sums.shape;
  const units = h.shape[1];
  const inputs = [sums, weight, h, c, ...(response === null ? [] : [response.weight, response.factors])];
  const run = tf.customGrad((...given: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const save = given.at(-1) as tf.GradSaveFunc;
    const tensors = given.slice(0, -1) as tf.Tensor[];
    const { value, trace } = forwards(recurrenceOf(tensors));
    save([...tensors, ...inOrder(trace)]);
    return {
      value,
      gradFunc: (upstream: tf.Tensor, saved: tf.Tensor[]) =>
        backwards(
          upstream as tf.Tensor3D,
          recurrenceOf(saved.slice(0, inputs.length)),
          traceOf(saved.slice(inputs.length), response !== null),
        ),
    };
  });
  const all = run(...inputs);
  const at = (time: number): tf.Tensor2D =>
    tf.reshape(tf.slice(all, [time, 0, 0], [1, rows, units]), [rows, units]) as tf.Tensor2D;
  return {
    outputs: tf.slice(all, [0, 0, 0], [times, rows, units]) as tf.Tensor3D,
    h: at(times - 1),
    c: at(times),
  };
}

function recurrenceOf([sums, weight, h, c, responseWeight, factors]: readonly tf.Tensor[]): Recurrence {
  const hasResponse = responseWeight !== undefined && factors !== undefined;
  return {
    sums: sums as tf.Tensor3D,
    weight: weight as tf.Tensor,
    response: hasResponse ? { weight: responseWeight, factors: factors as tf.Tensor2D } : null,
    h: h as tf.Tensor2D,
    c: c as tf.Tensor2D,
  };
}

/** What the backward pass needs of the forward one; rows of all times below each other, [T B, ...], but for the forget gates. */
interface Trace {
  /** State before each time. */
  readonly before: tf.Tensor2D;
  readonly cellsBefore: tf.Tensor2D;
  /** tanh of the gates' scaled sums, [T B, 4 n]. */
  readonly tanhs: tf.Tensor2D;
  /** tanh of the cells after each time. */
  readonly cells: tf.Tensor2D;
  /** The response's products before they are scaled, [T B, 4 n]; null without one. */
  readonly products: tf.Tensor2D | null;
  /** Forget gates, time by time. */
  readonly forgets: readonly tf.Tensor2D[];
}

function inOrder({ before, cellsBefore, tanhs, cells, products, forgets }: Trace): tf.Tensor[] {
  return [before, cellsBefore, tanhs, cells, ...(products === null ? [] : [products]), ...forgets];
}

function traceOf(saved: readonly tf.Tensor[], hasResponse: boolean): Trace {
  const [before, cellsBefore, tanhs, cells, ...rest] = saved as tf.Tensor2D[];
  return {
    before: before as tf.Tensor2D,
    cellsBefore: cellsBefore as tf.Tensor2D,
    tanhs: tanhs as tf.Tensor2D,
    cells: cells as tf.Tensor2D,
    products: hasResponse ? (rest[0] as tf.Tensor2D) : null,
    forgets: hasResponse ? rest.slice(1) : rest,
  };
}

/** [4 n]: one number for the gates that are sigmoids, another for the candidate. */
function perGate(units: number, sigmoids: number, candidate: number): tf.Tensor1D {
  return tf.tensor1d(Array.from({ length: 4 * units }, (_, at) => (at < 3 * units ? sigmoids : candidate)));
}

/** The gates of one kind. */
const gateOf = (gates: tf.Tensor2D, kind: number): tf.Tensor2D => {
  const [rows, columns] = gates.shape;
  return tf.slice(gates, [0, (kind * columns) / 4], [rows, columns / 4]);
};

/** The rows of one time. */
const rowsAt = (matrix: tf.Tensor2D, time: number, rows: number): tf.Tensor2D =>
  tf.slice(matrix, [time * rows, 0], [rows, matrix.shape[1]]);

/** sigmoid(a) = 1/2 + 1/2 tanh(a / 2): where the sums of the sigmoids are halved, one tanh serves all gates. */
function gatesFrom(tanhs: tf.Tensor2D): tf.Tensor2D {
  const units = tanhs.shape[1] / 4;
  return tf.add(tf.mul(tanhs, perGate(units, 0.5, 1)), perGate(units, 0.5, 0));
}

/** @returns outputs of all times and, below them, the last cell, [T + 1, B, n] */
function forwards({ sums, weight, response, h: h0, c: c0 }: Recurrence): {
  readonly value: tf.Tensor3D;
  readonly trace: Trace;
} {
  const [times, rows, columns] = sums.shape;
  const halved = perGate(columns / 4, 0.5, 1);
  const scaledSums = tf.reshape(tf.mul(sums, halved), [times * rows, columns]) as tf.Tensor2D;
  const scaledWeight = tf.mul(weight, halved);
  const scaledFactors = response === null ? null : tf.mul(response.factors, halved);
  const lists: Record<'h' | 'c' | 'tanhs' | 'cells' | 'forgets' | 'products', tf.Tensor2D[]> = {
    h: [h0],
    c: [c0],
    tanhs: [],
    cells: [],
    forgets: [],
    products: [],
  };
  let [h, c] = [h0, c0];
  for (let time = 0; time < times; time++) {
    let sum = tf.add(productOfRows(h, scaledWeight), rowsAt(scaledSums, time, rows)) as tf.Tensor2D;
    if (response !== null && scaledFactors !== null) {
      const product = productOfRows(h, response.weight);
      lists.products.push(product);
      sum = tf.add(sum, tf.mul(product, scaledFactors));
    }
    const tanhs = tf.tanh(sum);
    const gates = gatesFrom(tanhs);
    const forget = gateOf(gates, 0);
    c = tf.add(tf.mul(forget, c), tf.mul(gateOf(gates, 1), gateOf(gates, 3)));
    const cell = tf.tanh(c);
    h = tf.mul(gateOf(gates, 2), cell);
    lists.tanhs.push(tanhs);
    lists.forgets.push(forget);
    lists.cells.push(cell);
    lists.h.push(h);
    lists.c.push(c);
  }
  const trace: Trace = {
    before: tf.concat(lists.h.slice(0, -1), 0),
    cellsBefore: tf.concat(lists.c.slice(0, -1), 0),
    tanhs: tf.concat(lists.tanhs, 0),
    cells: tf.concat(lists.cells, 0),
    products: response === null ? null : tf.concat(lists.products, 0),
    forgets: lists.forgets,
  };
  return { value: tf.reshape(tf.concat([...lists.h.slice(1), c], 0), [times + 1, rows, columns / 4]), trace };
}

/** @returns gradients in the order of the inputs */
function backwards(upstream: tf.Tensor3D, { weight, response }: Recurrence, trace: Trace): tf.Tensor[] {
  const { before, tanhs, forgets } = trace;
  const [, rows, units] = upstream.shape;
  const times = forgets.length;
  const given = tf.reshape(upstream, [-1, units]) as tf.Tensor2D;
  const slopes = slopesOf(trace);
  const columns = 4 * units;
  const fromTime: tf.Tensor2D[] = [];
  let dh = rowsAt(given, times - 1, rows);
  let dc = rowsAt(given, times, rows);
  for (let time = times - 1; time >= 0; time--) {
    dc = tf.add(dc, tf.mul(dh, rowsAt(slopes.cellOfOutput, time, rows)));
    const dsum = tf.mul(tf.concat([dc, dc, dh, dc], 1), rowsAt(slopes.gates, time, rows)) as tf.Tensor2D;
    fromTime.unshift(dsum);
    dc = tf.mul(dc, forgets[time] as tf.Tensor2D);
    dh = productWithTransposed(dsum, weight);
    if (time > 0) dh = tf.add(dh, rowsAt(given, time - 1, rows));
    if (response !== null) {
      dh = tf.add(dh, productWithTransposed(tf.mul(dsum, response.factors) as tf.Tensor2D, response.weight));
    }
  }
  const dsums = tf.concat(fromTime, 0);
  const byTime = (matrix: tf.Tensor2D): tf.Tensor3D => tf.reshape(matrix, [times, rows, columns]);
  const gradient = (weights: tf.Tensor, dproducts: tf.Tensor2D): tf.Tensor =>
    weightGradient(before, dproducts, { times, groups: weights.rank === 3 ? (weights.shape[0] as number) : null });
  const general = [byTime(dsums), gradient(weight, dsums), dh, dc];
  if (response === null || trace.products === null) return general;
  const scaled = tf.reshape(tf.mul(byTime(dsums), response.factors), tanhs.shape) as tf.Tensor2D;
  const dfactors = tf.sum(byTime(tf.mul(dsums, trace.products)), 0);
  return [...general, gradient(response.weight, scaled), dfactors];
}

/** For all times at once: how the gates' sums move the cell (or, of the output gates, the output), and how the cell moves the output. */
function slopesOf({ cellsBefore, tanhs, cells }: Trace): {
  readonly gates: tf.Tensor2D;
  readonly cellOfOutput: tf.Tensor2D;
} {
  const gates = gatesFrom(tanhs);
  // sigmoid' = sigmoid (1 - sigmoid) = (1 - tanh(a / 2)^2) / 4.
  const ownSlopes = tf.mul(tf.sub(1, tf.square(tanhs)), perGate(tanhs.shape[1] / 4, 0.25, 1));
  const others = tf.concat([cellsBefore, gateOf(gates, 3), cells, gateOf(gates, 1)], 1);
  return {
    gates: tf.mul(others, ownSlopes) as tf.Tensor2D,
    cellOfOutput: tf.mul(gateOf(gates, 2), tf.sub(1, tf.square(cells))) as tf.Tensor2D,
  };
}
