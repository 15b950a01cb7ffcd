// How a tuned value is moved and perturbed, for drawing it: the map between its range and the line that gradients move it on, and
// where a value stands on an axis. Source: shared STN specification section 2, as in src-main/stn/transforms.ts.
import type { HyperparameterKind } from '../../../src-shared/domain/hyperparameter.ts';

/** An open interval; infinite ends are unbounded. */
export type Range = readonly [minimum: number, maximum: number];

function sigmoid(u: number): number {
  const small = Math.exp(-Math.abs(u));
  return u >= 0 ? 1 / (1 + small) : small / (1 + small);
}

function softplus(u: number): number {
  return Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
}

/** From the unconstrained line into the range. */
export function constrain(u: number, [minimum, maximum]: Range): number {
  if (minimum === -Infinity) return maximum === Infinity ? u : maximum - softplus(u);
  return maximum === Infinity ? minimum + softplus(u) : minimum + (maximum - minimum) * sigmoid(u);
}

/** Inverse of {@link constrain}; infinite at the ends, NaN outside. */
export function unconstrain(value: number, [minimum, maximum]: Range): number {
  if (minimum === -Infinity) return maximum === Infinity ? value : inverseSoftplus(maximum - value);
  if (maximum === Infinity) return inverseSoftplus(value - minimum);
  const share = (value - minimum) / (maximum - minimum);
  return Math.log(share) - Math.log1p(-share);
}

function inverseSoftplus(x: number): number {
  return x + Math.log(-Math.expm1(-x));
}

/** One standard deviation of the perturbation to both sides of a value, in the value's own unit. */
export function perturbationBand(value: number, scale: number, range: Range): Range {
  const u = unconstrain(value, range);
  return [constrain(u - scale, range), constrain(u + scale, range)];
}

/** The transform's name, and what it means. */
export function transformWords([minimum, maximum]: Range): string {
  if (minimum === -Infinity && maximum === Infinity) return 'Moves freely in both directions.';
  if (minimum === -Infinity || maximum === Infinity) {
    return 'Moves on a softplus scale: steps shrink towards the bounded end, which is never reached.';
  }
  return 'Moves on a stretched logit scale: steps shrink towards both ends, which are never reached.';
}

/** Where values stand on a drawn axis. */
export interface DrawnAxis {
  readonly isLog: boolean;
  readonly ends: Range;
  /** 0 at the left end, 1 at the right one; values beyond stay at the end. */
  shareOf(value: number): number;
  valueAt(share: number): number;
}

const penaltyDecades = 5;

/** The axis of a kind over a range: logarithmic for penalties, whose useful values span decades. */
export function drawnAxis(kind: HyperparameterKind, [minimum, maximum]: Range, start: number): DrawnAxis {
  const clamp = (share: number) => (Number.isNaN(share) ? 0 : Math.min(1, Math.max(0, share)));
  const high = Number.isFinite(maximum) ? maximum : Math.max(1, 4 * Math.abs(start));
  if ((kind === 'l1' || kind === 'l2') && high > 0) {
    const low = Math.max(minimum, Math.min(high * 10 ** -penaltyDecades, start > 0 ? start / 10 : high));
    const decades = Math.log10(high / low);
    return {
      isLog: true,
      ends: [low, high],
      shareOf: (value) => clamp(Math.log10(Math.max(value, low) / low) / decades),
      valueAt: (share) => low * 10 ** (decades * clamp(share)),
    };
  }
  const low = Number.isFinite(minimum) ? minimum : Math.min(0, high - 2 * Math.abs(start) - 1);
  return {
    isLog: false,
    ends: [low, high],
    shareOf: (value) => clamp((value - low) / (high - low)),
    valueAt: (share) => low + (high - low) * clamp(share),
  };
}

/** Density of the perturbed value along the axis, as heights from 0 to 1 at evenly spaced places. */
export function densityAlong(
  axis: DrawnAxis,
  { start, scale, range }: { readonly start: number; readonly scale: number; readonly range: Range },
  places: number,
): readonly number[] {
  const centre = unconstrain(start, range);
  const step = 1 / (places - 1);
  // Probability between neighbouring places, by the mass on the unconstrained line: finite differences need no derivative.
  const heights = Array.from({ length: places }, (_, index) => {
    const at = (share: number) => unconstrain(axis.valueAt(share), range);
    const share = index * step;
    const low = at(Math.max(0.001, share - step / 2));
    const high = at(Math.min(0.999, share + step / 2));
    const middle = ((low + high) / 2 - centre) / scale;
    const height = Math.abs(high - low) * Math.exp((-middle * middle) / 2);
    return Number.isFinite(height) ? height : 0;
  });
  const highest = Math.max(...heights);
  return heights.map((height) => (highest > 0 ? height / highest : 0));
}
