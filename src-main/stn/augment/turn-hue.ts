// The hue of colours, turned around the circle of hues; value and saturation stay.
import * as tf from '@tensorflow/tfjs-core';

/** Added to a chroma before it divides: far below the chroma of any colour of 16 bits, and grey has no hue to get wrong. */
const noChroma = 1e-10;

/**
 * In sixths of the circle the hue h of a colour lies at (g - b) / chroma when red is largest, at 2 + (b - r) / chroma when green is, and
 * at 4 + (r - g) / chroma when blue is; the three channels are sorted for that, because to choose among cases costs an engine more.
 * Back again, red is smallest + chroma clip(|h - 3| - 1), green smallest + chroma clip(2 - |h - 2|) and blue smallest +
 * chroma clip(2 - |h - 4|), clipped to [0, 1].
 * @param colours red, green and blue in [0, 1], [B, 3, pixels]
 * @param turn share of the circle, [B, 1, 1]
 * Source: Smith 1978, "Color gamut transform pairs"; the sorting is Hocevar's, "Fast branchless RGB to HSV conversion" (2013).
 */
export function turnHue(colours: tf.Tensor3D, turn: tf.Tensor): tf.Tensor3D {
  if (colours.shape[1] !== 3) throw new Error(`A hue needs three channels and was asked of ${colours.shape[1]}.`);
  const { hue, chroma, smallest } = hueOf(colours);
  const turned = tf.add(tf.mul(hue, 1 / 6), turn);
  const around = tf.mul(tf.sub(turned, tf.floor(turned)), 6);
  const perChannel = (...values: number[]): tf.Tensor => tf.tensor3d(values, [1, 3, 1]);
  const distance = tf.abs(tf.sub(around, perChannel(3, 2, 4)));
  const share = tf.clipByValue(tf.add(tf.mul(distance, perChannel(1, -1, -1)), perChannel(-1, 2, 2)), 0, 1);
  return tf.add(smallest, tf.mul(chroma, share)) as tf.Tensor3D;
}

/** Hue in sixths of the circle, in [0, 6]; [B, 1, pixels] each. */
function hueOf(colours: tf.Tensor3D): {
  readonly hue: tf.Tensor;
  readonly chroma: tf.Tensor;
  readonly smallest: tf.Tensor;
} {
  const [red, green, blue] = tf.split(colours, 3, 1) as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
  const isBlueAbove = tf.cast(tf.less(green, blue), 'float32');
  const upper = tf.maximum(green, blue);
  const lower = tf.minimum(green, blue);
  const isRedBelow = tf.cast(tf.less(red, upper), 'float32');
  const largest = tf.maximum(red, upper);
  const middle = tf.minimum(red, upper);
  const smallest = tf.minimum(middle, lower);
  const chroma = tf.sub(largest, smallest);
  // 0 or -6 where red is largest, by which of the others follows; -2 where green is; 4 where blue is.
  const start = tf.sub(tf.mul(isBlueAbove, tf.sub(tf.mul(isRedBelow, 12), 6)), tf.mul(isRedBelow, 2));
  const hue = tf.abs(tf.add(start, tf.div(tf.sub(middle, lower), tf.add(chroma, noChroma))));
  return { hue, chroma, smallest };
}
