// The part of an LSTM layer that goes from one time to the next, with its backward pass written by hand: few operations a time step, and
// what can be done for all times at once is. Not here: the product with what comes from below (response-lstm.ts).
import * as tf from '@tensorflow/tfjs-core';

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
  const [times, rows, columns] = sums.shape;
  const units = h.shape[1];
  // Groups of rows stay apart all the way: taking them apart for each product would cost two more operations at every time.
  const groups = weight.rank === 3 ? [weight.shape[0] as number, rows / (weight.shape[0] as number)] : [rows];
  const [lead = rows, ...within] = groups;
  const inputs = [
    tf.reshape(sums, [times * lead, ...within, columns]),
    weight,
    tf.reshape(h, [...groups, units]),
    tf.reshape(c, [...groups, units]),
    ...(response === null ? [] : [response.weight, tf.reshape(response.factors, [...groups, columns])]),
  ];
  const run = tf.customGrad((...given: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const save = given.at(-1) as tf.GradSaveFunc;
    const tensors = given.slice(0, -1) as tf.Tensor[];
    const { value, trace } = forwards(read(tensors));
    save([...tensors, ...inOrder(trace)]);
    return {
      value,
      gradFunc: (upstream: tf.Tensor, saved: tf.Tensor[]) =>
        backwards(
          upstream,
          read(saved.slice(0, inputs.length)),
          traceOf(saved.slice(inputs.length), response !== null),
        ),
    };
  });
  const all = tf.reshape(run(...inputs), [times + 1, rows, units]);
  const at = (time: number): tf.Tensor2D =>
    tf.reshape(tf.slice(all, [time, 0, 0], [1, rows, units]), [rows, units]) as tf.Tensor2D;
  return {
    outputs: tf.slice(all, [0, 0, 0], [times, rows, units]) as tf.Tensor3D,
    h: at(times - 1),
    c: at(times),
  };
}

/**
 * What is read, as it is computed with. Rows of one time are [B, ...], or [groups, B / groups, ...] where groups have weights of their own;
 * those of all times stand below each other along the first axis.
 */
interface Read {
  readonly sums: tf.Tensor;
  readonly weight: tf.Tensor;
  readonly h: tf.Tensor;
  readonly c: tf.Tensor;
  readonly response: { readonly weight: tf.Tensor; readonly factors: tf.Tensor } | null;
}

function read([sums, weight, h, c, responseWeight, factors]: readonly tf.Tensor[]): Read {
  return {
    sums: sums as tf.Tensor,
    weight: weight as tf.Tensor,
    h: h as tf.Tensor,
    c: c as tf.Tensor,
    response: responseWeight === undefined || factors === undefined ? null : { weight: responseWeight, factors },
  };
}

/** What the backward pass needs of the forward one, of all times but for the forget gates. */
interface Trace {
  /** State before each time. */
  readonly before: tf.Tensor;
  readonly cellsBefore: tf.Tensor;
  /** tanh of the gates' scaled sums. */
  readonly tanhs: tf.Tensor;
  /** tanh of the cells after each time. */
  readonly cells: tf.Tensor;
  /** The response's products before they are scaled; null without one. */
  readonly products: tf.Tensor | null;
  /** Forget gates, time by time. */
  readonly forgets: readonly tf.Tensor[];
}

function inOrder({ before, cellsBefore, tanhs, cells, products, forgets }: Trace): tf.Tensor[] {
  return [before, cellsBefore, tanhs, cells, ...(products === null ? [] : [products]), ...forgets];
}

function traceOf(saved: readonly tf.Tensor[], hasResponse: boolean): Trace {
  const [before, cellsBefore, tanhs, cells, ...rest] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, ...tf.Tensor[]];
  return {
    before,
    cellsBefore,
    tanhs,
    cells: cells as tf.Tensor,
    products: hasResponse ? (rest[0] as tf.Tensor) : null,
    forgets: hasResponse ? rest.slice(1) : rest,
  };
}

/** [4 n]: one number for the gates that are sigmoids, another for the candidate. */
function perGate(units: number, sigmoids: number, candidate: number): tf.Tensor1D {
  return tf.tensor1d(Array.from({ length: 4 * units }, (_, at) => (at < 3 * units ? sigmoids : candidate)));
}

const lastAxis = (tensor: tf.Tensor): number => tensor.shape.at(-1) as number;

/** The gates of one kind. */
function gateOf(gates: tf.Tensor, kind: number): tf.Tensor {
  const units = lastAxis(gates) / 4;
  const others = gates.shape.slice(0, -1);
  return tf.slice(gates, [...others.map(() => 0), kind * units], [...others, units]);
}

/** One time of those below each other. @param lead extent of the first axis for one time */
function timeOf(all: tf.Tensor, time: number, lead: number): tf.Tensor {
  const others = all.shape.slice(1);
  return tf.slice(all, [time * lead, ...others.map(() => 0)], [lead, ...others]);
}

/** sigmoid(a) = 1/2 + 1/2 tanh(a / 2): where the sums of the sigmoids are halved, one tanh serves all gates. */
function gatesFrom(tanhs: tf.Tensor): tf.Tensor {
  const units = lastAxis(tanhs) / 4;
  return tf.add(tf.mul(tanhs, perGate(units, 0.5, 1)), perGate(units, 0.5, 0));
}

/** @returns outputs of all times and, below them, the last cell */
function forwards({ sums, weight, response, h: h0, c: c0 }: Read): {
  readonly value: tf.Tensor;
  readonly trace: Trace;
} {
  const [lead] = h0.shape as [number];
  const halved = perGate(lastAxis(h0), 0.5, 1);
  const scaledSums = tf.mul(sums, halved);
  const scaledWeight = tf.mul(weight, halved);
  const scaledFactors = response === null ? null : tf.mul(response.factors, halved);
  const lists: Record<'h' | 'c' | 'tanhs' | 'cells' | 'forgets' | 'products', tf.Tensor[]> = {
    h: [h0],
    c: [c0],
    tanhs: [],
    cells: [],
    forgets: [],
    products: [],
  };
  let [h, c] = [h0, c0];
  for (let time = 0; time * lead < (sums.shape[0] as number); time++) {
    let sum: tf.Tensor = tf.add(tf.matMul(h, scaledWeight), timeOf(scaledSums, time, lead));
    if (response !== null && scaledFactors !== null) {
      const product = tf.matMul(h, response.weight);
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
  return { value: tf.concat([...lists.h.slice(1), c], 0), trace };
}

/** @returns gradients in the order of the inputs */
function backwards(upstream: tf.Tensor, { weight, response }: Read, trace: Trace): tf.Tensor[] {
  const { before, forgets, products } = trace;
  const times = forgets.length;
  const lead = (upstream.shape[0] as number) / (times + 1);
  const last = upstream.rank - 1;
  const slopes = slopesOf(trace);
  const fromTime: tf.Tensor[] = [];
  let dh = timeOf(upstream, times - 1, lead);
  let dc = timeOf(upstream, times, lead);
  for (let time = times - 1; time >= 0; time--) {
    dc = tf.add(dc, tf.mul(dh, timeOf(slopes.cellOfOutput, time, lead)));
    const dsum = tf.mul(tf.concat([dc, dc, dh, dc], last), timeOf(slopes.gates, time, lead));
    fromTime.unshift(dsum);
    dc = tf.mul(dc, forgets[time] as tf.Tensor);
    dh = tf.matMul(dsum, weight, false, true);
    if (time > 0) dh = tf.add(dh, timeOf(upstream, time - 1, lead));
    if (response !== null) {
      dh = tf.add(dh, tf.matMul(tf.mul(dsum, response.factors), response.weight, false, true));
    }
  }
  const dsums = tf.concat(fromTime, 0);
  const general = [dsums, weightGradient(before, dsums, times), dh, dc];
  if (response === null || products === null) return general;
  const byTime = (all: tf.Tensor): tf.Tensor => tf.reshape(all, [times, lead, ...all.shape.slice(1)]);
  const scaled = tf.reshape(tf.mul(byTime(dsums), response.factors), dsums.shape);
  const dfactors = tf.sum(byTime(tf.mul(dsums, products)), 0);
  return [...general, weightGradient(before, scaled, times), dfactors];
}

/**
 * The gradient of a product of rows with a weight, of all times at once.
 * @param x rows of all times, [T B, I] or [T groups, B / groups, I]
 * @param y the gradient of the product, the same with O columns
 */
function weightGradient(x: tf.Tensor, y: tf.Tensor, times: number): tf.Tensor {
  if (x.rank === 2) return tf.matMul(x, y, true, false);
  const together = (all: tf.Tensor): tf.Tensor => {
    const [lead, each, columns] = all.shape as [number, number, number];
    const groups = lead / times;
    const byGroup = tf.transpose(tf.reshape(all, [times, groups, each, columns]), [1, 0, 2, 3]);
    return tf.reshape(byGroup, [groups, times * each, columns]);
  };
  return tf.matMul(together(x), together(y), true, false);
}

/** For all times at once: how the gates' sums move the cell (or, of the output gates, the output), and how the cell moves the output. */
function slopesOf({ cellsBefore, tanhs, cells }: Trace): {
  readonly gates: tf.Tensor;
  readonly cellOfOutput: tf.Tensor;
} {
  const gates = gatesFrom(tanhs);
  // sigmoid' = sigmoid (1 - sigmoid) = (1 - tanh(a / 2)^2) / 4.
  const ownSlopes = tf.mul(tf.sub(1, tf.square(tanhs)), perGate(lastAxis(cells), 0.25, 1));
  const others = tf.concat([cellsBefore, gateOf(gates, 3), cells, gateOf(gates, 1)], tanhs.rank - 1);
  return {
    gates: tf.mul(others, ownSlopes),
    cellOfOutput: tf.mul(gateOf(gates, 2), tf.sub(1, tf.square(cells))),
  };
}
