// What a perturbation of so much in unconstrained space means for a value in its range: the band around a schedule.
// The same maps as src-main/stn/transforms.ts, whose room a window may not enter; a test holds the two against each other.

/** An open interval; `-Infinity` and `Infinity` are unbounded ends. */
export type ValueRange = readonly [minimum: number, maximum: number];

/** 1 / (1 + exp(-u)), without overflow at u = -1000. */
function sigmoid(u: number): number {
  const small = Math.exp(-Math.abs(u));
  return u >= 0 ? 1 / (1 + small) : small / (1 + small);
}

/** log(1 + exp(u)), without overflow at u = 1000. */
function softplus(u: number): number {
  return Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
}

/** The u with softplus(u) = x; -Infinity at 0. */
function inverseSoftplus(x: number): number {
  return x + Math.log(-Math.expm1(-x));
}

/** From unconstrained space into `range`: a stretched sigmoid, a shifted softplus at one end, or nothing. */
export function toRange(u: number, [minimum, maximum]: ValueRange): number {
  if (minimum === -Infinity && maximum === Infinity) return u;
  if (minimum === -Infinity) return maximum - softplus(u);
  if (maximum === Infinity) return minimum + softplus(u);
  return (maximum - minimum) * sigmoid(u) + minimum;
}

/** Inverse of {@link toRange}; infinite at an end of the range and NaN outside it, where the other form of this map throws. */
export function fromRange(value: number, [minimum, maximum]: ValueRange): number {
  if (minimum === -Infinity && maximum === Infinity) return value;
  if (minimum === -Infinity) return inverseSoftplus(maximum - value);
  if (maximum === Infinity) return inverseSoftplus(value - minimum);
  const share = (value - minimum) / (maximum - minimum);
  return Math.log(share) - Math.log1p(-share);
}

/**
 * One perturbation scale below and above a value, in its own unit: wider on the side that is farther from an end.
 * @param scale standard deviation in unconstrained space
 * @returns [low, high]; both NaN where the value or the scale is none
 */
export function perturbationBand(value: number, scale: number, range: ValueRange): readonly [number, number] {
  const u = fromRange(value, range);
  const ends = [toRange(u - scale, range), toRange(u + scale, range)] as const;
  // A range without a lower end is mapped by a falling function.
  return [Math.min(...ends), Math.max(...ends)];
}
