// Dropout with a rate an example. Uniform draws come in as tensors; there is no chance in here.
import * as tf from '@tensorflow/tfjs-core';

/**
 * x * 1[uniform < 1 - p] / (1 - p). The rate carries no gradient that anyone uses: a training step differentiates weights only.
 * @param x [B, ...]
 * @param p rates, [B] or a scalar, below 1
 * @param uniform draws in [0, 1), shape of x, or broadcastable to it: [B, C, 1, 1] drops whole channels, [1, B, E] is locked over time
 * @param axis the axis of x (and of `uniform`) along which a rate vector lies
 * @returns shape of x
 * Source: shared STN specification section 4.
 */
export function dropout({
  x,
  p,
  uniform,
  axis = 0,
}: {
  readonly x: tf.Tensor;
  readonly p: tf.Tensor | number;
  readonly uniform: tf.Tensor;
  readonly axis?: number;
}): tf.Tensor {
  return tf.mul(x, dropoutMask({ p, uniform, axis }));
}

/** What {@link dropout} multiplies with, for use on several tensors. */
export function dropoutMask({ p, uniform, axis = 0 }: Omit<Parameters<typeof dropout>[0], 'x'>): tf.Tensor {
  const keep = tf.sub(1, p);
  const along =
    keep.rank === 0
      ? keep
      : tf.reshape(
          keep,
          uniform.shape.map((_, index) => (index === axis ? keep.size : 1)),
        );
  return keepMask(uniform, along);
}

/**
 * Drops whole source columns of a table: network inputs made from one column (a category's one-hot cells) go together.
 * @param x [B, I]
 * @param p rates [B] or scalar
 * @param uniform draws [B, F], one a source column
 * @param featureOfInput [I] int32: the source column of each input, in [0, F)
 * @returns [B, I]
 */
export function featureDropout({
  x,
  p,
  uniform,
  featureOfInput,
}: {
  readonly x: tf.Tensor2D;
  readonly p: tf.Tensor | number;
  readonly uniform: tf.Tensor2D;
  readonly featureOfInput: readonly number[];
}): tf.Tensor2D {
  const features = uniform.shape[1];
  const keep = tf.sub(1, p);
  const mask = keepMask(uniform, keep.rank === 0 ? keep : tf.reshape(keep, [keep.size, 1]));
  const isOneToOne = featureOfInput.length === features && featureOfInput.every((feature, input) => feature === input);
  if (isOneToOne) return tf.mul(x, mask) as tf.Tensor2D;
  const membership = tf.tensor2d(
    featureOfInput.flatMap((feature) => Array.from({ length: features }, (_, index) => (index === feature ? 1 : 0))),
    [featureOfInput.length, features],
  );
  return tf.mul(x, tf.matMul(mask as tf.Tensor2D, membership, false, true)) as tf.Tensor2D;
}

function keepMask(uniform: tf.Tensor, keep: tf.Tensor): tf.Tensor {
  return tf.mul(tf.cast(tf.less(uniform, keep), 'float32'), tf.div(1, keep));
}
