// Products of rows with one matrix, or with one matrix for each group of rows: groups are what a pass consists of when hyperparameters
// that all of a batch share have several values in it.
import * as tf from '@tensorflow/tfjs-core';

/** The rows in groups of equal size: [groups, rows / groups, columns]. */
function inGroups(rows: tf.Tensor2D, groups: number): tf.Tensor3D {
  return tf.reshape(rows, [groups, rows.shape[0] / groups, rows.shape[1]]);
}

/** x W. @param x [B, I] @param weight [I, O], or [groups, I, O] @returns [B, O] */
export function productOfRows(x: tf.Tensor2D, weight: tf.Tensor): tf.Tensor2D {
  if (weight.rank === 2) return tf.matMul(x, weight as tf.Tensor2D);
  const product = tf.matMul(inGroups(x, weight.shape[0] as number), weight);
  return tf.reshape(product, [x.shape[0], weight.shape[2] as number]);
}

/** y W^T, which takes the gradient of {@link productOfRows} to its rows. @param y [B, O] @returns [B, I] */
export function productWithTransposed(y: tf.Tensor2D, weight: tf.Tensor): tf.Tensor2D {
  if (weight.rank === 2) return tf.matMul(y, weight as tf.Tensor2D, false, true);
  const product = tf.matMul(inGroups(y, weight.shape[0] as number), weight, false, true);
  return tf.reshape(product, [y.shape[0], weight.shape[1] as number]);
}

/**
 * The gradient of {@link productOfRows} with respect to the weight, of many times at once.
 * @param x [T B, I], the rows of one time after those of another
 * @param y the gradient of the product, [T B, O]
 * @param groups null: one weight serves all rows
 * @returns shape of the weight
 */
export function weightGradient(
  x: tf.Tensor2D,
  y: tf.Tensor2D,
  { times, groups }: { readonly times: number; readonly groups: number | null },
): tf.Tensor {
  if (groups === null) return tf.matMul(x, y, true, false);
  const together = (rows: tf.Tensor2D): tf.Tensor3D => {
    const [all, columns] = rows.shape;
    const each = all / times / groups;
    return tf.reshape(tf.transpose(tf.reshape(rows, [times, groups, each, columns]), [1, 0, 2, 3]), [
      groups,
      times * each,
      columns,
    ]);
  };
  return tf.matMul(together(x), together(y), true, false);
}
