// Maps between the unconstrained space, where gradients move hyperparameters, and their ranges. Numbers here; the same on tensors in
// hyperparameter-vector.ts. Source: shared STN specification section 2; reference stn_utils/hyperparameter.py.
import { AppError } from '../../src-shared/domain/app-error.ts';

/** An open interval; `-Infinity` and `Infinity` are unbounded ends. */
export type Range = readonly [minimum: number, maximum: number];

/** log(x / (1 - x)); -Infinity at 0 and Infinity at 1. */
export function logit(x: number): number {
  return Math.log(x) - Math.log1p(-x);
}

/** 1 / (1 + exp(-u)), without overflow at u = -1000. */
export function sigmoid(u: number): number {
  const small = Math.exp(-Math.abs(u));
  return u >= 0 ? 1 / (1 + small) : small / (1 + small);
}

/** log(1 + exp(u)), without overflow at u = 1000. */
export function softplus(u: number): number {
  return Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
}

/** The u with softplus(u) = x; the plain log(exp(x) - 1) overflows from x = 710. -Infinity at 0. */
export function inverseSoftplus(x: number): number {
  return x + Math.log(-Math.expm1(-x));
}

/** Pulls x from [0, 1] into [epsilon, 1 - epsilon]. */
export function robustify(x: number, epsilon: number): number {
  return (1 - 2 * epsilon) * x + epsilon;
}

/** From unconstrained space into `range`. */
export function constrain(u: number, [minimum, maximum]: Range): number {
  if (minimum === -Infinity && maximum === Infinity) return u;
  if (minimum === -Infinity) return maximum - softplus(u);
  if (maximum === Infinity) return minimum + softplus(u);
  return (maximum - minimum) * sigmoid(u) + minimum;
}

/** d constrain / d u: how far a value moves for a small step in unconstrained space. */
export function constrainSlope(u: number, [minimum, maximum]: Range): number {
  if (minimum === -Infinity && maximum === Infinity) return 1;
  if (minimum === -Infinity) return -sigmoid(u);
  if (maximum === Infinity) return sigmoid(u);
  return (maximum - minimum) * sigmoid(u) * sigmoid(-u);
}

/**
 * Inverse of {@link constrain}.
 * @throws AppError `stn/start-outside-range` when `value` is not strictly inside `range`: an end is infinitely far away.
 */
export function unconstrain(value: number, range: Range): number {
  const [minimum, maximum] = range;
  if (!(value > minimum && value < maximum)) {
    throw new AppError(
      'stn/start-outside-range',
      `A start value of ${value} is not strictly between ${minimum} and ${maximum}. Choose one inside the range.`,
      { value, minimum, maximum },
    );
  }
  if (minimum === -Infinity && maximum === Infinity) return value;
  if (minimum === -Infinity) return inverseSoftplus(maximum - value);
  if (maximum === Infinity) return inverseSoftplus(value - minimum);
  return logit((value - minimum) / (maximum - minimum));
}
