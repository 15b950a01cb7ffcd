// Where a search may look: for each tuned hyperparameter an axis that runs from 0 to 1, in the ranges that a self-tuning network has.
// Not here: which places of it are tried (the searches, src-main/methods).
import type { HyperparameterKind, HyperparameterName, TunedHyperparameter } from './hyperparameter.ts';

/** One hyperparameter of a search. */
export interface SearchAxis {
  readonly name: HyperparameterName;
  /** `log`: every factor of ten is as long as every other. */
  readonly scale: 'linear' | 'log';
  /** Closed interval of the values, in the unit people see; above 0 on a log scale. */
  readonly low: number;
  readonly high: number;
  /** Whether only whole numbers are values. */
  readonly isInteger: boolean;
}

/**
 * Penalties, which matter by their order of magnitude: below the floor they do nothing that a loss would show, and 0 has no logarithm.
 * `open` is where an open end is cut. AWD-LSTM holds alpha (activation) at 2 and beta (temporal) at 1, which is as much as anyone uses;
 * a weight of 1 on l2 or 0.1 on l1 leaves no weights. Source: Merity, Keskar & Socher 2018, table of hyperparameters.
 */
const penalties: Partial<Record<HyperparameterKind, { readonly floor: number; readonly open: number }>> = {
  activationPenalty: { floor: 1e-3, open: 2 },
  temporalPenalty: { floor: 1e-3, open: 1 },
  l2: { floor: 1e-6, open: 1 },
  l1: { floor: 1e-7, open: 0.1 },
};

/** Noise of three standard deviations of the input: hardly anything of the input is left. Only `gaussianNoise` is else open. */
const openNoise = 3;

/**
 * The axis of a tuned hyperparameter. Closed where the self-tuning network's range is open: a network trains at its ends too.
 * Discrete ones have the whole numbers that rounding down gives inside the range: 0 to 3 of the range 0 to 4.
 */
export function searchAxis({ name, kind, range, discrete }: TunedHyperparameter): SearchAxis {
  const penalty = penalties[kind];
  const [low, end] = range;
  const cut = penalty?.open ?? openNoise;
  // A range that begins beyond the usual cut is a person's own choice: it is searched over one factor of ten.
  const high = Number.isFinite(end) ? end : low < cut ? cut : 10 * low;
  if (discrete) return { name, scale: 'linear', low: Math.floor(low), high: Math.ceil(high) - 1, isInteger: true };
  if (penalty === undefined) return { name, scale: 'linear', low, high, isInteger: false };
  const floor = low > 0 ? low : Math.min(penalty.floor, high / 1_000);
  return { name, scale: 'log', low: floor, high, isInteger: false };
}

/** The axes of all tuned hyperparameters, in their order. */
export function searchSpace(tuned: readonly TunedHyperparameter[]): readonly SearchAxis[] {
  return tuned.map(searchAxis);
}

/** How many values an axis has; Infinity of a continuous one. */
export function valueCount({ low, high, isInteger }: SearchAxis): number {
  return isInteger ? high - low + 1 : Number.POSITIVE_INFINITY;
}

/** From a place on the axis, 0 to 1, to a value; whole numbers have equal shares of the axis, others six digits. */
export function fromUnit(axis: SearchAxis, unit: number): number {
  const { low, high, scale } = axis;
  const inside = Math.min(Math.max(unit, 0), 1);
  if (axis.isInteger) return Math.min(low + Math.floor(inside * valueCount(axis)), high);
  const value =
    scale === 'log' ? Math.exp(Math.log(low) + inside * (Math.log(high) - Math.log(low))) : low + inside * (high - low);
  // More digits say nothing and are tiresome to read; rounding must not leave the range.
  return Math.min(Math.max(Number(value.toPrecision(6)), low), high);
}

/** From a value to its place on the axis; a whole number lies in the middle of its share. Values outside are taken to the nearer end. */
export function toUnit(axis: SearchAxis, value: number): number {
  const { low, high, scale } = axis;
  const inside = Math.min(Math.max(value, low), high);
  if (axis.isInteger) return (Math.floor(inside) - low + 0.5) / valueCount(axis);
  if (high === low) return 0.5;
  if (scale === 'log') return (Math.log(inside) - Math.log(low)) / (Math.log(high) - Math.log(low));
  return (inside - low) / (high - low);
}

/** The values of a grid on one axis: in the middle of equal shares, fewer where an axis has fewer whole numbers. */
export function gridValues(axis: SearchAxis, points: number): readonly number[] {
  const count = Math.min(points, valueCount(axis));
  return Array.from({ length: count }, (_, index) => fromUnit(axis, (index + 0.5) / count));
}

/** Combinations of a grid; exact beyond 2^53. */
export function gridSize(axes: readonly SearchAxis[], points: number): bigint {
  return axes.reduce((size, axis) => size * BigInt(Math.min(points, valueCount(axis))), 1n);
}
