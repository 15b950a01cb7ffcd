// Values that rows share, group by group, where something wants one for each row.
import * as tf from '@tensorflow/tfjs-core';

/** A scalar as it is; [groups] as one value a row, [rows], the rows of a group after one another. */
export function perRow(value: tf.Tensor, rows: number): tf.Tensor {
  if (value.size === 1) return tf.reshape(value, []);
  if (value.size === rows) return value;
  const each = rows / value.size;
  return tf.reshape(tf.tile(tf.reshape(value, [value.size, 1]), [1, each]), [rows]);
}
