// Augmentation by the hyperparameters of the input: which draws it asks for, and its order. The maths is in stn/augment.
import * as tf from '@tensorflow/tfjs-core';
import { kindTraits, mostCutoutHoles } from '../../src-shared/domain/hyperparameter.ts';
import { adjustColours, type ColourAmount, type ColourChange } from '../stn/augment/adjust-colours.ts';
import { factorOf, placesOf, robustStrength, turnOf } from '../stn/augment/colour-amounts.ts';
import { cutHoles } from '../stn/augment/cutout.ts';
import { moveImages } from '../stn/augment/move-images.ts';
import type { Conditions } from '../stn/network.ts';
import { inUse } from './dropout-layer.ts';
import type { ModelSurroundings, NoiseInput } from './model.ts';

const movements = ['input.shift', 'input.horizontalFlip', 'input.verticalFlip', 'input.rotation'] as const;
const colourChanges: readonly ColourChange[] = ['brightness', 'contrast', 'saturation', 'hue'];
const orderDraws = 'input.colourOrder';
const holeDraws = 'input.cutout';
const holeNames = ['input.cutoutHoles', 'input.cutoutLength'] as const;

type Surroundings = Pick<ModelSurroundings, 'pixelScale' | 'active'>;

function changesIn(active: ReadonlySet<string>): readonly ColourChange[] {
  return colourChanges.filter((change) => active.has(`input.${change}`));
}

/** Draws that the augmentations in use ask for; none when no example needs to be seen as an image. */
export function augmentationNoise({ active }: Surroundings): readonly NoiseInput[] {
  const uniform = (name: string, ...shape: number[]): NoiseInput => ({ name, kind: 'uniform', shape });
  const changes = changesIn(active);
  return [
    ...movements
      .filter((name) => active.has(name))
      .map((name) => (name === 'input.shift' ? uniform(name, 2) : uniform(name))),
    ...changes.map((change) => uniform(`input.${change}`)),
    ...(changes.length > 1 ? [uniform(orderDraws, changes.length)] : []),
    ...(holeNames.some((name) => active.has(name)) ? [uniform(holeDraws, mostCutoutHoles, 2)] : []),
  ];
}

/**
 * Order: movement, colour, holes.
 * @param images [B, height, width, channels], as the network receives them
 */
export function augmentImages(images: tf.Tensor4D, surroundings: Surroundings, conditions: Conditions): tf.Tensor4D {
  return withHoles(recoloured(moved(images, conditions), surroundings, conditions), conditions);
}

function moved(images: tf.Tensor4D, conditions: Conditions): tf.Tensor4D {
  const drawn = (name: (typeof movements)[number]) => inUse(name, conditions) ?? undefined;
  const [shift, horizontalFlip, verticalFlip, rotation] = movements.map(drawn);
  const isStill = [shift, horizontalFlip, verticalFlip, rotation].every((one) => one === undefined);
  return isStill ? images : moveImages(images, { shift, horizontalFlip, verticalFlip, rotation });
}

function recoloured(images: tf.Tensor4D, { pixelScale, active }: Surroundings, conditions: Conditions): tf.Tensor4D {
  const rows = images.shape[0];
  const amounts = changesIn(active).flatMap((change): ColourAmount[] => {
    const used = inUse(`input.${change}`, conditions);
    if (used === null) return [];
    const strength = robustStrength(used.value);
    return [{ change, amount: (change === 'hue' ? turnOf : factorOf)(strength, used.draws) }];
  });
  if (amounts.length === 0) return images;
  if (pixelScale === null) throw new Error('Colours can be changed only where inputs are pixels.');
  const order = conditions.noise?.[orderDraws] as tf.Tensor2D | undefined;
  const places = order === undefined ? tf.zeros<tf.Rank.R2>([rows, 1]) : placesOf(order);
  const { mean, deviation } = pixelScale;
  const pixels = perChannel(images, { factors: deviation, offsets: mean });
  return perChannel(adjustColours(pixels, amounts, places), {
    factors: deviation.map((spread) => 1 / spread),
    offsets: mean.map((average, channel) => -average / (deviation[channel] ?? 1)),
  });
}

/** x * factor + offset, channel by channel. */
function perChannel(
  images: tf.Tensor4D,
  { factors, offsets }: { readonly factors: readonly number[]; readonly offsets: readonly number[] },
): tf.Tensor4D {
  const [rows, height, width, channels] = images.shape;
  // Over whole lines of pixels: spread over three values at a time, a constant costs several times as much.
  const line = (values: readonly number[]): tf.Tensor1D =>
    tf.tensor1d(Array.from({ length: width * channels }, (_, at) => values[at % channels] ?? 0));
  const lines = tf.reshape(images, [rows, height, width * channels]);
  return tf.reshape(tf.add(tf.mul(lines, line(factors)), line(offsets)), images.shape);
}

/** Of holes and length, the one that is off has the start of its kind when the other is in use. */
function withHoles(images: tf.Tensor4D, conditions: Conditions): tf.Tensor4D {
  const uniform = conditions.noise?.[holeDraws] as tf.Tensor3D | undefined;
  const [holes, length] = holeNames.map((name) => conditions.valueOf(name));
  if (uniform === undefined || ((holes ?? null) === null && (length ?? null) === null)) return images;
  return cutHoles(images, {
    holes: holes ?? tf.scalar(kindTraits.cutoutHoles.start),
    length: length ?? tf.scalar(kindTraits.cutoutLength.start),
    uniform,
  });
}
