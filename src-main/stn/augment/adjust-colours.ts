// Brightness, contrast, saturation and hue of images, each example by its own amounts and in its own order.
// Not here: how the amounts are drawn (colour-amounts), and what a pixel becomes as an input (zoo/disturb-input).
import * as tf from '@tensorflow/tfjs-core';
import { turnHue } from './turn-hue.ts';

export type ColourChange = 'brightness' | 'contrast' | 'saturation' | 'hue';

/** One change and how far it goes: a factor, or for the hue a turn as a share of the circle; [B] or one for all. */
export interface ColourAmount {
  readonly change: ColourChange;
  readonly amount: tf.Tensor;
}

/** Weights of red, green and blue in grey. Source: ITU-R BT.601 as torchvision rounds it. */
const greyWeights = [0.2989, 0.587, 0.114] as const;

/** What happens at one place of the order, [B, 1, 1, 1] each. */
interface Place {
  readonly slope: tf.Tensor;
  readonly greyShare: tf.Tensor | null;
  readonly meanShare: tf.Tensor | null;
  readonly turn: tf.Tensor | null;
}

/**
 * Brightness, contrast and saturation are all clip(a x + b grey(x) + c mean(grey(x))): brightness with a = f; contrast with a = f and
 * c = 1 - f; saturation with a = f and b = 1 - f. So each place of the order is one such step for all examples, whichever change an
 * example makes there, and a turn of the hue by 0 where it makes another one.
 * @param images [B, height, width, channels] in [0, 1]; of other than three channels, grey is their mean
 * @param places [B, n], the place of each of the n amounts in an example's order
 * @returns [B, height, width, channels] in [0, 1]
 * Source: shared STN specification section 6; torchvision.transforms.functional.
 */
export function adjustColours(images: tf.Tensor4D, amounts: readonly ColourAmount[], places: tf.Tensor2D): tf.Tensor4D {
  const channels = images.shape[3];
  // Channel by channel, so that what is the same for all of them is worked out once.
  let planes: readonly tf.Tensor[] = tf.split(tf.transpose(images, [0, 3, 1, 2]), channels, 1);
  for (const place of placesInOrder(amounts, places)) planes = changeAt(place, planes);
  return tf.transpose(tf.concat([...planes], 1), [0, 2, 3, 1]) as tf.Tensor4D;
}

function placesInOrder(amounts: readonly ColourAmount[], places: tf.Tensor2D): readonly Place[] {
  const count = amounts.length;
  const rows = places.shape[0];
  // 1 where a change, the middle axis, is made at a place, the last.
  const isThere = tf.cast(tf.equal(tf.expandDims(places, 2), tf.reshape(tf.range(0, count), [1, 1, count])), 'float32');
  /** What each change would bring, gathered by place; null when no change in use has it. */
  const byPlace = (has: (change: ColourChange) => boolean, of: (amount: ColourAmount) => tf.Tensor) => {
    if (!amounts.some(({ change }) => has(change))) return null;
    const values = amounts.map((one) => tf.mul(has(one.change) ? of(one) : tf.scalar(0), tf.ones([rows])));
    return tf.split(tf.sum(tf.mul(isThere, tf.expandDims(tf.stack(values, 1), 2)), 1), count, 1);
  };
  const rest = ({ amount }: ColourAmount) => tf.sub(1, amount);
  const slopes = byPlace(
    () => true,
    ({ change, amount }) => (change === 'hue' ? tf.scalar(1) : amount),
  );
  const greyShares = byPlace((change) => change === 'saturation', rest);
  const meanShares = byPlace((change) => change === 'contrast', rest);
  const turns = byPlace(
    (change) => change === 'hue',
    ({ amount }) => amount,
  );
  const at = (values: readonly tf.Tensor[] | null, place: number): tf.Tensor | null =>
    values === null ? null : tf.reshape(values[place] as tf.Tensor, [rows, 1, 1, 1]);
  return amounts.map((_, place) => ({
    slope: at(slopes, place) as tf.Tensor,
    greyShare: at(greyShares, place),
    meanShare: at(meanShares, place),
    turn: at(turns, place),
  }));
}

function changeAt({ slope, greyShare, meanShare, turn }: Place, planes: readonly tf.Tensor[]): readonly tf.Tensor[] {
  const terms: tf.Tensor[] = [];
  if (greyShare !== null || meanShare !== null) {
    const grey = greyOf(planes);
    if (greyShare !== null) terms.push(tf.mul(greyShare, grey));
    if (meanShare !== null) terms.push(tf.mul(meanShare, tf.mean(grey, [1, 2, 3], true)));
  }
  const offset = terms.length === 0 ? null : terms.reduce((sum, term) => tf.add(sum, term));
  const changed = planes.map((plane) => {
    const scaled = tf.mul(plane, slope);
    return tf.clipByValue(offset === null ? scaled : tf.add(scaled, offset), 0, 1);
  });
  return turn === null ? changed : turnHue(changed, turn);
}

function greyOf(planes: readonly tf.Tensor[]): tf.Tensor {
  if (planes.length === 1) return planes[0] as tf.Tensor;
  const weights: readonly number[] = planes.length === 3 ? greyWeights : planes.map(() => 1 / planes.length);
  return planes.map((plane, channel) => tf.mul(plane, weights[channel] ?? 0)).reduce((sum, one) => tf.add(sum, one));
}
