// Where values of a hyperparameter stand on a drawn axis, and how the values that are tried around one are spread along it.
// Not here: the map between a range and the line that gradients move on (src-shared/domain/perturbation-band).
import type { HyperparameterKind } from '../../../src-shared/domain/hyperparameter.ts';
import { fromRange, type ValueRange } from '../../../src-shared/domain/perturbation-band.ts';

/** The transform's name, and what it means. */
export function transformWords([minimum, maximum]: ValueRange): string {
  if (minimum === -Infinity && maximum === Infinity) return 'Moves freely in both directions.';
  if (minimum === -Infinity || maximum === Infinity) {
    return 'Moves on a softplus scale: steps shrink towards the bounded end, which is never reached.';
  }
  return 'Moves on a stretched logit scale: steps shrink towards both ends, which are never reached.';
}

/** Where values stand on a drawn axis. */
export interface DrawnAxis {
  readonly isLog: boolean;
  readonly ends: ValueRange;
  /** 0 at the left end, 1 at the right one; values beyond stay at the end. */
  shareOf(value: number): number;
  valueAt(share: number): number;
}

const penaltyDecades = 5;

/** The next of 1, 2, 5, 10, 20 …, or of their parts. */
function roundedUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  // In floating point 3 × 0.1 lies above 0.3.
  const step = [1, 2, 5, 10].find((each) => each * power >= value * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** What is drawn of a range without an upper end: from the lower one to well beyond a value. */
export function openReach(minimum: number, value: number): number {
  const low = Number.isFinite(minimum) ? minimum : 0;
  return low + roundedUp(Math.max(1, 4 * Math.abs(value - low)));
}

/**
 * The axis of a kind over a range: logarithmic for penalties on weights, whose useful values span decades.
 * @param reach where the drawing of a range without an upper end stops; well beyond the start where it is left out
 */
export function drawnAxis(
  kind: HyperparameterKind,
  [minimum, maximum]: ValueRange,
  start: number,
  reach = openReach(minimum, start),
): DrawnAxis {
  const clamp = (share: number) => (Number.isNaN(share) ? 0 : Math.min(1, Math.max(0, share)));
  const high = Number.isFinite(maximum) ? maximum : reach;
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
  { start, scale, range }: { readonly start: number; readonly scale: number; readonly range: ValueRange },
  places: number,
): readonly number[] {
  const centre = fromRange(start, range);
  const step = 1 / (places - 1);
  // Probability between neighbouring places, by the mass on the unconstrained line: finite differences need no derivative.
  const heights = Array.from({ length: places }, (_, index) => {
    const at = (share: number) => fromRange(axis.valueAt(share), range);
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
