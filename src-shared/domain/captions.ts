// What the schedules of a run have done so far, read from what it logged: facts that a caption may claim, and no others.
// Sentences are the window's (words/caption-words).
import { type EpochCurve, meanBetween, valueAt } from './epoch-curve.ts';
import type { HyperparameterName, TunedHyperparameter } from './hyperparameter.ts';
import { fromRange } from './perturbation-band.ts';

/** How training and validation loss lay to each other while a value moved. */
export type LossGap =
  /** Training was above validation before, and is below it now. */
  | 'opened'
  /** Training was below validation before, and is farther below it now. */
  | 'widened'
  /** Training is below validation, but no farther than before. */
  | 'narrowed'
  | 'none';

export type CaptionFact =
  | { readonly kind: 'warm-up'; readonly untilEpoch: number }
  | {
      readonly kind: 'moved';
      readonly name: HyperparameterName;
      readonly direction: 'risen' | 'fallen';
      readonly since: number;
      readonly from: number;
      readonly to: number;
      readonly gap: LossGap;
    }
  | {
      readonly kind: 'turned';
      readonly name: HyperparameterName;
      /** Where it turned. */
      readonly at: number;
      readonly from: number;
      readonly peak: number;
      readonly to: number;
    }
  | { readonly kind: 'held'; readonly count: number; readonly of: number };

export interface CaptionInput {
  readonly tuned: readonly TunedHyperparameter[];
  readonly value: (name: HyperparameterName) => EpochCurve | null;
  readonly train: EpochCurve | null;
  readonly validation: EpochCurve | null;
  readonly warmUpEpochs: number;
  /** Epochs done, fractional. */
  readonly epoch: number;
}

/** Movement in unconstrained units below which nothing is claimed: half a usual perturbation scale. */
const leastMove = 0.25;
/** A value that has come back by this share of its way has turned. */
const turnedBack = 0.35;
const mostMoves = 4;

interface Move {
  readonly fact: CaptionFact;
  readonly size: number;
}

/** How the gap between the losses changed from about one epoch to the last one. */
export function lossGap(
  train: EpochCurve | null,
  validation: EpochCurve | null,
  since: number,
  epoch: number,
): LossGap {
  if (train === null || validation === null) return 'none';
  const width = Math.max(1, (epoch - since) / 5);
  const gap = (from: number, to: number) => meanBetween(validation, from, to) - meanBetween(train, from, to);
  const before = gap(since - width, since + 0.5);
  const now = gap(epoch - width, epoch);
  if (!Number.isFinite(now) || now <= 0) return 'none';
  if (!Number.isFinite(before)) return 'none';
  if (before <= 0) return 'opened';
  return now > before ? 'widened' : 'narrowed';
}

/** Last epoch at which the value had gone less than a tenth of its way. */
function departure(curve: EpochCurve, range: TunedHyperparameter['range'], from: number, to: number): number {
  for (let index = curve.values.length - 1; index >= 0; index -= 1) {
    const u = fromRange(curve.values[index] ?? Number.NaN, range);
    if (Math.abs(u - from) <= 0.1 * Math.abs(to - from)) return curve.epochs[index] ?? 0;
  }
  return curve.epochs[0] ?? 0;
}

/** The point farthest from the start in unconstrained space. */
function extreme(curve: EpochCurve, range: TunedHyperparameter['range'], from: number) {
  let found = { epoch: 0, value: Number.NaN, u: from };
  for (let index = 0; index < curve.values.length; index += 1) {
    const value = curve.values[index] ?? Number.NaN;
    const u = fromRange(value, range);
    if (Number.isFinite(u) && Math.abs(u - from) > Math.abs(found.u - from)) {
      found = { epoch: curve.epochs[index] ?? 0, value, u };
    }
  }
  return found;
}

function moveOf({ name, range }: TunedHyperparameter, curve: EpochCurve, input: CaptionInput): Move | null {
  const from = curve.values[0] ?? Number.NaN;
  const to = curve.values.at(-1) ?? Number.NaN;
  const [uFrom, uTo] = [fromRange(from, range), fromRange(to, range)];
  const peak = extreme(curve, range, uFrom);
  const way = Math.abs(peak.u - uFrom);
  if (way < leastMove) return null;
  if (Math.abs(peak.u - uTo) > Math.max(leastMove, turnedBack * way)) {
    return { size: way, fact: { kind: 'turned', name, at: peak.epoch, from, peak: peak.value, to } };
  }
  const since = departure(curve, range, uFrom, uTo);
  return {
    size: way,
    fact: {
      kind: 'moved',
      name,
      direction: to > from ? 'risen' : 'fallen',
      since,
      from: valueAt(curve, since),
      to,
      gap: lossGap(input.train, input.validation, since, input.epoch),
    },
  };
}

/** What may be said, the largest movements first. */
export function captionFacts(input: CaptionInput): readonly CaptionFact[] {
  if (input.tuned.length === 0) return [];
  if (input.epoch <= input.warmUpEpochs) return [{ kind: 'warm-up', untilEpoch: input.warmUpEpochs }];
  const curves = input.tuned.flatMap((hyperparameter) => {
    const curve = input.value(hyperparameter.name);
    // Of a value at the very end of its range, or of none, nothing can be said.
    const isPlaced = [curve?.values[0], curve?.values.at(-1)].every((value) =>
      Number.isFinite(fromRange(value ?? Number.NaN, hyperparameter.range)),
    );
    return curve === null || curve.values.length < 2 || !isPlaced ? [] : [{ hyperparameter, curve }];
  });
  const moves = curves
    .flatMap(({ hyperparameter, curve }) => moveOf(hyperparameter, curve, input) ?? [])
    .sort((left, right) => right.size - left.size);
  const held = curves.length - moves.length;
  return [
    ...moves.slice(0, mostMoves).map(({ fact }) => fact),
    ...(held > 0 ? [{ kind: 'held', count: held, of: curves.length } as const] : []),
  ];
}
