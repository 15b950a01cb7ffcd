// Everything that training examples go through, at once, on the compiled engine and on the reference.
import type * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Engine, TensorSpec } from '../../src-main/engine/engine.ts';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { disturbInput, inputNoise } from '../../src-main/zoo/disturb-input.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { largestDifference } from '../support/tensors.ts';

const [rows, height, width, channels] = [4, 7, 6, 3];
const inputs = height * width * channels;
const noise = new CounterNoise(5);
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1);
const float = (...shape: number[]): TensorSpec => ({ shape, dtype: 'float32' });

const moves = { shift: 0.2, horizontalFlip: 0.5, verticalFlip: 0.5 };
const rest = {
  brightness: 0.4,
  contrast: 0.5,
  saturation: 0.6,
  hue: 0.3,
  cutoutHoles: 3,
  cutoutLength: 3,
  gaussianNoise: 0.1,
  dropout: 0.2,
  inputScaling: 0.3,
};

async function disturbedOn(engine: Engine, strengths: Readonly<Record<string, number>>): Promise<readonly number[]> {
  const surroundings = {
    inputs,
    imageShape: [height, width, channels] as const,
    pixelScale: { mean: [0.5, 0.4, 0.3], deviation: [0.25, 0.2, 0.3] },
    featureOfInput: [],
    active: new Set(Object.keys(strengths).map((name) => `input.${name}`)),
  };
  const draws = inputNoise(surroundings).map(({ name, kind, shape }) => ({
    name,
    spec: float(rows, ...shape),
    data: (kind === 'uniform' ? noise.uniform : noise.normal).call(
      noise,
      name,
      0,
      new Float32Array(rows * sizeOf(shape)),
    ),
  }));
  const valueName = (name: string): string => `value of ${name}`;
  const program = await engine.compile({
    name: 'disturb',
    state: {},
    inputs: {
      x: float(rows, inputs),
      ...Object.fromEntries(draws.map(({ name, spec }) => [name, spec])),
      ...Object.fromEntries(Object.keys(strengths).map((name) => [valueName(`input.${name}`), float(rows)])),
    },
    body: (_, fed) => ({
      state: {},
      results: {
        x: disturbInput(fed.x as tf.Tensor2D, surroundings, {
          response: null,
          valueOf: (name) => fed[valueName(name)] ?? null,
          noise: Object.fromEntries(draws.map(({ name }) => [name, fed[name] as tf.Tensor])),
        }),
      },
    }),
  });
  const state = await engine.createState({}, {});
  const results = await program.run(state, {
    x: noise.uniform('x', 0, new Float32Array(rows * inputs)).map((draw) => 2 * draw - 1),
    ...Object.fromEntries(draws.map(({ name, data }) => [name, data])),
    ...Object.fromEntries(
      Object.entries(strengths).map(([name, strength]) => [
        valueName(`input.${name}`),
        Float32Array.from({ length: rows }, (_, row) => (strength * (row + 1)) / rows),
      ]),
    ),
  });
  await engine.dispose();
  return Array.from(results.x ?? []);
}

it.each<[string, Readonly<Record<string, number>>]>([
  ['without a turn', { ...moves, ...rest }],
  ['with a turn', { ...moves, rotation: 30, ...rest }],
])('examples are disturbed the same on onnx as on the reference, %s', async (_what, strengths) => {
  const expected = await disturbedOn(createReferenceEngine(), strengths);
  const actual = await disturbedOn(createOnnxEngine({ device: 'cpu', threads: 1 }), strengths);
  expect(expected).toHaveLength(rows * inputs);
  expect(largestDifference(actual, expected)).toBeLessThan(1e-4);
});
