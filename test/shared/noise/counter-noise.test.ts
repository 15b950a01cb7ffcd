import { describe, expect, it } from 'vitest';
import { CounterNoise } from '../../../src-shared/noise/counter-noise.ts';

const draws = 100_000;
const noise = new CounterNoise(20_240_501);

function uniforms(stream: string, step: number, length = draws): Float32Array {
  return noise.uniform(stream, step, new Float32Array(length));
}

function normals(stream: string, step: number, length = draws): Float32Array {
  return noise.normal(stream, step, new Float32Array(length));
}

function mean(values: ArrayLike<number>, of: (value: number) => number = (value) => value): number {
  return Array.from(values).reduce((sum, value) => sum + of(value), 0) / values.length;
}

/** Sum of (seen - expected)^2 / expected over cells that are equally likely. */
function chiSquare(cells: readonly number[], cellCount: number): number {
  const counts = new Float64Array(cellCount);
  for (const cell of cells) counts[cell] = (counts[cell] as number) + 1;
  const expected = cells.length / cellCount;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Bounds that a chi-square statistic leaves with a probability of about 1 in 1,000 on each side (Wilson-Hilferty, z = 3.09). */
function chiSquareBounds(degrees: number): readonly [number, number] {
  const at = (z: number): number => degrees * (1 - 2 / (9 * degrees) + z * Math.sqrt(2 / (9 * degrees))) ** 3;
  return [at(-3.09), at(3.09)];
}

function expectEvenlySpread(cells: readonly number[], cellCount: number): void {
  const [low, high] = chiSquareBounds(cellCount - 1);
  const statistic = chiSquare(cells, cellCount);
  expect(statistic).toBeGreaterThan(low);
  expect(statistic).toBeLessThan(high);
}

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const products = Array.from(a, (value, index) => (value - meanA) * ((b[index] as number) - meanB));
  const spread = (values: ArrayLike<number>, centre: number): number => mean(values, (value) => (value - centre) ** 2);
  return mean(products) / Math.sqrt(spread(a, meanA) * spread(b, meanB));
}

/** Five standard errors of a correlation of independent draws. */
const correlationBound = 5 / Math.sqrt(draws);

describe('uniform draws', () => {
  it('are the ones of an independent implementation (Python integers), so that old runs can be repeated', () => {
    const first = new CounterNoise(1).uniform('train/dropout', 1, new Float32Array(4));
    expect(Array.from(first, (value) => value * 2 ** 24)).toEqual([7961323, 11842075, 4207369, 11418113]);
    const last = new CounterNoise(0xffff_ffff).uniform('x', 2 ** 32 + 5, new Float32Array(4));
    expect(Array.from(last, (value) => value * 2 ** 24)).toEqual([12057307, 14781103, 11090772, 4380611]);
  });

  it('lie in [0, 1) and fill it evenly', () => {
    const values = uniforms('even', 1);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expectEvenlySpread(
      Array.from(values, (value) => Math.floor(value * 256)),
      256,
    );
  });

  it('are even in their last bits too', () => {
    expectEvenlySpread(
      Array.from(uniforms('last bits', 1), (value) => (value * 2 ** 24) % 64),
      64,
    );
  });

  it('fill the square evenly as pairs of neighbours', () => {
    const values = uniforms('pairs', 1);
    const cell = (index: number): number => Math.floor((values[index] as number) * 16);
    expectEvenlySpread(
      Array.from({ length: draws / 2 }, (_, pair) => 16 * cell(2 * pair) + cell(2 * pair + 1)),
      256,
    );
  });

  it('of one index over many steps are even', () => {
    const overSteps = Array.from({ length: 20_000 }, (_, step) => uniforms('steps', step, 1)[0] as number);
    expectEvenlySpread(
      overSteps.map((value) => Math.floor(value * 64)),
      64,
    );
  });

  it('of neighbouring steps, streams, seeds and indices are uncorrelated', () => {
    const base = uniforms('train/dropout/dense1', 7);
    const others = [
      uniforms('train/dropout/dense1', 8),
      uniforms('train/dropout/dense2', 7),
      new CounterNoise(20_240_502).uniform('train/dropout/dense1', 7, new Float32Array(draws)),
    ];
    for (const other of others) expect(Math.abs(correlation(base, other))).toBeLessThan(correlationBound);
    expect(Math.abs(correlation(base.subarray(1), base.subarray(0, -1)))).toBeLessThan(correlationBound);
  });

  it('of two steps are never a shifted copy of each other', () => {
    const [a, b] = [uniforms('shift', 1, 4096), new Set(uniforms('shift', 2, 4096))];
    // 4096 draws among 2^24 values meet once by chance, on average.
    expect(Array.from(a).filter((value) => b.has(value)).length).toBeLessThan(10);
  });

  it('depend on nothing but seed, stream, step and index', () => {
    const long = new CounterNoise(4).uniform('a', 3, new Float32Array(100));
    const other = new CounterNoise(4);
    other.normal('b', 9, new Float32Array(7));
    expect(other.uniform('a', 3, new Float32Array(10))).toEqual(long.subarray(0, 10));
  });
});

describe('normal draws', () => {
  it('are Box and Muller of the uniform ones (values from Python)', () => {
    const [first, second] = new CounterNoise(1).normal('train/dropout', 1, new Float32Array(2));
    expect(first).toBeCloseTo(-0.31072351331342074, 6);
    expect(second).toBeCloseTo(-1.0910463870048648, 6);
  });

  it('have the moments of the standard normal', () => {
    const values = normals('moments', 1);
    // Five standard errors of each moment: variances of x, x^2, x^3, x^4 are 1, 2, 15, 96.
    const bound = (variance: number): number => 5 * Math.sqrt(variance / draws);
    expect(Math.abs(mean(values))).toBeLessThan(bound(1));
    expect(Math.abs(mean(values, (value) => value ** 2) - 1)).toBeLessThan(bound(2));
    expect(Math.abs(mean(values, (value) => value ** 3))).toBeLessThan(bound(15));
    expect(Math.abs(mean(values, (value) => value ** 4) - 3)).toBeLessThan(bound(96));
  });

  it('are finite, and an odd number of them begins like an even one', () => {
    expect(normals('finite', 1).every(Number.isFinite)).toBe(true);
    expect(normals('odd', 1, 5)).toEqual(normals('odd', 1, 6).subarray(0, 5));
  });

  it('of a pair and of neighbouring steps are uncorrelated', () => {
    const values = normals('pairs', 1, 2 * draws);
    const everyOther = (from: number): Float32Array => values.filter((_, index) => index % 2 === from);
    expect(Math.abs(correlation(everyOther(0), everyOther(1)))).toBeLessThan(correlationBound);
    expect(Math.abs(correlation(normals('steps', 1), normals('steps', 2)))).toBeLessThan(correlationBound);
  });
});

describe('permutations', () => {
  it('are the ones of an independent implementation', () => {
    expect([...new CounterNoise(1).permutation('train/dropout', 1, 8)]).toEqual([0, 5, 1, 6, 4, 7, 2, 3]);
    expect([...new CounterNoise(0xffff_ffff).permutation('x', 2 ** 32 + 5, 8)]).toEqual([5, 3, 7, 4, 2, 6, 0, 1]);
  });

  it('hold every number once', () => {
    for (const length of [0, 1, 2, 1000]) {
      const sorted = noise.permutation('once', 1, length).sort();
      expect([...sorted]).toEqual(Array.from({ length }, (_, index) => index));
    }
  });

  it('of four come up equally often in all 24 orders', () => {
    const orders = Array.from({ length: 24_000 }, (_, step) => rank(noise.permutation('orders', step, 4)));
    expectEvenlySpread(orders, 24);
  });

  it('put every element equally often in first and last place', () => {
    const all = Array.from({ length: 20_000 }, (_, step) => noise.permutation('places', step, 20));
    expectEvenlySpread(
      all.map((order) => order[0] as number),
      20,
    );
    expectEvenlySpread(
      all.map((order) => order[19] as number),
      20,
    );
  });
});

/** Number of an order of 0 … n-1 among all of them, in [0, n!). */
function rank(order: ArrayLike<number>): number {
  const values = Array.from(order);
  return values.reduce((total, value, at) => {
    const smaller = values.slice(at + 1).filter((later) => later < value).length;
    return total * (values.length - at) + smaller;
  }, 0);
}
