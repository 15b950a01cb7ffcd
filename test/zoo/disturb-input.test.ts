import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { cutHoles } from '../../src-main/stn/augment/cutout.ts';
import { moveImages } from '../../src-main/stn/augment/move-images.ts';
import type { Conditions, NamedTensors } from '../../src-main/stn/network.ts';
import { disturbInput, inputNoise } from '../../src-main/zoo/disturb-input.ts';
import { mlp } from '../../src-main/zoo/mlp.ts';
import { randomParameters } from '../support/small-perceptron.ts';
import { largestDifference, normal, uniform, valuesOf } from '../support/tensors.ts';

const [rows, height, width, channels] = [5, 6, 4, 3];
const inputs = height * width * channels;
const pixelScale = { mean: [0.5, 0.4, 0.3], deviation: [0.25, 0.2, 0.3] };
const x = tf.clipByValue(normal<tf.Tensor2D>('images', rows, inputs), -1, 1) as tf.Tensor2D;
const asImages = (flat: tf.Tensor): tf.Tensor4D => tf.reshape(flat, [rows, height, width, channels]);

function surroundingsWith(...names: readonly string[]) {
  return {
    inputs,
    imageShape: [height, width, channels] as const,
    pixelScale,
    featureOfInput: Array.from({ length: inputs }, (_, index) => index),
    active: new Set(names.map((name) => `input.${name}`)),
  };
}

/** Disturbs the images by the strengths given, with draws of its own. */
function disturbed(strengths: Readonly<Record<string, number | readonly number[]>>, changes: NamedTensors = {}) {
  const surroundings = surroundingsWith(...Object.keys(strengths));
  const noise = Object.fromEntries(
    inputNoise(surroundings).map(({ name, kind, shape }) => [
      name,
      changes[name] ?? (kind === 'uniform' ? uniform : normal)(name, rows, ...shape),
    ]),
  );
  const conditions: Conditions = {
    response: null,
    valueOf: (name) => {
      const strength = strengths[name.replace('input.', '')];
      if (strength === undefined) return null;
      return typeof strength === 'number' ? tf.scalar(strength) : tf.tensor1d([...strength]);
    },
    noise,
  };
  return { output: disturbInput(x, surroundings, conditions), noise, surroundings, conditions };
}

describe('what is asked for', () => {
  it('is nothing where nothing is in use', () => {
    expect(inputNoise(surroundingsWith())).toEqual([]);
    const { output } = disturbed({});
    expect(valuesOf(output)).toEqual(valuesOf(x));
  });

  it('is one draw an example for a strength, two for a shift, two for each of eight holes, and an order for several colours', () => {
    const names = [
      'shift',
      'rotation',
      'brightness',
      'hue',
      'cutoutLength',
      'gaussianNoise',
      'dropout',
      'inputScaling',
    ];
    expect(inputNoise(surroundingsWith(...names)).map(({ name, shape }) => [name, shape])).toEqual([
      ['input.shift', [2]],
      ['input.rotation', []],
      ['input.brightness', []],
      ['input.hue', []],
      ['input.colourOrder', [2]],
      ['input.cutout', [8, 2]],
      ['input.gaussianNoise', [inputs]],
      ['input.dropout', [inputs]],
      ['input.inputScaling', []],
    ]);
    expect(inputNoise(surroundingsWith('contrast')).map(({ name }) => name)).toEqual(['input.contrast']);
  });
});

it.each([
  'shift',
  'rotation',
  'horizontalFlip',
  'verticalFlip',
  'gaussianNoise',
  'dropout',
  'inputScaling',
  'cutoutHoles',
  'cutoutLength',
])('a %s of zero changes nothing', (name) => {
  expect(largestDifference(valuesOf(disturbed({ [name]: 0 }).output), valuesOf(x))).toBeLessThan(1e-5);
});

it.each(['brightness', 'contrast', 'saturation', 'hue'])(
  'a %s of zero changes next to nothing: strengths keep a thousandth off the end',
  (name) => {
    expect(largestDifference(valuesOf(disturbed({ [name]: 0 }).output), valuesOf(x))).toBeLessThan(0.02);
  },
);

it('moves images before it cuts holes, and cuts holes before noise is added', () => {
  const strengths = { horizontalFlip: 1, cutoutHoles: 2, cutoutLength: 3, gaussianNoise: 0.5 };
  const { output, noise } = disturbed(strengths);
  const flipped = moveImages(asImages(x), {
    horizontalFlip: { value: tf.scalar(1), draws: noise['input.horizontalFlip'] as tf.Tensor },
  });
  const cut = cutHoles(flipped, {
    holes: tf.scalar(2),
    length: tf.scalar(3),
    uniform: noise['input.cutout'] as tf.Tensor3D,
  });
  const noisy = tf.add(tf.reshape(cut, [rows, inputs]), tf.mul(noise['input.gaussianNoise'] as tf.Tensor, 0.5));
  expect(largestDifference(valuesOf(output), valuesOf(noisy))).toBeLessThan(1e-5);
});

it('drops inputs before it scales them', () => {
  const { output, noise } = disturbed({ dropout: 0.5, inputScaling: 0.3 });
  const kept = tf.mul(x, tf.mul(2, tf.cast(tf.less(noise['input.dropout'] as tf.Tensor, 0.5), 'float32')));
  const draws = noise['input.inputScaling'] as tf.Tensor;
  const factor = tf.add(tf.mul(1.3 - 1 / 1.3, draws), 1 / 1.3);
  expect(largestDifference(valuesOf(output), valuesOf(tf.mul(kept, tf.expandDims(factor, 1))))).toBeLessThan(1e-5);
});

it('changes colours as pixels: an example twice as bright', () => {
  // Brightness of strength 1 and a draw of 1: a factor of 1.999, by the margin.
  const { output } = disturbed({ brightness: 1 }, { 'input.brightness': tf.ones([rows]) });
  const expected = valuesOf(x).map((value, index) => {
    const channel = index % channels;
    const [mean = 0, deviation = 1] = [pixelScale.mean[channel], pixelScale.deviation[channel]];
    return (Math.min(1, Math.max(0, 1.999 * (value * deviation + mean))) - mean) / deviation;
  });
  expect(largestDifference(valuesOf(output), expected)).toBeLessThan(1e-5);
});

it('gives each example its own strength', () => {
  const { output } = disturbed({ horizontalFlip: [0, 1, 0, 1, 0] });
  const images = asImages(x);
  const flipped = tf.reverse(images, 2);
  const expected = Array.from({ length: rows }, (_, row) =>
    tf.slice(row % 2 === 0 ? images : flipped, [row, 0, 0, 0], [1, height, width, channels]),
  );
  expect(largestDifference(valuesOf(output), valuesOf(tf.concat(expected, 0)))).toBeLessThan(1e-5);
});

it('of holes and length, the one that is off has the start of its kind', () => {
  const both = disturbed({ cutoutHoles: 1, cutoutLength: 3 });
  expect(valuesOf(disturbed({ cutoutLength: 3 }).output)).toEqual(valuesOf(both.output));
  expect(valuesOf(disturbed({ cutoutHoles: 1 }).output)).toEqual(valuesOf(both.output));
  expect(valuesOf(both.output).filter((value) => value === 0).length).toBeGreaterThan(0);
});

it('disturbs nothing in evaluation', () => {
  const { surroundings, conditions } = disturbed({ shift: 0.3, hue: 0.2, cutoutHoles: 3, dropout: 0.5 });
  expect(disturbInput(x, surroundings, { ...conditions, noise: null })).toBe(x);
});

it('refuses to change the colours of what are no pixels', () => {
  const { surroundings, conditions } = disturbed({ hue: 0.2 });
  expect(() => disturbInput(x, { ...surroundings, pixelScale: null }, conditions)).toThrow('inputs are pixels');
});

it('along an ordered axis it shifts and cuts intervals', () => {
  const axis = {
    inputs: 6,
    imageShape: null,
    pixelScale: null,
    featureOfInput: [0, 1, 2, 3, 4, 5],
    active: new Set(['input.shift', 'input.cutoutHoles']),
  };
  const conditions: Conditions = {
    response: null,
    valueOf: (name) => (axis.active.has(name) ? tf.scalar(name === 'input.shift' ? 1 / 6 : 1) : null),
    noise: {
      'input.shift': tf.tensor2d([[1, 0.3]]),
      // The first hole's centre is place 4, its length 3: places 2 to 4, rounded down at both ends.
      'input.cutout': tf.tensor3d([Array.from({ length: 8 }, () => [0.7, 0.1])]),
    },
  };
  const output = disturbInput(tf.tensor2d([[1, 2, 3, 4, 5, 6]]), axis, conditions);
  expect(valuesOf(output).map((value) => Math.round(value * 1e4) / 1e4)).toEqual([0, 1, 0, 0, 0, 5]);
});

it('a perceptron on images sees them disturbed like any other network', () => {
  const { output, noise, surroundings, conditions } = disturbed({ shift: 0.2, contrast: 0.5, cutoutHoles: 2 });
  const model = mlp({ ...surroundings, hidden: [], outputs: 3, form: 'none', hyperparameters: 0 });
  const parameters = randomParameters(model);
  expect(model.noise.map(({ name }) => name)).toEqual(Object.keys(noise));
  expect(valuesOf(model.forward(parameters, x, conditions).output)).toEqual(
    valuesOf(model.forward(parameters, output, { ...conditions, noise: null }).output),
  );
});
