// Points that fill a space more evenly than chance does: a Halton sequence with its digits shuffled by the seed.
// Source: Owen 2017, "A randomized Halton algorithm in R" (arXiv:1706.02808).
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';

/** Digits beyond this place move a point by less than a float's last bit. */
const finest = 2 ** -32;

/** The first so many primes. */
export function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let number = 2; found.length < count; number += 1) {
    if (found.every((prime) => number % prime !== 0)) found.push(number);
  }
  return found;
}

/**
 * The sequence of a seed: any of its points, from 0 on, `[dimensions]` numbers in [0, 1).
 * Every digit of every dimension has a shuffle of its own, which takes away the stripes that large bases have in the plain sequence.
 */
export function haltonSequence(dimensions: number, seed: number): (index: number) => Float64Array {
  const noise = new CounterNoise(seed);
  const columns = primes(dimensions).map((base, dimension) => ({
    base,
    shuffles: Array.from({ length: Math.ceil(Math.log(1 / finest) / Math.log(base)) }, (_, digit) =>
      noise.permutation(`halton ${dimension}`, digit, base),
    ),
  }));
  return (index) => {
    const point = new Float64Array(dimensions);
    columns.forEach(({ base, shuffles }, dimension) => {
      let rest = index;
      let place = 1;
      let sum = 0;
      for (const shuffle of shuffles) {
        place /= base;
        sum += place * (shuffle[rest % base] as number);
        rest = Math.floor(rest / base);
      }
      point[dimension] = sum;
    });
    return point;
  };
}
