// A shuffled order of very many things without a list of them: a permutation of 0 … size-1, one number at a time.
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';

const rounds = 4;

/**
 * Number at `position` of an order of 0 … size-1 shuffled by the seed. A Feistel network permutes the numbers of an even count of bits that
 * hold `size`; numbers beyond it are permuted again until they fall inside, at most four times on average.
 * Source: Black & Rogaway 2002, "Ciphers with arbitrary finite domains", sections 3 and 4 (cycle walking).
 * @param position from 0 below `size`
 */
export function shuffledIndex(size: bigint, seed: number, position: bigint): bigint {
  if (size <= 1n) return 0n;
  const half = BigInt(Math.ceil((size - 1n).toString(2).length / 2));
  let number = position;
  do number = permute(number, half, seed);
  while (number >= size);
  return number;
}

function permute(number: bigint, half: bigint, seed: number): bigint {
  const mask = (1n << half) - 1n;
  let left = number >> half;
  let right = number & mask;
  for (let round = 0; round < rounds; round += 1) {
    [left, right] = [right, left ^ (scramble(right, half, round, seed) & mask)];
  }
  return (left << half) | right;
}

/** As many well mixed bits as half a number has. */
function scramble(value: bigint, half: bigint, round: number, seed: number): bigint {
  const draws = new Float32Array(Math.ceil(Number(half) / 24));
  new CounterNoise(seed).uniform(`order ${value.toString(36)}`, round, draws);
  return draws.reduce((bits, draw) => (bits << 24n) | BigInt(Math.floor(draw * 2 ** 24)), 0n);
}
