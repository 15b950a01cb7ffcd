// How a change of an LSTM's gates runs on from one time to the next: the recurrence's own slope, which is linear. Its backward pass is the
// ordinary LSTM's, written by hand like the one in lstm-recurrence.ts. Not here: where the slopes come from (linearised-lstm.ts).
import * as tf from '@tensorflow/tfjs-core';

/** The recurrence made linear at one course of its states. Everything here counts as a constant. */
export interface LinearRecurrence {
  /** From the state before to the gates, [n, 4 n]; or one for each group of rows, [groups, n, 4 n]. */
  readonly weight: tf.Tensor;
  /** How the gates' sums move the cell, or, of the output gates, the output, [T, B, 4 n]. */
  readonly gates: tf.Tensor3D;
  /** How a cell moves the cell after it (the forget gates), and how it moves its own output, [T, B, n] each. */
  readonly forgets: tf.Tensor3D;
  readonly cellOfOutput: tf.Tensor3D;
}

/** Slices of a tensor of all times, [T, B, ...]. */
function timeOf(all: tf.Tensor3D, time: number): tf.Tensor2D {
  const [, rows, columns] = all.shape;
  return tf.reshape(tf.slice(all, [time, 0, 0], [1, rows, columns]), [rows, columns]);
}

/** Rows times the weight of their group. */
function product(x: tf.Tensor, weight: tf.Tensor, isTransposed = false): tf.Tensor {
  if (weight.rank === 2) return tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D, false, isTransposed);
  const byGroup = tf.reshape(x, [weight.shape[0] as number, -1, x.shape[1] as number]);
  return tf.reshape(tf.matMul(byGroup, weight, false, isTransposed), [x.shape[0] as number, -1]);
}

/**
 * a_t = sums_t + h W; c' = f c + (what the gates f, i and g move) a_t; h' = (what the gate o moves) a_t + (cell's share) c', from h = c = 0.
 * Differentiable in `sums` alone.
 * @param sums tangents of the gates' sums without the part of the state before, [T, B, 4 n]
 * @returns tangents of the outputs, [T, B, n]
 */
export function tangentRecurrence(sums: tf.Tensor3D, linear: LinearRecurrence): tf.Tensor3D {
  const run = tf.customGrad((given, save) => {
    const { weight, gates, forgets, cellOfOutput } = linear;
    (save as tf.GradSaveFunc)([weight, gates, forgets, cellOfOutput]);
    return {
      value: forwards(given as tf.Tensor3D, linear),
      gradFunc: (upstream: tf.Tensor, saved: tf.Tensor[]) =>
        backwards(upstream as tf.Tensor3D, {
          weight: saved[0] as tf.Tensor,
          gates: saved[1] as tf.Tensor3D,
          forgets: saved[2] as tf.Tensor3D,
          cellOfOutput: saved[3] as tf.Tensor3D,
        }),
    };
  });
  return run(sums) as tf.Tensor3D;
}

function forwards(sums: tf.Tensor3D, { weight, gates, forgets, cellOfOutput }: LinearRecurrence): tf.Tensor3D {
  const outputs: tf.Tensor2D[] = [];
  let [h, c]: [tf.Tensor | null, tf.Tensor | null] = [null, null];
  for (let time = 0; time < sums.shape[0]; time++) {
    const own = timeOf(sums, time);
    const sum = h === null ? own : tf.add(own, product(h, weight));
    const [forget, input, output, candidate] = tf.split(tf.mul(sum, timeOf(gates, time)), 4, 1) as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    const moved: tf.Tensor = tf.add(tf.add(forget, input), candidate);
    c = c === null ? moved : tf.add(moved, tf.mul(c, timeOf(forgets, time)));
    h = tf.add(output, tf.mul(c, timeOf(cellOfOutput, time)));
    outputs.push(h as tf.Tensor2D);
  }
  return tf.stack(outputs) as tf.Tensor3D;
}

/** @returns the gradient of `sums` */
function backwards(upstream: tf.Tensor3D, { weight, gates, forgets, cellOfOutput }: LinearRecurrence): tf.Tensor {
  const times = upstream.shape[0];
  const fromTime: tf.Tensor[] = [];
  let [dh, dc]: [tf.Tensor, tf.Tensor | null] = [timeOf(upstream, times - 1), null];
  for (let time = times - 1; time >= 0; time--) {
    const share = tf.mul(dh, timeOf(cellOfOutput, time));
    const cell: tf.Tensor = dc === null ? share : tf.add(dc, share);
    const dsum = tf.mul(tf.concat([cell, cell, dh, cell], 1), timeOf(gates, time));
    fromTime.unshift(dsum);
    if (time === 0) break;
    dc = tf.mul(cell, timeOf(forgets, time));
    dh = tf.add(timeOf(upstream, time - 1), product(dsum, weight, true));
  }
  return tf.stack(fromTime);
}
