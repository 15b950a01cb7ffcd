// Brightness, contrast, saturation and hue of images, each example by its own amounts and in its own order.
// Not here: how the amounts are drawn (colour-amounts), and what a pixel becomes as an input (zoo/augment-images).
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

/** One blend clip(slope x + greyShare grey(x) + meanShare mean(grey(x))), an example; [B, 1, 1] each, null where nobody has it. */
interface Blend {
  readonly slope: tf.Tensor;
  readonly greyShare: tf.Tensor | null;
  readonly meanShare: tf.Tensor | null;
}

/**
 * Brightness, contrast and saturation by a factor f are all blends with slope f: brightness with nothing, contrast with 1 - f of the
 * mean grey, saturation with 1 - f of each pixel's grey. So each place of the order is one blend for all examples, whichever change an
 * example makes there. A turn of the hue costs four times as much as a blend: it is made once, between as many blends before it as there
 * may be and as many behind it, those of an example that come on the other side changing nothing.
 * @param images [B, height, width, channels] in [0, 1]; of other than three channels, grey is their mean
 * @param places [B, n], the place of each of the n amounts in an example's order
 * @returns [B, height, width, channels] in [0, 1]
 * Source: shared STN specification section 6; torchvision.transforms.functional.
 */
export function adjustColours(images: tf.Tensor4D, amounts: readonly ColourAmount[], places: tf.Tensor2D): tf.Tensor4D {
  const [rows, height, width, channels] = images.shape;
  // Pixels are joined into one axis after the channels have come first, not before: past that, ONNX Runtime cannot move the transposition
  // to where it would make every step one over channels last, ten times as slow.
  const colours = tf.reshape(tf.transpose(images, [0, 3, 1, 2]), [rows, channels, height * width]) as tf.Tensor3D;
  const changed = tf.reshape(inOrder(colours, amounts, places), [rows, channels, height, width]);
  return tf.transpose(changed, [0, 2, 3, 1]) as tf.Tensor4D;
}

function inOrder(colours: tf.Tensor3D, amounts: readonly ColourAmount[], places: tf.Tensor2D): tf.Tensor3D {
  const rows = places.shape[0];
  const placeOf = (at: number): tf.Tensor2D => tf.slice(places, [0, at], [rows, 1]) as tf.Tensor2D;
  const hueAt = amounts.findIndex(({ change }) => change === 'hue');
  const blends = amounts.flatMap((one, at) => (at === hueAt ? [] : [{ ...one, place: placeOf(at) }]));
  const all = (sequence: readonly Blend[], start: tf.Tensor3D): tf.Tensor3D => sequence.reduce(blend, start);
  const hue = amounts[hueAt];
  if (hue === undefined)
    return all(
      blendsAt(blends, (place) => place),
      colours,
    );
  const huePlace = placeOf(hueAt);
  const turn = tf.reshape(hue.amount, [hue.amount.size, 1, 1]);
  // A blend behind the hue has one more before it than blends alone; -1 is nowhere.
  const nowhereUnless = (isThere: tf.Tensor, place: tf.Tensor): tf.Tensor =>
    tf.sub(tf.mul(tf.cast(isThere, 'float32'), tf.add(place, 1)), 1);
  const isBefore = blendsAt(blends, (place) => nowhereUnless(tf.less(place, huePlace), place));
  const isBehind = blendsAt(blends, (place) => nowhereUnless(tf.greater(place, huePlace), tf.sub(place, 1)));
  return all(isBehind, turnHue(all(isBefore, colours), turn));
}

/** As many blends as there are changes: at each, every example makes the change whose place it is, or none. */
function blendsAt(
  changes: readonly (ColourAmount & { readonly place: tf.Tensor2D })[],
  placeAmongBlends: (place: tf.Tensor2D) => tf.Tensor,
): readonly Blend[] {
  const count = changes.length;
  if (count === 0) return [];
  const rows = changes[0]?.place.shape[0] ?? 0;
  const places = tf.concat(
    changes.map(({ place }) => placeAmongBlends(place) as tf.Tensor2D),
    1,
  );
  const slots = tf.reshape(tf.range(0, count), [1, 1, count]);
  const isThere = tf.cast(tf.equal(tf.expandDims(places, 2), slots), 'float32');
  const rests = changes.map(({ amount }) =>
    tf.mul(tf.sub(1, tf.reshape(amount, [amount.size, 1])), tf.ones([rows, 1])),
  );
  // [B, changes, slots]: what is not taken from the pixel itself.
  const spread = tf.mul(isThere, tf.expandDims(tf.concat(rests as tf.Tensor2D[], 1), 2));
  const slopes = tf.sub(1, tf.sum(spread, 1));
  const sharesOf = (change: ColourChange): tf.Tensor | null => {
    if (!changes.some((one) => one.change === change)) return null;
    const mask = tf.tensor3d(
      changes.map((one) => (one.change === change ? 1 : 0)),
      [1, count, 1],
    );
    return tf.sum(tf.mul(spread, mask), 1);
  };
  const at = (values: tf.Tensor, slot: number): tf.Tensor =>
    tf.reshape(tf.slice(values, [0, slot], [rows, 1]), [rows, 1, 1]);
  const [greyShares, meanShares] = [sharesOf('saturation'), sharesOf('contrast')];
  return changes.map((_, slot) => ({
    slope: at(slopes, slot),
    greyShare: greyShares === null ? null : at(greyShares, slot),
    meanShare: meanShares === null ? null : at(meanShares, slot),
  }));
}

/** @param colours [B, channels, pixels] */
function blend(colours: tf.Tensor3D, { slope, greyShare, meanShare }: Blend): tf.Tensor3D {
  const channels = colours.shape[1];
  const weights = tf.tensor1d(channels === 3 ? [...greyWeights] : Array.from({ length: channels }, () => 1 / channels));
  const own =
    greyShare === null
      ? tf.mul(colours, slope)
      : // One matrix of the channels an example: slope on the diagonal, and the share of grey in every row.
        tf.matMul(
          tf.add(
            tf.mul(slope, tf.reshape(tf.eye(channels), [1, channels, channels])),
            tf.mul(greyShare, tf.tile(tf.reshape(weights, [1, 1, channels]), [1, channels, 1])),
          ) as tf.Tensor3D,
          colours,
        );
  if (meanShare === null) return tf.clipByValue(own, 0, 1) as tf.Tensor3D;
  const mean = tf.sum(tf.mul(tf.mean(colours, 2), weights), 1);
  const offset = tf.mul(meanShare, tf.reshape(mean, [mean.size, 1, 1]));
  return tf.clipByValue(tf.add(own, offset), 0, 1) as tf.Tensor3D;
}
