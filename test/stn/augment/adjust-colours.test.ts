import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { adjustColours, type ColourAmount, type ColourChange } from '../../../src-main/stn/augment/adjust-colours.ts';
import { turnHue } from '../../../src-main/stn/augment/turn-hue.ts';
import { largestDifference, uniform, valuesOf } from '../../support/tensors.ts';

const images = uniform<tf.Tensor4D>('pixels', 3, 4, 5, 3);
const first = tf.zeros<tf.Rank.R2>([3, 1]);

const one = (change: ColourChange, ...amounts: number[]): ColourAmount => ({
  change,
  amount: amounts.length === 1 ? tf.scalar(amounts[0] ?? 0) : tf.tensor1d(amounts),
});
const pixel = (...values: number[]): tf.Tensor4D => tf.tensor4d(values, [1, 1, values.length / 3, 3]);
const alone = tf.zeros<tf.Rank.R2>([1, 1]);
const close = (actual: tf.Tensor, expected: readonly number[]): void =>
  expect(largestDifference(valuesOf(actual), expected)).toBeLessThan(1e-6);

describe('one change by hand', () => {
  it('brightness multiplies and cuts off', () => {
    close(adjustColours(pixel(0.2, 0.4, 0.8), [one('brightness', 1.5)], alone), [0.3, 0.6, 1]);
  });

  it('contrast blends with the mean grey of the image', () => {
    // Grey is 0.2989 r + 0.587 g + 0.114 b: 0.9999 and 0 here, their mean 0.49995.
    const [white, black] = [0.5 + 0.5 * 0.49995, 0.5 * 0.49995];
    const changed = adjustColours(pixel(1, 1, 1, 0, 0, 0), [one('contrast', 0.5)], alone);
    close(changed, [white, white, white, black, black, black]);
  });

  it('saturation blends with the grey of the pixel', () => {
    const grey = 0.2989 * 0.2 + 0.587 * 0.4 + 0.114 * 0.8;
    close(adjustColours(pixel(0.2, 0.4, 0.8), [one('saturation', 0)], alone), [grey, grey, grey]);
  });

  it('a third of the circle turns red into green and green into blue', () => {
    close(adjustColours(pixel(1, 0, 0, 0, 0.5, 0), [one('hue', 1 / 3)], alone), [0, 1, 0, 0, 0, 0.5]);
  });

  it('grey has no hue to turn', () => {
    close(adjustColours(pixel(0.3, 0.3, 0.3), [one('hue', 0.4)], alone), [0.3, 0.3, 0.3]);
  });
});

it.each(['brightness', 'contrast', 'saturation'] as const)('%s by one changes nothing', (change) => {
  close(adjustColours(images, [one(change, 1)], first), valuesOf(images));
});

it.each([0, 1, -1])('turning the hue by %d circles changes nothing', (turn) => {
  close(adjustColours(images, [one('hue', turn)], first), valuesOf(images));
});

it('hues turned one after the other turn by the sum', () => {
  const colours = uniform<tf.Tensor3D>('colours', 2, 3, 50);
  const twice = turnHue(turnHue(colours, tf.scalar(0.2)), tf.scalar(0.27));
  close(twice, valuesOf(turnHue(colours, tf.scalar(0.47))));
});

it('a hue of other than three channels is refused', () => {
  const grey = tf.zeros<tf.Rank.R3>([2, 1, 4]);
  expect(() => turnHue(grey, tf.scalar(0.1))).toThrow('A hue needs three channels and was asked of 1.');
});

it('each example is changed by its own amounts, in its own order', () => {
  const amounts = [
    one('brightness', 1.4, 0.6, 1.1),
    one('contrast', 0.5, 1.7, 1.2),
    one('saturation', 0.3, 1.5, 0.8),
    one('hue', 0.1, -0.4, 0.25),
  ];
  const places = [
    [0, 1, 2, 3],
    [3, 2, 1, 0],
    [1, 3, 0, 2],
  ];
  const together = adjustColours(images, amounts, tf.tensor2d(places));
  const alone = places.map((order, example) => {
    let image = tf.slice(images, [example, 0, 0, 0], [1, 4, 5, 3]) as tf.Tensor4D;
    for (let place = 0; place < 4; place++) {
      const { change, amount } = amounts[order.indexOf(place)] as ColourAmount;
      image = adjustColours(image, [{ change, amount: tf.slice(amount, [example], [1]) }], tf.zeros([1, 1]));
    }
    return image;
  });
  close(together, valuesOf(tf.concat(alone, 0)));
  // The order matters, or the comparison would say little.
  const other = adjustColours(images, amounts, tf.tensor2d([...places].reverse()));
  expect(largestDifference(valuesOf(together), valuesOf(other))).toBeGreaterThan(0.01);
});

it('grey images have brightness and contrast, grey being the pixel itself', () => {
  const grey = tf.tensor4d([0.2, 0.6], [1, 1, 2, 1]);
  close(adjustColours(grey, [one('contrast', 0.5)], alone), [0.3, 0.5]);
  close(adjustColours(grey, [one('brightness', 2)], alone), [0.4, 1]);
});

it('stays within black and white', () => {
  const strong = adjustColours(
    images,
    [one('contrast', 2), one('saturation', 2), one('brightness', 2)],
    tf.zeros([3, 3]),
  );
  expect(Math.min(...valuesOf(strong))).toBeGreaterThanOrEqual(0);
  expect(Math.max(...valuesOf(strong))).toBeLessThanOrEqual(1);
});
