// Penalties on what the last LSTM layer gives out: on its size (AR) and on its change from one time to the next (TAR). They belong to the
// training objective only.
import * as tf from '@tensorflow/tfjs-core';

/** What both penalties look at, [T, B, n]. */
export interface Activity {
  readonly activity: tf.Tensor3D;
  /** Strength, a scalar; or [groups], one for each group of rows. */
  readonly strength: tf.Tensor;
  /** 0 where a time holds padding, where the activity is 0 too, 1 elsewhere, [T, B, 1]; null: no padding. */
  readonly isReal: tf.Tensor3D | null;
}

/**
 * alpha * mean of activity^2 over times, examples and units.
 * @param activity behind the layer's dropout
 * Source: shared STN specification section 5.
 */
export function activationPenalty({ activity, strength, isReal }: Activity): tf.Scalar {
  return weightedMean(tf.square(activity), strength, isReal);
}

/**
 * beta * mean of (activity at a time - activity at the time before)^2; 0 for a single time.
 * @param activity before the layer's dropout
 * Source: shared STN specification section 5.
 */
export function temporalPenalty({ activity, strength, isReal }: Activity): tf.Scalar {
  const [times, rows, units] = activity.shape;
  if (times < 2) return tf.scalar(0);
  const later = tf.slice(activity, [1, 0, 0], [times - 1, rows, units]);
  const earlier = tf.slice(activity, [0, 0, 0], [times - 1, rows, units]);
  const change = tf.square(tf.sub(later, earlier));
  // From padding to the first token nothing has changed.
  const isWithin = isReal === null ? null : (tf.slice(isReal, [0, 0, 0], [times - 1, rows, 1]) as tf.Tensor3D);
  return weightedMean((isWithin === null ? change : tf.mul(change, isWithin)) as tf.Tensor3D, strength, isWithin);
}

/** The mean over groups of strength * mean over what is real in the group. */
function weightedMean(values: tf.Tensor3D, strength: tf.Tensor, isReal: tf.Tensor3D | null): tf.Scalar {
  const [times, rows, units] = values.shape;
  const groups = strength.size;
  const each = [times, groups, rows / groups];
  const total = tf.sum(tf.reshape(values, [...each, units]), [0, 2, 3]);
  const count =
    isReal === null
      ? (times * rows * units) / groups
      : tf.mul(tf.maximum(tf.sum(tf.reshape(isReal, each), [0, 2]), 1), units);
  return tf.mean(tf.mul(tf.reshape(strength, [groups]), tf.div(total, count))) as tf.Scalar;
}
