import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type Movement, moveImages } from '../../../src-main/stn/augment/move-images.ts';
import { largestDifference, uniform, valuesOf } from '../../support/tensors.ts';

const [height, width] = [5, 4];
const images = uniform<tf.Tensor4D>('images', 3, height, width, 2);
const certain = (value: number, ...draws: number[]) => ({ value: tf.scalar(value), draws: tf.tensor1d(draws) });
const shift = (value: number, draws: number[][]) => ({ value: tf.scalar(value), draws: tf.tensor2d(draws) });
const moved = (movement: Movement): number[] => valuesOf(moveImages(images, movement));
const close = (actual: readonly number[], expected: tf.Tensor): void =>
  expect(largestDifference(actual, valuesOf(expected))).toBeLessThan(1e-5);

const centred = [
  [0.5, 0.5],
  [0.5, 0.5],
  [0.5, 0.5],
];

it.each<[string, Movement]>([
  [
    'a shift by a share of zero',
    {
      shift: shift(0, [
        [0, 1],
        [1, 0],
        [0.3, 0.2],
      ]),
    },
  ],
  ['a shift whose draws are in the middle', { shift: shift(0.4, centred) }],
  ['a turn by at most zero degrees', { rotation: certain(0, 0, 0.4, 1) }],
  ['flips of probability zero', { horizontalFlip: certain(0, 0, 0.5, 0.9), verticalFlip: certain(0, 0, 0.5, 0.9) }],
])('%s changes nothing', (_what, movement) => {
  close(moved(movement), images);
});

describe('flips', () => {
  it('of probability one turn every image around', () => {
    close(moved({ horizontalFlip: certain(1, 0, 0.5, 0.999) }), tf.reverse(images, 2));
    close(moved({ verticalFlip: certain(1, 0, 0.5, 0.999) }), tf.reverse(images, 1));
  });

  it('turn those around whose draw lies below their probability', () => {
    const flip = { value: tf.tensor1d([0.2, 0.5, 0.9]), draws: tf.tensor1d([0.3, 0.3, 0.3]) };
    const [first, ...others] = tf.split(images, 3, 0) as tf.Tensor4D[];
    const expected = [first as tf.Tensor4D, ...others.map((image) => tf.reverse(image, 2))];
    close(moved({ horizontalFlip: flip }), tf.concat(expected, 0));
  });
});

describe('shifts', () => {
  it('by whole pixels move and fill with zero', () => {
    // 0.5 of 4 columns, draws of 1 and 0: two pixels right, two pixels left; along the height nothing.
    const draws = [
      [0.5, 1],
      [0.5, 0],
      [0.5, 0.5],
    ];
    const [right, left, still] = tf.split(images, 3, 0) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
    const expected = tf.concat([
      tf.pad(tf.slice(right, [0, 0, 0, 0], [1, height, 2, 2]), [
        [0, 0],
        [0, 0],
        [2, 0],
        [0, 0],
      ]),
      tf.pad(tf.slice(left, [0, 0, 2, 0], [1, height, 2, 2]), [
        [0, 0],
        [0, 0],
        [0, 2],
        [0, 0],
      ]),
      still,
    ]);
    close(moved({ shift: shift(0.5, draws) }), expected);
  });

  it('by parts of a pixel interpolate', () => {
    const line = tf.tensor4d([1, 2, 4, 8], [1, 1, 4, 1]);
    // A quarter of a pixel to the right: three quarters of the pixel itself, a quarter of the one before.
    const movement = { shift: shift(1 / 16, [[0.5, 1]]) };
    expect(largestDifference(valuesOf(moveImages(line, movement)), [0.75, 1.75, 3.5, 7])).toBeLessThan(1e-5);
  });

  it('along one axis leave the other alone', () => {
    const signal = tf.tensor4d([1, 2, 3, 4, 5], [1, 5, 1, 1]);
    const movement = { shift: shift(0.2, [[1, 1]]) };
    expect(largestDifference(valuesOf(moveImages(signal, movement)), [0, 1, 2, 3, 4])).toBeLessThan(1e-5);
  });
});

it('a quarter turn of a square image is its transpose in a mirror', () => {
  const square = uniform<tf.Tensor4D>('square', 1, 4, 4, 1);
  const turned = valuesOf(moveImages(square, { rotation: certain(90, 1) }));
  const transposed = tf.transpose(square, [0, 2, 1, 3]);
  const either = [tf.reverse(transposed, 1), tf.reverse(transposed, 2)].map((image) =>
    largestDifference(turned, valuesOf(image)),
  );
  expect(Math.min(...either)).toBeLessThan(1e-5);
});

/** Every value read at the place that the movement sends it to, in plain numbers. */
function plainMove(
  image: readonly (readonly number[])[],
  { across, down, degrees, up, right }: Record<'across' | 'down' | 'degrees' | 'up' | 'right', number>,
): number[][] {
  const [middleY, middleX] = [(image.length - 1) / 2, ((image[0]?.length ?? 0) - 1) / 2];
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const pixel = (y: number, x: number): number => image[y]?.[x] ?? 0;
  return image.map((row, y) =>
    row.map((_, x) => {
      const [fromX, fromY] = [x - middleX - right, y - middleY + up];
      const sourceX = across * (cosine * fromX + sine * fromY) + middleX;
      const sourceY = down * (-sine * fromX + cosine * fromY) + middleY;
      const [left, top] = [Math.floor(sourceX), Math.floor(sourceY)];
      const [partX, partY] = [sourceX - left, sourceY - top];
      const line = (at: number): number => (1 - partX) * pixel(at, left) + partX * pixel(at, left + 1);
      return (1 - partY) * line(top) + partY * line(top + 1);
    }),
  );
}

it('all of them together flip, then turn, then shift', () => {
  const image = uniform<tf.Tensor4D>('all', 1, 6, 7, 1);
  const movement: Movement = {
    shift: shift(0.25, [[0.2, 0.9]]),
    horizontalFlip: certain(1, 0.5),
    verticalFlip: certain(0, 0.5),
    rotation: certain(40, 0.85),
  };
  const expected = plainMove(
    (image.arraySync()[0] ?? []).map((row) => row.map(([value]) => value ?? Number.NaN)),
    {
      across: -1,
      down: 1,
      degrees: 40 * 0.7,
      up: 0.25 * 6 * 0.6,
      right: 0.25 * 7 * 0.8,
    },
  );
  expect(largestDifference(valuesOf(moveImages(image, movement)), expected.flat())).toBeLessThan(1e-5);
});

it('both ways of resampling agree: a turn by nothing picks pixels, no turn takes matrices', () => {
  const movement: Movement = {
    shift: {
      value: tf.tensor1d([0.1, 0.3, 0.9]),
      draws: tf.tensor2d([
        [0.1, 0.9],
        [0.7, 0.3],
        [0, 1],
      ]),
    },
    horizontalFlip: certain(0.5, 0.1, 0.9, 0.2),
    verticalFlip: certain(0.5, 0.7, 0.2, 0.4),
  };
  const turned = moved({ ...movement, rotation: certain(0, 0.1, 0.5, 0.9) });
  expect(largestDifference(moved(movement), turned)).toBeLessThan(1e-5);
});
