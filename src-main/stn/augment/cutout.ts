// Square holes in images, or holes in rows of an ordered axis.
import * as tf from '@tensorflow/tfjs-core';

export interface CutoutHoles {
  /** Holes of each example, rounded down; [B] or one for all. */
  readonly holes: tf.Tensor;
  /** Side of an example's holes in pixels, rounded down; [B] or one for all. */
  readonly length: tf.Tensor;
  /** Draws for the centres of as many holes as there may be: rows, then columns; [B, most holes, 2]. */
  readonly uniform: tf.Tensor3D;
}

/**
 * Sets the pixels inside the holes to 0. A hole's centre is any pixel with the same chance; what reaches over the edge is cut off, and
 * holes may overlap. Rows clip(y - length / 2) to clip(y + length / 2), both rounded down, the last not among them; columns likewise.
 * An axis one pixel long has the whole hole.
 * @param images [B, height, width, channels]
 * Source: DeVries & Taylor 2017; shared STN specification section 6; reference cnn/util/cutout.py.
 */
export function cutHoles(images: tf.Tensor4D, { holes, length, uniform }: CutoutHoles): tf.Tensor4D {
  const [batch, height, width, channels] = images.shape;
  const most = uniform.shape[1];
  const half = tf.div(perHole(tf.floor(length)), 2);
  const isCut = tf.less(tf.reshape(tf.range(0, most), [1, most, 1]), perHole(tf.floor(holes)));
  const rows = inside(height, { half, draws: uniform, axis: 0, repeats: 1 });
  // The channels of a pixel one by one: a mask that had to spread over them would cost several times as much.
  const columns = inside(width, { half, draws: uniform, axis: 1, repeats: channels });
  const cutRows = tf.mul(rows, tf.cast(tf.logicalAnd(isCut, tf.greater(half, 0)), 'float32')) as tf.Tensor3D;
  // How many holes a pixel lies in: a product over the holes.
  const count = tf.matMul(cutRows, columns as tf.Tensor3D, true, false);
  const kept = tf.mul(tf.reshape(images, [batch, height, width * channels]), tf.cast(tf.less(count, 0.5), 'float32'));
  return tf.reshape(kept, images.shape);
}

/** [B] or a scalar as [B or 1, 1, 1]. */
function perHole(values: tf.Tensor): tf.Tensor {
  return tf.reshape(values, [values.size, 1, 1]);
}

/** 1 where a pixel of an axis lies inside a hole, each pixel so many times; [B, holes, extent * repeats]. */
function inside(
  extent: number,
  {
    half,
    draws,
    axis,
    repeats,
  }: { readonly half: tf.Tensor; readonly draws: tf.Tensor3D; readonly axis: 0 | 1; readonly repeats: number },
): tf.Tensor {
  const [batch, most] = draws.shape;
  const count = extent * repeats;
  if (extent === 1) return tf.ones([batch, most, count]);
  const centre = tf.floor(tf.mul(tf.slice(draws, [0, 0, axis], [batch, most, 1]), extent));
  const edge = (at: tf.Tensor): tf.Tensor => tf.floor(tf.clipByValue(at, 0, extent));
  const pixels = tf.tensor3d(
    Array.from({ length: count }, (_, at) => Math.floor(at / repeats)),
    [1, 1, count],
  );
  const isPastStart = tf.greaterEqual(pixels, edge(tf.sub(centre, half)));
  const isBeforeEnd = tf.less(pixels, edge(tf.add(centre, half)));
  return tf.cast(tf.logicalAnd(isPastStart, isBeforeEnd), 'float32');
}
