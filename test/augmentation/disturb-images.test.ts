import { describe, expect, it } from 'vitest';
import { disturbImages } from '../../src-main/augmentation/disturb-images.ts';
import type { ImagePool } from '../../src-main/augmentation/image-pool.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { make } from '../data/small-datasets.ts';

function pool(change: Partial<ImagePool> = {}): ImagePool {
  const imageShape = change.imageShape ?? ([8, 8, 3] as const);
  const size = imageShape[0] * imageShape[1] * imageShape[2];
  const count = 6;
  return {
    imageShape,
    count,
    pixels: Uint8Array.from(make(count * size, (index) => (index * 53 + 7 * Math.floor(index / size)) % 256)),
    levels: 256,
    labels: make(count, (position) => `class ${position}`),
    scale: { mean: [0.5, 0.4, 0.3].slice(0, imageShape[2]), deviation: [0.2, 0.25, 0.3].slice(0, imageShape[2]) },
    ...change,
  };
}

const shown = (values: Record<string, number>, request: { count?: number; seed?: number; first?: number } = {}) =>
  disturbImages(pool(), { values, count: 4, seed: 1, first: 0, ...request });

describe('images as training sees them', () => {
  it('are the originals where nothing is disturbed, byte for byte', async () => {
    const { originals, augmented, labels, imageShape, used } = await shown({});
    expect(augmented).toEqual(originals);
    expect(originals).toEqual(pool().pixels.slice(0, 4 * 192));
    expect(labels).toEqual(['class 0', 'class 1', 'class 2', 'class 3']);
    expect(imageShape).toEqual([8, 8, 3]);
    expect(used).toEqual([]);
  });

  it('have holes of the mean colour of the training rows', async () => {
    const { originals, augmented } = await shown({ 'input.cutoutHoles': 1, 'input.cutoutLength': 4 });
    const changed = make(4 * 64, (pixel) => pixel).filter((pixel) =>
      [0, 1, 2].some((channel) => augmented[3 * pixel + channel] !== originals[3 * pixel + channel]),
    );
    expect(changed.length).toBeGreaterThan(4);
    expect(changed.length).toBeLessThanOrEqual(4 * 16);
    for (const pixel of changed) expect([...augmented.subarray(3 * pixel, 3 * pixel + 3)]).toEqual([128, 102, 77]);
  });

  it('are the same for the same seed and others for another, image by image', async () => {
    const strengths = { 'input.shift': 0.3, 'input.hue': 0.4, 'input.gaussianNoise': 0.5 };
    const once = await shown(strengths);
    expect(await shown(strengths)).toEqual(once);
    expect((await shown(strengths, { seed: 2 })).augmented).not.toEqual(once.augmented);
    expect(once.used).toEqual(['input.gaussianNoise', 'input.hue', 'input.shift']);
  });

  it('of dropout at 0.9 are mostly the mean colour', async () => {
    const { augmented } = await shown({ 'input.dropout': 0.9 });
    const means = [128, 102, 77];
    const dropped = augmented.filter((value, index) => value === means[index % 3]).length;
    expect(dropped / augmented.length).toBeGreaterThan(0.8);
  });

  it('begin where they are asked to and start over past the end', async () => {
    expect((await shown({}, { first: 5 })).labels).toEqual(['class 5', 'class 0', 'class 1', 'class 2']);
    expect((await shown({}, { count: 16 })).labels).toHaveLength(6);
  });

  it('of 16 bits are shown with the brightest of them as white', async () => {
    const pixels = Uint16Array.from([0, 100, 300, 400]);
    const { originals, augmented } = await disturbImages(
      pool({ imageShape: [2, 2, 1], count: 1, pixels, levels: 65_536, scale: { mean: [0.003], deviation: [0.001] } }),
      { values: { 'input.verticalFlip': 1 }, count: 1, seed: 1, first: 0 },
    );
    expect([...originals]).toEqual([0, 64, 191, 255]);
    expect([...augmented]).toEqual([191, 255, 0, 64]);
  });

  it('do not depend on which others are shown', async () => {
    const strengths = { 'input.shift': 0.3, 'input.contrast': 0.4 };
    const four = await shown(strengths);
    const last = await shown(strengths, { first: 3, count: 1 });
    expect(last.augmented).toEqual(four.augmented.slice(3 * 192));
  });

  it('are fewer where they take long, one at least', async () => {
    const countIn = async (msOfReading: number) => {
      let time = 0;
      const clock = () => {
        time += msOfReading;
        return time;
      };
      const { labels } = await disturbImages(pool(), { values: {}, count: 4, seed: 1, first: 0 }, clock);
      return labels.length;
    };
    expect(await Promise.all([1, 300, 5_000].map(countIn))).toEqual([4, 3, 1]);
  });

  it.each([
    ['colours of grey images', { 'input.saturation': 0.2 }, /"input\.saturation" cannot be used here: .*grey/],
    ['a strength beyond its limits', { 'input.rotation': 500 }, /set to 500\. It must lie between 0 and 180/],
    ['what is no strength', { 'input.sparkle': 1 }, /"input\.sparkle" is no hyperparameter/],
  ])('are refused for %s', async (_what, values, message) => {
    const grey = pool({ imageShape: [8, 8, 1] });
    const thrown = await disturbImages(grey, { values, count: 1, seed: 1, first: 0 }).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(AppError);
    expect(String(thrown)).toMatch(message);
  });
});
