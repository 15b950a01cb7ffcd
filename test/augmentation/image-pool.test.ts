import { describe, expect, it } from 'vitest';
import { poolOf } from '../../src-main/augmentation/image-pool.ts';
import { splitRows } from '../../src-main/data/split.ts';
import { splitConfigSchema } from '../../src-shared/domain/run-config.ts';
import { refusal } from '../data/files.ts';
import { imagesWith, make, numberColumn, tableOf } from '../data/small-datasets.ts';

/** Images of 2 x 2 whose pixels are their row's number; a class for each hundred. */
const rows = 600;
const dataset = imagesWith({
  imageShape: [2, 2, 1],
  pixels: Uint16Array.from(make(4 * rows, (index) => Math.floor(index / 4))),
  labels: make(rows, (row) => Math.floor(row / 100)),
});
const split = splitConfigSchema.parse({ kind: 'stratified', seed: 4 });

describe('the images of a preview', () => {
  it('are training rows only, each once', () => {
    const { pixels, count } = poolOf(dataset, split);
    const shown = make(count, (position) => pixels[4 * position] as number);
    const { train } = splitRows(dataset, split);
    expect(count).toBe(train.length);
    expect(shown.toSorted((left, right) => left - right)).toEqual([...train]);
  });

  it('are no more than are looked through, with the scale of all training rows', () => {
    const whole = splitConfigSchema.parse({ kind: 'random', train: 0.98, validation: 0.01 });
    const { count, scale } = poolOf(dataset, whole);
    expect(count).toBe(512);
    expect(scale.mean[0]).toBeCloseTo(299.5 / 65_535, 4);
  });

  it('come in an order that shows several classes at the start, with their names', () => {
    const { labels, pixels } = poolOf(dataset, split);
    expect(new Set(labels.slice(0, 16)).size).toBeGreaterThan(3);
    for (const [position, label] of labels.entries()) {
      expect(label).toBe(String(Math.floor((pixels[4 * position] as number) / 100)));
    }
  });

  it('are divided as suits the data where no split is named', () => {
    expect(poolOf(dataset, undefined).count).toBe(420);
  });

  it('are refused for a table, and where one of them is too large', async () => {
    const table = tableOf(numberColumn('x', [1, 2, 3]), numberColumn('y', [1, 2, 3], 'target'));
    expect((await refusal(() => poolOf(table, split))).code).toBe('data/no-images');
    const huge = imagesWith({ imageShape: [4_100, 4_000, 1], pixels: new Uint8Array(0), labels: [0, 1] });
    expect((await refusal(() => poolOf(huge, split))).message).toMatch(/4100 x 4000 pixels are too large/);
  });
});
