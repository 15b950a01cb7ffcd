// Images read at any places, bilinearly.
import * as tf from '@tensorflow/tfjs-core';

/** Rows and columns that each pixel of the result is read at, in pixels from the first; [B, height, width] each. */
export interface Places {
  readonly y: tf.Tensor;
  readonly x: tf.Tensor;
}

/** Outside the image are zeros. @param images [B, height, width, channels] */
export function resample(images: tf.Tensor4D, places: Places): tf.Tensor4D {
  const [batch, height, width, channels] = images.shape;
  const count = batch * height * width;
  // A border of zeros: whatever lies outside is read there, so that no place needs a case of its own.
  const bordered = tf.pad(images, [
    [0, 0],
    [1, 2],
    [1, 2],
    [0, 0],
  ]);
  const [rows, columns] = [height + 3, width + 3];
  const pixels = tf.reshape(bordered, [batch * rows * columns, channels]);
  const { before: top, part: partY } = withinBorder(places.y, height);
  const { before: left, part: partX } = withinBorder(places.x, width);
  const whole = (value: number): tf.Scalar => tf.scalar(value, 'int32');
  const image = tf.reshape(tf.range(0, batch, 1, 'int32'), [batch, 1, 1]);
  const line = tf.add(tf.mul(image, whole(rows)), tf.cast(top, 'int32'));
  const first = tf.reshape(tf.add(tf.mul(line, whole(columns)), tf.cast(left, 'int32')), [count]);
  const corner = (offset: number, share: tf.Tensor): tf.Tensor => {
    const index = offset === 0 ? first : tf.add(first, whole(offset));
    return tf.mul(tf.gather(pixels, index as tf.Tensor1D), perChannel(share));
  };
  // Spread by a product with ones: spread over a few values at a time while it multiplies, it costs five times as much.
  const ones = tf.ones<tf.Rank.R2>([1, channels]);
  const perChannel = (share: tf.Tensor): tf.Tensor => {
    const column = tf.reshape(share, [count, 1]) as tf.Tensor2D;
    return channels === 1 ? column : tf.matMul(column, ones);
  };
  const [upper, before] = [tf.sub(1, partY), tf.sub(1, partX)];
  const sum = tf.addN([
    corner(0, tf.mul(upper, before)),
    corner(1, tf.mul(upper, partX)),
    corner(columns, tf.mul(partY, before)),
    corner(columns + 1, tf.mul(partY, partX)),
  ]);
  return tf.reshape(sum, images.shape);
}

/** The pixel before a place, counted from the border, and how far the place is behind it. */
function withinBorder(place: tf.Tensor, extent: number): { readonly before: tf.Tensor; readonly part: tf.Tensor } {
  const fromBorder = tf.add(tf.clipByValue(place, -1, extent), 1);
  const before = tf.floor(fromBorder);
  return { before, part: tf.sub(fromBorder, before) };
}
