import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { cutHoles } from '../../../src-main/stn/augment/cutout.ts';
import { uniform, valuesOf } from '../../support/tensors.ts';

/** What is left of ones, as rows of text: `#` kept, `.` cut. */
function picture(kept: tf.Tensor4D, example = 0): string[] {
  const rows = kept.arraySync()[example] ?? [];
  return rows.map((row) => row.map(([value]) => (value === 1 ? '#' : '.')).join(''));
}

const ones = (batch: number, height: number, width: number, channels = 1): tf.Tensor4D =>
  tf.ones([batch, height, width, channels]);
/** Draws in the middle of the pixels [row, column] of an image. */
const at = (height: number, width: number, ...centres: [number, number][]): tf.Tensor3D =>
  tf.tensor3d([centres.map(([row, column]) => [(row + 0.5) / height, (column + 0.5) / width])]);

it('a hole of even length has its centre behind its middle, and is cut off at the edge', () => {
  const uniform = at(5, 6, [1, 5]);
  const kept = cutHoles(ones(1, 5, 6), { holes: tf.scalar(1), length: tf.scalar(4), uniform });
  expect(picture(kept)).toEqual(['###...', '###...', '###...', '######', '######']);
});

it('holes and lengths are rounded down, and as many holes are cut as asked', () => {
  const uniform = at(4, 4, [1, 1], [3, 3], [0, 3]);
  const cut = (holes: number, length: number) =>
    picture(cutHoles(ones(1, 4, 4), { holes: tf.scalar(holes), length: tf.scalar(length), uniform }));
  expect(cut(2.9, 2.9)).toEqual(['..##', '..##', '##..', '##..']);
  expect(cut(1.2, 2)).toEqual(['..##', '..##', '####', '####']);
  expect(cut(3, 1.99)).toEqual(cut(3, 1));
});

it.each([
  [0, 4],
  [-1, 4],
  [0.99, 4],
  [3, 0],
  [3, 0.99],
  [2, -3],
])('%d holes of length %d change nothing', (holes, length) => {
  const images = uniform<tf.Tensor4D>('images', 2, 5, 5, 3);
  const uniform_ = uniform<tf.Tensor3D>('centres', 2, 4, 2);
  const kept = cutHoles(images, { holes: tf.scalar(holes), length: tf.scalar(length), uniform: uniform_ });
  expect(valuesOf(kept)).toEqual(valuesOf(images));
});

it('each example has its own holes, the same in all channels', () => {
  const uniform = tf.tile(at(3, 3, [1, 1]), [2, 1, 1]) as tf.Tensor3D;
  const kept = cutHoles(ones(2, 3, 3, 2), { holes: tf.tensor1d([1, 1]), length: tf.tensor1d([0, 2]), uniform });
  expect(picture(kept, 0)).toEqual(['###', '###', '###']);
  expect(picture(kept, 1)).toEqual(['..#', '..#', '###']);
  const [first, second] = tf.split(kept, 2, 3);
  expect(valuesOf(first)).toEqual(valuesOf(second));
});

it('along one axis a hole is an interval', () => {
  const uniform = tf.tensor3d([[[0.5, 0.99]]]);
  const kept = cutHoles(ones(1, 8, 1), { holes: tf.scalar(1), length: tf.scalar(3), uniform });
  // Centre 4: from 2.5 to 5.5, both rounded down.
  expect(picture(kept)).toEqual(['#', '#', '.', '.', '.', '#', '#', '#']);
});

it('centres fall on every pixel alike', () => {
  const rows = 20_000;
  const kept = cutHoles(ones(rows, 4, 4), {
    holes: tf.scalar(1),
    length: tf.scalar(1),
    uniform: uniform('many centres', rows, 1, 2),
  });
  // By the reference's rounding a hole of length 1 covers the pixel before its centre: the last row and column are never covered.
  const shares = tf.mean(tf.sub(1, kept), 0).arraySync() as number[][][];
  shares.forEach((row, y) => {
    row.forEach(([share], x) => {
      expect(share).toBeCloseTo(y === 3 || x === 3 ? 0 : 1 / 16, 2);
    });
  });
});
