// Flips and shifts along the axes of an image, each axis by a product with one small matrix an example.
import * as tf from '@tensorflow/tfjs-core';

/** What is done along one axis; [B], or a scalar for all. */
export interface AxisMovement {
  /** -1 flips the axis about its middle, 1 does not. */
  readonly sign: tf.Tensor;
  /** Pixels, after the flip. */
  readonly shift: tf.Tensor;
}

/**
 * Bilinear interpolation is linear interpolation along one axis and then along the other; outside are zeros.
 * @param images [B, height, width, channels]
 */
export function alongAxes(
  images: tf.Tensor4D,
  along: { readonly height: AxisMovement; readonly width: AxisMovement },
): tf.Tensor4D {
  const [batch, height, width, channels] = images.shape;
  const rows = interpolation(along.height, batch, height);
  const lines = tf.reshape(images, [batch, height, width * channels]) as tf.Tensor3D;
  const down = rows === null ? images : (tf.reshape(tf.matMul(rows, lines), images.shape) as tf.Tensor4D);
  const columns = interpolation(along.width, batch, width);
  if (columns === null) return down;
  const turned = tf.reshape(tf.transpose(down, [0, 2, 1, 3]), [batch, width, height * channels]);
  const across = tf.reshape(tf.matMul(columns, turned), [batch, width, height, channels]);
  return tf.transpose(across, [0, 2, 1, 3]) as tf.Tensor4D;
}

/** The weight of each pixel in each pixel of the result, [B, extent, extent]; null where nothing moves. */
function interpolation({ sign, shift }: AxisMovement, batch: number, extent: number): tf.Tensor3D | null {
  if (sign.rank === 0 && shift.rank === 0) return null;
  const middle = (extent - 1) / 2;
  const perImage = (values: tf.Tensor): tf.Tensor => tf.reshape(values, [values.size, 1, 1]);
  const pixels = tf.range(0, extent);
  const from = tf.sub(tf.reshape(pixels, [1, extent, 1]), tf.add(perImage(shift), middle));
  const source = tf.add(tf.mul(perImage(sign), from), middle);
  const distance = tf.abs(tf.sub(source, tf.reshape(pixels, [1, 1, extent])));
  const weights = tf.relu(tf.sub(1, distance)) as tf.Tensor3D;
  return weights.shape[0] === batch ? weights : tf.tile(weights, [batch, 1, 1]);
}
