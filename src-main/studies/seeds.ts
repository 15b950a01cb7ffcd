// Seeds for a study made from a run. Pure.

const seedCount = 2 ** 32;

/** So many seeds that follow a seed, without itself: what it found is tried where it was not found. */
export function seedsAfter(seed: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => (seed + 1 + index) % seedCount);
}

/** So many seeds, a seed and those that follow it. */
export function seedsFrom(seed: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => (seed + index) % seedCount);
}
