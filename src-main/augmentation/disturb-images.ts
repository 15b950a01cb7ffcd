// Images as training sees them at given strengths: the same tensor maths, on the reference engine, and back to 8 bits.
import * as tf from '@tensorflow/tfjs-core';
import type { AugmentedImages } from '../../src-shared/contract/augmentation.ts';
import { hyperparameterKinds } from '../../src-shared/domain/hyperparameter.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import type { Feeds, TensorSpecs } from '../engine/engine.ts';
import { createReferenceEngine } from '../engine/reference.ts';
import { disturbInput, inputNoise } from '../zoo/disturb-input.ts';
import type { NoiseInput } from '../zoo/model.ts';
import type { ImagePool } from './image-pool.ts';
import type { AugmentationTask } from './task.ts';

/** Samples of all images of one answer: sixteen of 128 x 128 in colour, some tenths of a second. */
const mostSamples = 800_000;

const float = (...shape: number[]) => ({ shape, dtype: 'float32' as const });
const sizeOf = (shape: readonly number[]) => shape.reduce((product, extent) => product * extent, 1);

/** The order in which kinds are listed, which is that of the hyperparameter vector. */
const byKind = (left: string, right: string) => positionOf(left) - positionOf(right);
const positionOf = (name: string) => hyperparameterKinds.findIndex((kind) => name === `input.${kind}`);

/**
 * Strengths, each checked against the data.
 * @throws AppError `config/…`
 */
function inputStrengths(
  values: AugmentationTask['values'],
  { imageShape }: ImagePool,
): Readonly<Record<string, number>> {
  const settings = Object.entries(values).map(([name, value]) => [name, { mode: 'fixed', value }] as const);
  const { held } = settleHyperparameters(Object.fromEntries(settings), {
    model: { kind: 'mlp', hidden: [] },
    data: { inputs: sizeOf(imageShape), imageShape },
  });
  return held;
}

/** Images of the pool as they are and as training disturbs them. The draws follow from the seed, the name and the position alone. */
export async function disturbImages(
  pool: ImagePool,
  { values, count, seed, first }: Omit<AugmentationTask, 'directory' | 'split'>,
): Promise<AugmentedImages> {
  const { imageShape, scale } = pool;
  const inputs = sizeOf(imageShape);
  const rows = Math.max(1, Math.min(count, pool.count, Math.floor(mostSamples / inputs)));
  const chosen = Array.from({ length: rows }, (_, index) => (first + index) % pool.count);
  const strengths = inputStrengths(values, pool);
  const surroundings = {
    inputs,
    imageShape,
    pixelScale: scale,
    featureOfInput: [],
    active: new Set(Object.keys(strengths)),
  };
  const noise = inputNoise(surroundings);
  const specs: TensorSpecs = {
    x: float(rows, inputs),
    ...Object.fromEntries(noise.map(({ name, shape }) => [name, float(rows, ...shape)])),
  };
  const engine = createReferenceEngine();
  const program = await engine.compile({
    name: 'augmentation preview',
    state: {},
    inputs: specs,
    body: (_state, { x, ...draws }) => ({
      state: {},
      results: {
        x: disturbInput(x as tf.Tensor2D, surroundings, {
          response: null,
          valueOf: (name) => (name in strengths ? tf.scalar(strengths[name] ?? 0) : null),
          noise: draws,
        }),
      },
    }),
  });
  const state = await engine.createState({}, {});
  const x = inputsOf(pool, chosen);
  const { x: disturbed = x } = await program.run(state, { x, ...drawsOf(noise, { rows, seed, first }) });
  state.dispose();
  program.dispose();
  await engine.dispose();
  const white = whiteOf(pool, chosen);
  return {
    imageShape: [...imageShape],
    labels: chosen.map((position) => pool.labels[position] ?? ''),
    originals: shownFrom(x, pool, white),
    augmented: shownFrom(disturbed as Float32Array, pool, white),
    used: Object.keys(strengths).sort(byKind),
  };
}

function drawsOf(
  noise: readonly NoiseInput[],
  { rows, seed, first }: { readonly rows: number; readonly seed: number; readonly first: number },
): Feeds {
  const source = new CounterNoise(seed);
  return Object.fromEntries(
    noise.map(({ name, kind, shape }) => {
      const draws = new Float32Array(rows * sizeOf(shape));
      const stream = `preview/${name}`;
      return [name, kind === 'uniform' ? source.uniform(stream, first, draws) : source.normal(stream, first, draws)];
    }),
  );
}

/** Network inputs, [images, samples]. */
function inputsOf({ pixels, imageShape, levels, scale }: ImagePool, chosen: readonly number[]): Float32Array {
  const size = sizeOf(imageShape);
  const channels = imageShape[2];
  const x = new Float32Array(chosen.length * size);
  for (const [index, position] of chosen.entries()) {
    for (let sample = 0; sample < size; sample++) {
      const channel = sample % channels;
      const pixel = (pixels[position * size + sample] as number) / (levels - 1);
      x[index * size + sample] = (pixel - (scale.mean[channel] ?? 0)) / (scale.deviation[channel] ?? 1);
    }
  }
  return x;
}

/** What is drawn white: of 16 bits the brightest pixel of those shown, as in every preview; of 8 bits white. */
function whiteOf({ pixels, imageShape, levels }: ImagePool, chosen: readonly number[]): number {
  if (levels === 256) return 1;
  const size = sizeOf(imageShape);
  let brightest = 1;
  for (const position of chosen) {
    for (let sample = position * size; sample < (position + 1) * size; sample++) {
      brightest = Math.max(brightest, pixels[sample] as number);
    }
  }
  return brightest / (levels - 1);
}

/** 8 bits of each network input; what is darker than black or brighter than white is cut off, as on any screen. */
function shownFrom(x: Float32Array, { imageShape, scale }: ImagePool, white: number): Uint8Array<ArrayBuffer> {
  const channels = imageShape[2];
  const shown = new Uint8Array(x.length);
  for (let sample = 0; sample < x.length; sample++) {
    const channel = sample % channels;
    const pixel = (x[sample] as number) * (scale.deviation[channel] ?? 1) + (scale.mean[channel] ?? 0);
    shown[sample] = Math.round(255 * Math.min(1, Math.max(0, pixel / white)));
  }
  return shown;
}
