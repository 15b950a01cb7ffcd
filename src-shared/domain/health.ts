// What may go wrong in a self-tuning run, read from what it logged: facts, not sentences (those are the window's words).
// The failures looked for are those of Bae and Grosse, "Delta-STN", NeurIPS 2020: saturation, collapse of the perturbation, swings.
import { type EpochCurve, lowest } from './epoch-curve.ts';
import type { HyperparameterName, TunedHyperparameter } from './hyperparameter.ts';
import { fromRange } from './perturbation-band.ts';

export type HealthLevel = 'good' | 'watch' | 'bad';

/** One check with what it found. */
export type HealthFinding =
  | { readonly check: 'numbers'; readonly level: HealthLevel; readonly lossIsFinite: boolean }
  | {
      readonly check: 'range';
      readonly level: HealthLevel;
      readonly names: readonly {
        readonly name: HyperparameterName;
        readonly end: 'low' | 'high';
        readonly value: number;
      }[];
    }
  | {
      readonly check: 'scale';
      readonly level: HealthLevel;
      readonly names: readonly { readonly name: HyperparameterName; readonly from: number; readonly to: number }[];
    }
  | { readonly check: 'swings'; readonly level: HealthLevel; readonly names: readonly HyperparameterName[] }
  | {
      readonly check: 'fit';
      readonly level: HealthLevel;
      /** Null before there are enough epochs to tell. */
      readonly rise: { readonly bestEpoch: number; readonly best: number; readonly last: number } | null;
    };

export interface HealthInput {
  readonly tuned: readonly TunedHyperparameter[];
  readonly value: (name: HyperparameterName) => EpochCurve | null;
  readonly scale: (name: HyperparameterName) => EpochCurve | null;
  readonly train: EpochCurve | null;
  readonly validation: EpochCurve | null;
}

/** Share of the range beyond which a value is at its high end, and below which at its low end. */
const highEnd = 0.98;
const lowEnd = 0.01;
/** A penalty starts near the low end of its wide range; only one that went there is told of. */
const wentDown = 1 / 5;
/** Share of its first scale below which the perturbation has collapsed. */
const collapsed = 0.1;
/** Spread around the trend, in unconstrained units, that is more than a perturbation explains. */
const wildSpread = 0.5;
const leastPoints = 20;
/** Rise of the validation loss above its best, as a share, that is watched, and that is bad. */
const watchedRise = 0.05;
const badRise = 0.25;

const last = (curve: EpochCurve | null): number => curve?.values.at(-1) ?? Number.NaN;

function endOf({ range, start }: TunedHyperparameter, value: number): 'low' | 'high' | null {
  const [minimum, maximum] = range;
  if (!Number.isFinite(minimum) || !Number.isFinite(maximum)) return null;
  const share = (value - minimum) / (maximum - minimum);
  if (share > highEnd) return 'high';
  return share < lowEnd && value - minimum < wentDown * (start - minimum) ? 'low' : null;
}

function rangeFinding({ tuned, value }: HealthInput): HealthFinding {
  const names = tuned.flatMap((hyperparameter) => {
    const at = last(value(hyperparameter.name));
    const end = endOf(hyperparameter, at);
    return end === null ? [] : [{ name: hyperparameter.name, end, value: at }];
  });
  return { check: 'range', level: names.length === 0 ? 'good' : 'watch', names };
}

function scaleFinding({ tuned, scale }: HealthInput): HealthFinding {
  const names = tuned.flatMap(({ name }) => {
    const curve = scale(name);
    const from = curve?.values[0] ?? Number.NaN;
    const to = last(curve);
    return to < collapsed * from ? [{ name, from, to }] : [];
  });
  return { check: 'scale', level: names.length === 0 ? 'good' : 'bad', names };
}

/** Standard deviation around the straight line that fits best. */
function spreadAroundTrend(x: readonly number[], y: readonly number[]): number {
  const count = x.length;
  const meanX = x.reduce((sum, value) => sum + value, 0) / count;
  const meanY = y.reduce((sum, value) => sum + value, 0) / count;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let index = 0; index < count; index += 1) {
    const dx = (x[index] ?? 0) - meanX;
    const dy = (y[index] ?? 0) - meanY;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  return Math.sqrt(Math.max(0, yy - (xx === 0 ? 0 : (xy * xy) / xx)) / count);
}

function swings({ range }: TunedHyperparameter, curve: EpochCurve | null): boolean {
  if (curve === null) return false;
  const from = Math.floor(curve.values.length * 0.7);
  const points = Array.from(curve.values.subarray(from), (value, index) => ({
    x: curve.epochs[from + index] ?? 0,
    u: fromRange(value, range),
  })).filter(({ u }) => Number.isFinite(u));
  if (points.length < leastPoints) return false;
  return (
    spreadAroundTrend(
      points.map(({ x }) => x),
      points.map(({ u }) => u),
    ) > wildSpread
  );
}

function swingsFinding({ tuned, value }: HealthInput): HealthFinding {
  const names = tuned
    .filter((hyperparameter) => swings(hyperparameter, value(hyperparameter.name)))
    .map(({ name }) => name);
  return { check: 'swings', level: names.length === 0 ? 'good' : 'watch', names };
}

function fitFinding({ train, validation }: HealthInput): HealthFinding {
  const best = validation === null ? null : lowest(validation);
  const lastEpoch = validation?.epochs.at(-1) ?? 0;
  if (validation === null || best === null || validation.values.length < 3)
    return { check: 'fit', level: 'good', rise: null };
  const now = last(validation);
  const rise = { bestEpoch: best.epoch, best: best.value, last: now };
  const relative = (now - best.value) / Math.abs(best.value);
  // One bad epoch is no trend, and a training loss that rises too is another trouble than over-fitting.
  const isOld = lastEpoch - best.epoch >= Math.max(3, 0.1 * lastEpoch);
  const trainFell =
    train !== null && last(train) < (train.values[train.epochs.findLastIndex((epoch) => epoch <= best.epoch)] ?? 0);
  if (!isOld || !trainFell || !(relative > watchedRise)) return { check: 'fit', level: 'good', rise };
  return { check: 'fit', level: relative > badRise ? 'bad' : 'watch', rise };
}

function numbersFinding({ train, validation }: HealthInput): HealthFinding {
  const ends = [train, validation].filter((curve) => curve !== null && curve.values.length > 0).map(last);
  const lossIsFinite = ends.every(Number.isFinite);
  return { check: 'numbers', level: lossIsFinite ? 'good' : 'bad', lossIsFinite };
}

/** Every check, in the order in which they are shown; those of hyperparameters only where some are tuned. */
export function healthFindings(input: HealthInput): readonly HealthFinding[] {
  const ofLosses = [numbersFinding(input), fitFinding(input)];
  if (input.tuned.length === 0) return ofLosses;
  return [...ofLosses, rangeFinding(input), scaleFinding(input), swingsFinding(input)];
}
