import { describe, expect, it } from 'vitest';
import { BatchOrder } from '../../src-main/data/batch.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { make } from './small-datasets.ts';

const order = (rows: number, size: number, seed = 1, stream = 'train/order') =>
  new BatchOrder(new CounterNoise(seed), stream, rows, size);

describe('batches', () => {
  it('cover different rows in one epoch and drop the remainder', () => {
    const batches = order(10, 3);
    expect(batches.batchesPerEpoch).toBe(3);
    const rows = make(3, (draw) => [...batches.batch(draw)]).flat();
    expect(new Set(rows).size).toBe(9);
    expect(rows.every((row) => row < 10)).toBe(true);
  });

  it('are a function of the draw alone, in whatever order they are asked for', () => {
    const forward = order(50, 8);
    const jumping = order(50, 8);
    const expected = make(30, (draw) => [...forward.batch(draw)]);
    for (const draw of [29, 3, 17, 3, 0, 28]) expect([...jumping.batch(draw)]).toEqual(expected[draw]);
  });

  it('are shuffled anew in each epoch, and differ by seed and stream', () => {
    const first = [...order(50, 50).batch(0)];
    expect([...order(50, 50).batch(1)]).not.toEqual(first);
    expect([...order(50, 50, 2).batch(0)]).not.toEqual(first);
    expect([...order(50, 50, 1, 'validation/order').batch(0)]).not.toEqual(first);
  });

  it('are never larger than the rows there are', () => {
    const batches = order(5, 64);
    expect(batches.batchSize).toBe(5);
    expect([...batches.batch(7)].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});
