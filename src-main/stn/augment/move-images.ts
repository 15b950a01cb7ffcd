// Shifts, flips and rotations of images, all of them one affine resampling.
import * as tf from '@tensorflow/tfjs-core';

/** A strength of each example, [B] or one for all, and the draws for it. */
interface Drawn {
  readonly value: tf.Tensor;
  /** Uniform in [0, 1), [B]; for a shift [B, 2]: along the height, then along the width. */
  readonly draws: tf.Tensor;
}

/** What is not there is not done. */
export interface Movement {
  /** Largest shift as a share of the side, along each axis. */
  readonly shift?: Drawn | undefined;
  /** Probabilities. */
  readonly horizontalFlip?: Drawn | undefined;
  readonly verticalFlip?: Drawn | undefined;
  /** Largest angle in degrees, either way. */
  readonly rotation?: Drawn | undefined;
}

/**
 * Each example is flipped with its probability, turned about its centre by an angle uniform in ± its largest, and shifted by a share of
 * each side uniform in ± its largest. Between pixels it is interpolated bilinearly; what comes in from outside is 0. An axis one pixel
 * long is not shifted along. No gradient flows through: a training step differentiates weights only.
 * @param images [B, height, width, channels]
 */
export function moveImages(images: tf.Tensor4D, movement: Movement): tf.Tensor4D {
  const [rows, height, width] = images.shape;
  const perExample = (values: tf.Tensor): tf.Tensor => tf.mul(tf.reshape(values, [values.size, 1]), tf.ones([rows, 1]));
  const across = perExample(signOf(movement.horizontalFlip));
  const down = perExample(signOf(movement.verticalFlip));
  const angle = movement.rotation === undefined ? tf.scalar(0) : angleOf(movement.rotation);
  const [cosine, sine] = [perExample(tf.cos(angle)), perExample(tf.sin(angle))];
  // The pixel that an output pixel is read from, about the centre: flipped(turned(pixel - shift)).
  const matrix = {
    xx: tf.mul(across, cosine),
    xy: tf.mul(across, sine),
    yx: tf.neg(tf.mul(down, sine)),
    yy: tf.mul(down, cosine),
  };
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const fromX = tf.add(perExample(shiftOf(movement.shift, { axis: 1, extent: width })), middleX);
  const fromY = tf.add(perExample(shiftOf(movement.shift, { axis: 0, extent: height })), middleY);
  const originX = tf.sub(middleX, tf.add(tf.mul(matrix.xx, fromX), tf.mul(matrix.xy, fromY)));
  const originY = tf.sub(middleY, tf.add(tf.mul(matrix.yx, fromX), tf.mul(matrix.yy, fromY)));
  const none = tf.zeros([rows, 2]);
  const transforms = tf.concat([matrix.xx, matrix.xy, originX, matrix.yx, matrix.yy, originY, none], 1) as tf.Tensor2D;
  return tf.image.transform(images, transforms, 'bilinear', 'constant', 0);
}

/** -1 where an example is flipped, else 1. */
function signOf(flip: Drawn | undefined): tf.Tensor {
  if (flip === undefined) return tf.scalar(1);
  const probability = tf.reshape(flip.value, [flip.value.size]);
  return tf.sub(1, tf.mul(2, tf.cast(tf.less(flip.draws, probability), 'float32')));
}

/** Radians, uniform in ± the largest. */
function angleOf({ value, draws }: Drawn): tf.Tensor {
  return tf.mul(tf.mul(value, Math.PI / 180), tf.sub(tf.mul(draws, 2), 1));
}

/** Pixels, uniform in ± the largest share of the extent. */
function shiftOf(
  shift: Drawn | undefined,
  { axis, extent }: { readonly axis: 0 | 1; readonly extent: number },
): tf.Tensor {
  if (shift === undefined || extent === 1) return tf.scalar(0);
  const rows = shift.draws.shape[0] as number;
  const draws = tf.reshape(tf.slice(shift.draws, [0, axis], [rows, 1]), [rows]);
  return tf.mul(tf.mul(shift.value, extent), tf.sub(tf.mul(draws, 2), 1));
}
