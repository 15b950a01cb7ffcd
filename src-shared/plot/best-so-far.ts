// The lowest value up to each place, and what several seeds say of it together. Such a curve holds each value until the next: nothing is
// read between its points, before its first or beyond what was spent. Not here: curves that change evenly (stats/align-curves).
import { type Spread, summarize } from '../stats/summary.ts';
import { firstAtOrAfter } from './plot-table.ts';

/** Rising places, each with the value that holds from there on. */
export interface StepCurve {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** All that was spent, to which the last value holds. */
  readonly end: number;
}

/** Only the points at which a value lower than all before was found. Gaps lower nothing. */
export function bestSoFar({ x, y }: Pick<StepCurve, 'x' | 'y'>): StepCurve {
  const found: number[] = [];
  let best = Number.POSITIVE_INFINITY;
  y.forEach((value, index) => {
    if (!(value < best)) return;
    best = value;
    found.push(index);
  });
  const pick = (values: Float64Array) => Float64Array.from(found, (index) => values[index] ?? Number.NaN);
  return { x: pick(x), y: pick(y), end: x.at(-1) ?? 0 };
}

/** Puts curves one after another, each beginning where the one before had spent all it spent. */
export function oneAfterAnother(curves: readonly StepCurve[]): StepCurve {
  let spent = 0;
  const x: number[] = [];
  const y: number[] = [];
  for (const curve of curves) {
    for (const at of curve.x) x.push(spent + at);
    y.push(...curve.y);
    spent += curve.end;
  }
  return { ...bestSoFar({ x: Float64Array.from(x), y: Float64Array.from(y) }), end: spent };
}

/** What a curve holds at a place; NaN before its first point and beyond its end. */
export function heldAt({ x, y, end }: StepCurve, at: number): number {
  if (at > end) return Number.NaN;
  const after = firstAtOrAfter(x, at);
  return (x[after] === at ? y[after] : y[after - 1]) ?? Number.NaN;
}

/** A curve to its end: the last value stands there once more. */
export function withEnd({ x, y, end }: StepCurve): { readonly x: Float64Array; readonly y: Float64Array } {
  const last = y.at(-1);
  if (last === undefined || !(end > (x.at(-1) ?? end))) return { x, y };
  return { x: Float64Array.of(...x, end), y: Float64Array.of(...y, last) };
}

export interface MeanSteps {
  readonly x: Float64Array;
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Seeds at every place. */
  readonly n: number;
  /** Whether some curves go on beyond the mean, which ends where the first of them ends. */
  readonly isCut: boolean;
}

/** Of rising places so many at most, evenly chosen, the first and the last among them. */
function thinned(places: readonly number[], most: number): readonly number[] {
  if (places.length <= most) return places;
  return Array.from(
    { length: most },
    (_, index) => places[Math.round((index * (places.length - 1)) / (most - 1))] ?? Number.NaN,
  );
}

/**
 * Mean and band of curves that differ in their seed, from where all of them have a value to where the first of them ends.
 * @param most places of the mean at most
 */
export function meanOfSteps(curves: readonly StepCurve[], spread: Spread, most = 400): MeanSteps {
  const from = Math.max(...curves.map(({ x }) => x[0] ?? Number.POSITIVE_INFINITY));
  const to = Math.min(...curves.map(({ end }) => end));
  const all = curves.flatMap(({ x }) => [...x]).filter((at) => at >= from && at <= to);
  const places = from <= to ? [...new Set([...all, to])].sort((left, right) => left - right) : [];
  const x = Float64Array.from(thinned(places, most));
  const summaries = [...x].map((at) => summarize(curves.map((curve) => heldAt(curve, at))));
  const width = (index: number) => summaries[index]?.[spread] ?? Number.NaN;
  return {
    x,
    mean: Float64Array.from(summaries, ({ mean }) => mean),
    low: Float64Array.from(summaries, ({ mean }, index) => mean - width(index)),
    high: Float64Array.from(summaries, ({ mean }, index) => mean + width(index)),
    n: curves.length,
    isCut: curves.some(({ end }) => end > to),
  };
}
