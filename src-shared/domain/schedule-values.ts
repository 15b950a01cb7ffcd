// What a schedule says at any place: straight lines between its places, its ends held beyond them. Pure.
import type { ReplayedSchedule } from './method-config.ts';

/**
 * Values of the named hyperparameters at a place in the schedule's unit; NaN for a name it has no values of.
 * @param length where its last place shall fall: all of it is stretched or shortened; null: as it is
 */
export function scheduleValues(
  { at, values }: Pick<ReplayedSchedule, 'at' | 'values'>,
  names: readonly string[],
  length: number | null = null,
): (place: number) => readonly number[] {
  const last = at.at(-1) ?? 0;
  // A schedule of one place at 0 has no length that could be another.
  const stretch = length === null || last === 0 ? 1 : last / length;
  const columns = names.map((name) => values[name] ?? []);
  return (place) => {
    const wanted = place * stretch;
    const after = firstBeyond(at, wanted);
    const before = Math.max(0, after - 1);
    const [left = 0, right = left] = [at[before], at[after]];
    const share = wanted <= left || right === left ? 0 : (wanted - left) / (right - left);
    return columns.map((column) => {
      const [from = Number.NaN, to = from] = [column[before], column[after]];
      return share === 0 ? from : from + (to - from) * share;
    });
  };
}

/** Position of the first of rising places that lies beyond one; their number where none does. */
function firstBeyond(at: readonly number[], place: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? Infinity) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}
