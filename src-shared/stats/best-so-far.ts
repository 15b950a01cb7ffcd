// The lowest validation loss that several trainings, one after the other, have found so far, against what they spent.
// Not here: where the losses are kept, means over seeds (align-curves, on stairs brought to common places).
import type { AlignableCurve } from './align-curves.ts';

/** The epochs of one trial, in their order. */
export interface TrialCurve {
  /** Training seconds since the trial began, at the end of each epoch; rising. */
  readonly seconds: ArrayLike<number>;
  /** Training steps since the trial began, at the end of each epoch; rising. */
  readonly steps: ArrayLike<number>;
  /** Validation loss at the end of each epoch; NaN or infinite where there was none. */
  readonly loss: ArrayLike<number>;
  /** All that the trial spent, where that is more than at its last epoch: one that failed in the middle of one. */
  readonly spent?: { readonly seconds: number; readonly steps: number };
}

/** What a best loss is drawn against. `epochs` counts the epochs of all trials. */
export type SpendingUnit = 'seconds' | 'steps' | 'epochs' | 'trials';

/** Stairs that fall: from each place on, y holds until the next. */
export interface BestSoFar {
  /** Rising, in the unit asked for: where a lower loss was found, and last where the spending ended. */
  readonly x: Float64Array;
  /** The lowest loss from there on. */
  readonly y: Float64Array;
  /** Position of the trial that found it. */
  readonly trial: Int32Array;
}

/**
 * Best-so-far curve of trials.
 * @param trials in the order of their numbers; what they spent adds up in that order, also of trials that trained at the same time
 * @returns no point where no loss is finite. Against `trials` a loss counts from its trial's end: the first stands at 1.
 */
export function bestSoFar(trials: readonly TrialCurve[], unit: SpendingUnit): BestSoFar {
  const x: number[] = [];
  const y: number[] = [];
  const holders: number[] = [];
  let best = Number.POSITIVE_INFINITY;
  let holder = -1;
  let spent = 0;
  trials.forEach((trial, number) => {
    for (let epoch = 0; epoch < trial.loss.length; epoch += 1) {
      const loss = trial.loss[epoch] ?? Number.NaN;
      if (!(Number.isFinite(loss) && loss < best)) continue;
      best = loss;
      holder = number;
      const at = unit === 'trials' ? number + 1 : spent + placeWithin(trial, epoch, unit);
      // Two epochs of one trial against trials, or epochs of no duration: the later and lower one stands.
      if (x.at(-1) === at) {
        x.pop();
        y.pop();
        holders.pop();
      }
      x.push(at);
      y.push(loss);
      holders.push(number);
    }
    spent += unit === 'trials' ? 1 : spentBy(trial, unit);
  });
  const end = x.at(-1);
  if (end !== undefined && spent > end) {
    x.push(spent);
    y.push(best);
    holders.push(holder);
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y), trial: Int32Array.from(holders) };
}

function placeWithin(trial: TrialCurve, epoch: number, unit: Exclude<SpendingUnit, 'trials'>): number {
  return unit === 'epochs' ? epoch + 1 : (trial[unit][epoch] ?? 0);
}

function spentBy(trial: TrialCurve, unit: Exclude<SpendingUnit, 'trials'>): number {
  if (unit === 'epochs') return trial.loss.length;
  const column = trial[unit];
  return Math.max(trial.spent?.[unit] ?? 0, column[column.length - 1] ?? 0);
}

/** The lowest loss found up to a place; NaN before the first and beyond the end of the spending. */
export function bestAt({ x, y }: Pick<BestSoFar, 'x' | 'y'>, at: number): number {
  if (!(at <= (x.at(-1) ?? Number.NEGATIVE_INFINITY))) return Number.NaN;
  let low = 0;
  let high = x.length;
  // The first place beyond `at`.
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? Number.NaN : (y[low - 1] ?? Number.NaN);
}

/** What had been spent when a loss at or below `loss` was first found; infinite where it never was. */
export function spentUntil({ x, y }: Pick<BestSoFar, 'x' | 'y'>, loss: number): number {
  const index = y.findIndex((best) => best <= loss);
  return index < 0 ? Number.POSITIVE_INFINITY : (x[index] ?? Number.NaN);
}

/**
 * Stairs of several seeds at common places, for `meanCurve`, which would else average the slopes between their corners.
 * From where the last of them has a first loss to where the first of them ends: at all their corners, or evenly spread where those are
 * more than `most`. To be drawn as stairs too.
 */
export function stairsAtCommonPlaces(
  curves: readonly Pick<BestSoFar, 'x' | 'y'>[],
  most = 400,
): readonly AlignableCurve[] {
  const low = Math.max(...curves.map(({ x }) => x[0] ?? Number.POSITIVE_INFINITY));
  const high = Math.min(...curves.map(({ x }) => x.at(-1) ?? Number.NEGATIVE_INFINITY));
  const places = low <= high ? commonCorners(curves, [low, high], most) : new Float64Array();
  return curves.map((curve) => ({ x: places, y: places.map((at) => bestAt(curve, at)) }));
}

function commonCorners(
  curves: readonly Pick<BestSoFar, 'x'>[],
  [low, high]: readonly [number, number],
  most: number,
): Float64Array {
  const corners = new Set([low, high]);
  for (const { x } of curves) for (const at of x) if (at > low && at < high) corners.add(at);
  if (corners.size <= most) return Float64Array.from(corners).sort();
  // The last place exactly: a rounding beyond it would lie outside the shortest of them.
  return Float64Array.from({ length: most }, (_, index) =>
    index === most - 1 ? high : low + ((high - low) * index) / (most - 1),
  );
}
