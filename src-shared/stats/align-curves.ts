// Curves of several seeds brought to common places, so that they can be averaged. No curve is read beyond its own ends.
import { firstAtOrAfter } from '../plot/plot-table.ts';
import { type Spread, summarize } from './summary.ts';

export interface AlignableCurve {
  /** Rising. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A mean with a band over its seeds. */
export interface MeanCurve {
  readonly x: Float64Array;
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Seeds at every place. */
  readonly n: number;
  /** Whether some curves go on beyond the mean, which ends where the first of them ends. */
  readonly isCut: boolean;
}

/** Value of a curve between its points; NaN outside its ends and beside a gap. */
export function valueBetween({ x, y }: AlignableCurve, at: number): number {
  const after = firstAtOrAfter(x, at);
  if (after === x.length) return Number.NaN;
  const right = y[after] ?? Number.NaN;
  if (x[after] === at) return right;
  if (after === 0) return Number.NaN;
  const left = y[after - 1] ?? Number.NaN;
  const from = x[after - 1] ?? Number.NaN;
  return left + ((right - left) * (at - from)) / ((x[after] ?? Number.NaN) - from);
}

/** Places that all curves reach: their own when all have the same, else evenly spread between their common ends. */
export function commonPlaces(curves: readonly AlignableCurve[], most: number): Float64Array {
  if (curves.length === 0 || curves.some(({ x }) => x.length === 0)) return new Float64Array();
  const low = Math.max(...curves.map(({ x }) => x[0] ?? 0));
  const high = Math.min(...curves.map(({ x }) => x.at(-1) ?? 0));
  if (low > high) return new Float64Array();
  const inside = curves.map(({ x }) => x.filter((at) => at >= low && at <= high));
  const shared = inside[0] ?? new Float64Array();
  const isShared = inside.every((x) => x.length === shared.length && x.every((at, index) => at === shared[index]));
  if (isShared && shared.length <= most) return shared;
  const count = low === high ? 1 : most;
  return Float64Array.from({ length: count }, (_, index) =>
    count === 1 ? low : low + ((high - low) * index) / (count - 1),
  );
}

/**
 * Mean and band of curves that differ in their seed.
 * @param most places of the mean at most
 */
export function meanCurve(curves: readonly AlignableCurve[], spread: Spread, most = 400): MeanCurve {
  const x = commonPlaces(curves, most);
  const mean = new Float64Array(x.length);
  const low = new Float64Array(x.length);
  const high = new Float64Array(x.length);
  x.forEach((at, index) => {
    const summary = summarize(curves.map((curve) => valueBetween(curve, at)));
    mean[index] = summary.mean;
    low[index] = summary.mean - summary[spread];
    high[index] = summary.mean + summary[spread];
  });
  const end = x.at(-1) ?? Number.NEGATIVE_INFINITY;
  return { x, mean, low, high, n: curves.length, isCut: curves.some((curve) => (curve.x.at(-1) ?? end) > end) };
}
