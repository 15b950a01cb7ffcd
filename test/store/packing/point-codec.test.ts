import { describe, expect, it } from 'vitest';
import {
  concatenate,
  decodePoints,
  encodePoints,
  mergePoints,
  type PointArrays,
} from '../../../src-main/store/packing/point-codec.ts';
import { CounterNoise } from '../../../src-shared/noise/counter-noise.ts';

const points = (steps: readonly number[], values: readonly number[]): PointArrays => ({
  steps: Float64Array.from(steps),
  values: Float64Array.from(values),
});
const bitsOf = (values: Float64Array) => [...new BigUint64Array(values.buffer)];

describe('packed points', () => {
  it.each([
    ['nothing', points([], [])],
    ['one point', points([7], [0.1])],
    [
      'NaN, infinities, zeros and the smallest and largest numbers',
      points([1, 2, 3, 4, 5, 6, 7], [Number.NaN, Infinity, -Infinity, 0, -0, Number.MIN_VALUE, -Number.MAX_VALUE]),
    ],
    ['steps far apart', points([1, 2, 2 ** 32, 2 ** 33 - 1], [1, 2, 3, 4])],
    ['steps beyond 32 bits', points([2 ** 40, 2 ** 40 + 1], [1, 2])],
    ['steps before zero', points([-5, 0, 5], [1, 2, 3])],
  ])('come back bit for bit: %s', (_, original) => {
    const { steps, values } = decodePoints(encodePoints(original));
    expect(steps).toEqual(original.steps);
    expect(bitsOf(values)).toEqual(bitsOf(original.values));
  });

  it('of noise in full precision take less than 16 bytes each', () => {
    const noise = new CounterNoise(5).normal('values', 0, new Float32Array(8_000));
    const values = Float64Array.from(noise.subarray(0, 4_000), (value, at) => value + (noise[4_000 + at] ?? 0) / 1e9);
    const packed = encodePoints({ steps: Float64Array.from(values.keys(), (at) => 10 * at), values });
    expect(packed.length / 4_000).toBeLessThan(8);
  });
});

describe('merged points', () => {
  it('follow each other where the second begin after the first', () => {
    expect(mergePoints(points([1, 2], [1, 2]), points([3], [3]))).toEqual(points([1, 2, 3], [1, 2, 3]));
    expect(mergePoints(points([], []), points([3], [3]))).toEqual(points([3], [3]));
    expect(mergePoints(points([3], [3]), points([], []))).toEqual(points([3], [3]));
  });

  it('are in order, and the second count where both have a step', () => {
    expect(mergePoints(points([1, 3, 5], [1, 3, 5]), points([2, 3], [20, 30]))).toEqual(
      points([1, 2, 3, 5], [1, 20, 30, 5]),
    );
  });

  it('of several parts are put one after the other', () => {
    expect(concatenate([points([1], [1]), points([], []), points([2, 3], [2, 3])])).toEqual(
      points([1, 2, 3], [1, 2, 3]),
    );
  });
});
