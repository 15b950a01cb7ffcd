// Images as training sees them at given strengths: the same tensor maths, on the reference engine, and back to 8 bits.
import * as tf from '@tensorflow/tfjs-core';
import type { AugmentedImages } from '../../src-shared/contract/augmentation.ts';
import { settingsHolding } from '../../src-shared/domain/held-values.ts';
import { hyperparameterKinds } from '../../src-shared/domain/hyperparameter.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import type { Feeds, TensorSpecs } from '../engine/engine.ts';
import { createReferenceEngine } from '../engine/reference.ts';
import { disturbInput, inputNoise } from '../zoo/disturb-input.ts';
import type { NoiseInput } from '../zoo/model.ts';
import type { ImagePool } from './image-pool.ts';
import type { AugmentationTask } from './task.ts';

/** Once so much time has gone by, no further image is begun: sixteen of 32 x 32 take a tenth of it, one of 224 x 224 all of it. */
const budgetMs = 700;
/** Samples of all images of one answer, for the size of the message. */
const mostSamples = 4e6;

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
  const { held } = settleHyperparameters(settingsHolding(values), {
    model: { kind: 'mlp', hidden: [] },
    data: { inputs: sizeOf(imageShape), imageShape },
  });
  return held;
}

/**
 * Images of the pool as they are and as training disturbs them, one after the other while there is time, one at least. The draws of an
 * image follow from the seed, the kind and its position in the pool alone.
 * @param clock milliseconds
 */
export async function disturbImages(
  pool: ImagePool,
  { values, count, seed, first }: Omit<AugmentationTask, 'directory' | 'split'>,
  clock: () => number = () => performance.now(),
): Promise<AugmentedImages> {
  const { imageShape } = pool;
  const inputs = sizeOf(imageShape);
  const strengths = inputStrengths(values, pool);
  const disturb = await disturber(pool, strengths, seed);
  const begun = clock();
  const most = Math.min(count, pool.count, Math.max(1, Math.floor(mostSamples / inputs)));
  const chosen: number[] = [];
  const disturbed: Float32Array[] = [];
  while (chosen.length < most && (chosen.length === 0 || clock() - begun < budgetMs)) {
    const position = (first + chosen.length) % pool.count;
    chosen.push(position);
    disturbed.push(await disturb(position));
  }
  const white = whiteOf(pool, chosen);
  return {
    imageShape: [...imageShape],
    labels: chosen.map((position) => pool.labels[position] ?? ''),
    originals: shownFrom(
      chosen.map((position) => inputsOf(pool, position)),
      pool,
      white,
    ),
    augmented: shownFrom(disturbed, pool, white),
    used: Object.keys(strengths).sort(byKind),
  };
}

/** Disturbs one image of the pool after the other, each as a batch of its own. */
async function disturber(pool: ImagePool, strengths: Readonly<Record<string, number>>, seed: number) {
  const { imageShape, scale } = pool;
  const inputs = sizeOf(imageShape);
  const surroundings = {
    inputs,
    imageShape,
    pixelScale: scale,
    featureOfInput: [],
    active: new Set(Object.keys(strengths)),
  };
  const noise = inputNoise(surroundings);
  const specs: TensorSpecs = {
    x: float(1, inputs),
    ...Object.fromEntries(noise.map(({ name, shape }) => [name, float(1, ...shape)])),
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
  const source = new CounterNoise(seed);
  return async (position: number): Promise<Float32Array> => {
    const x = inputsOf(pool, position);
    const { x: disturbed } = await program.run(state, { x, ...drawsOf(noise, source, position) });
    return disturbed as Float32Array;
  };
}

function drawsOf(noise: readonly NoiseInput[], source: CounterNoise, position: number): Feeds {
  return Object.fromEntries(
    noise.map(({ name, kind, shape }) => {
      const draws = new Float32Array(sizeOf(shape));
      const stream = `preview/${name}`;
      return [
        name,
        kind === 'uniform' ? source.uniform(stream, position, draws) : source.normal(stream, position, draws),
      ];
    }),
  );
}

/** Network inputs of one image. */
function inputsOf({ pixels, imageShape, levels, scale }: ImagePool, position: number): Float32Array {
  const size = sizeOf(imageShape);
  const channels = imageShape[2];
  const x = new Float32Array(size);
  for (let sample = 0; sample < size; sample++) {
    const channel = sample % channels;
    const pixel = (pixels[position * size + sample] as number) / (levels - 1);
    x[sample] = (pixel - (scale.mean[channel] ?? 0)) / (scale.deviation[channel] ?? 1);
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
function shownFrom(images: readonly Float32Array[], { imageShape, scale }: ImagePool, white: number) {
  const channels = imageShape[2];
  const size = sizeOf(imageShape);
  const shown = new Uint8Array(images.length * size);
  for (const [index, x] of images.entries()) {
    for (let sample = 0; sample < size; sample++) {
      const channel = sample % channels;
      const pixel = (x[sample] as number) * (scale.deviation[channel] ?? 1) + (scale.mean[channel] ?? 0);
      shown[index * size + sample] = Math.round(255 * Math.min(1, Math.max(0, pixel / white)));
    }
  }
  return shown;
}
