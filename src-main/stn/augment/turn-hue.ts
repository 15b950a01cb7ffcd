// The hue of colours, turned around the circle of hues; value and saturation stay.
import * as tf from '@tensorflow/tfjs-core';

/** Below the chroma of any colour of 16 bits. */
const noChroma = 1e-7;

/**
 * In sixths of the circle the hue h of a colour lies at (g - b) / chroma when red is largest, at 2 + (b - r) / chroma when green is, and
 * at 4 + (r - g) / chroma when blue is. Back again, red is smallest + chroma clip(|h - 3| - 1), green smallest + chroma clip(2 - |h - 2|)
 * and blue smallest + chroma clip(2 - |h - 4|), clipped to [0, 1].
 * @param planes red, green and blue in [0, 1], of one shape
 * @param turn share of the circle, spreading over the planes' shape
 * Source: Smith 1978, "Color gamut transform pairs", in the form without cases.
 */
export function turnHue(planes: readonly tf.Tensor[], turn: tf.Tensor): readonly tf.Tensor[] {
  const [red, green, blue] = planes;
  if (red === undefined || green === undefined || blue === undefined || planes.length !== 3) {
    throw new Error(`A hue needs three channels and was asked of ${planes.length}.`);
  }
  const largest = tf.maximum(tf.maximum(red, green), blue);
  const smallest = tf.minimum(tf.minimum(red, green), blue);
  const chroma = tf.sub(largest, smallest);
  const isRed = tf.equal(largest, red);
  const isGreen = tf.equal(largest, green);
  const difference = tf.where(isRed, tf.sub(green, blue), tf.where(isGreen, tf.sub(blue, red), tf.sub(red, green)));
  const start = tf.where(isRed, tf.scalar(0), tf.where(isGreen, tf.scalar(2), tf.scalar(4)));
  const hue = tf.add(tf.add(tf.div(difference, tf.maximum(chroma, noChroma)), start), tf.mul(turn, 6));
  const around = tf.sub(hue, tf.mul(tf.floor(tf.div(hue, 6)), 6));
  const within = (share: tf.Tensor): tf.Tensor => tf.add(smallest, tf.mul(chroma, tf.clipByValue(share, 0, 1)));
  const distance = (from: number): tf.Tensor => tf.abs(tf.sub(around, from));
  return [within(tf.sub(distance(3), 1)), within(tf.sub(2, distance(2))), within(tf.sub(2, distance(4)))];
}
