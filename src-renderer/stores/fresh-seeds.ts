// Which seeds to repeat an experiment with. Not random: the next ones, so that a repetition can be told from memory.

/** The smallest seeds from 1 that are not used yet, rising. */
export function freshSeeds(used: Iterable<number>, count: number): number[] {
  const taken = new Set(used);
  const fresh: number[] = [];
  for (let seed = 1; fresh.length < count; seed++) if (!taken.has(seed)) fresh.push(seed);
  return fresh;
}
