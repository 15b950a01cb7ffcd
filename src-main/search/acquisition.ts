// Where expected improvement is highest: many evenly spread places, more around the best that were seen, and the promising ones followed
// uphill. Source: Jones, Schonlau & Welch 1998; whole numbers: Garrido-Merchán & Hernández-Lobato 2020 (rounded before the covariance).
import { fromUnit, type SearchAxis, toUnit, valueCount } from '../../src-shared/domain/search-space.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { boundedMinimum } from './bounded-minimum.ts';
import type { GaussianProcess } from './gaussian-process.ts';
import { haltonSequence } from './halton.ts';
import { logExpectedImprovement, logUnitImprovementSlope } from './normal.ts';

export interface Question {
  readonly axes: readonly SearchAxis[];
  readonly process: GaussianProcess;
  /** Lowest expected loss of the places that were seen: what is to be improved upon. */
  readonly best: number;
  /** The best places that were seen, best first. */
  readonly promising: readonly Float64Array[];
  readonly seed: number;
}

const spreadPlaces = 1_000;
const placesAround = 60;
const followed = 5;
const followingSteps = 30;
/** How far around good places others are tried, as shares of an axis. */
const radii = [0.2, 0.05, 0.01];

interface Candidate {
  readonly place: Float64Array;
  readonly gain: number;
}

/** A place with its whole numbers in the middle of their shares, as the process sees them. */
export function rounded(axes: readonly SearchAxis[], place: ArrayLike<number>): Float64Array {
  const result = new Float64Array(axes.length);
  axes.forEach((axis, index) => {
    const unit = place[index] ?? 0.5;
    result[index] = axis.isInteger ? toUnit(axis, fromUnit(axis, unit)) : unit;
  });
  return result;
}

/** Logarithm of the expected improvement at a place. */
export function gainAt({ process, best }: Pick<Question, 'process' | 'best'>, place: ArrayLike<number>): number {
  const { mean, variance } = process.at(place);
  return logExpectedImprovement(mean, Math.sqrt(variance), best);
}

/** Places in the order of their expected improvement, the highest first. */
export function promisingPlaces(question: Question): readonly Float64Array[] {
  const candidates = [...evenPlaces(question), ...placesAroundBest(question)]
    .map((place) => ({ place, gain: gainAt(question, place) }))
    .sort(byGain);
  const uphill = candidates.slice(0, followed).map((candidate) => follow(question, candidate));
  return [...uphill, ...candidates].sort(byGain).map(({ place }) => place);
}

function byGain(left: Candidate, right: Candidate): number {
  return right.gain - left.gain;
}

function evenPlaces({ axes, seed }: Question): readonly Float64Array[] {
  const sequence = haltonSequence(axes.length, seed);
  return Array.from({ length: spreadPlaces }, (_, index) => rounded(axes, sequence(index)));
}

/** Around good places, some of the axes moved, by little or much. */
function placesAroundBest({ axes, promising, seed }: Question): readonly Float64Array[] {
  const noise = new CounterNoise(seed);
  const share = Math.max(0.3, 2 / axes.length);
  return promising.flatMap((centre, which) =>
    Array.from({ length: placesAround }, (_, number) => {
      const step = which * placesAround + number;
      const moves = noise.normal('places around', step, new Float32Array(axes.length));
      const chances = noise.uniform('axes moved', step, new Float32Array(axes.length));
      const radius = radii[number % radii.length] ?? 0.05;
      return rounded(
        axes,
        centre.map((at, index) => {
          if ((chances[index] ?? 0) > share) return at;
          // One whole number farther at least.
          const reach = Math.max(radius, axes[index]?.isInteger ? 1 / valueCount(axes[index]) : 0);
          return Math.min(Math.max(at + reach * (moves[index] ?? 0), 0), 1);
        }),
      );
    }),
  );
}

/** Continuous axes along the slope of the logarithm of expected improvement, whole numbers as they are. */
function follow(question: Question, candidate: Candidate): Candidate {
  const { axes, process, best } = question;
  const whole = axes.map(({ isInteger }) => isInteger);
  const ofMean = new Float64Array(axes.length);
  const ofVariance = new Float64Array(axes.length);
  const box = { low: new Float64Array(axes.length), high: new Float64Array(axes.length).fill(1) };
  const { place } = boundedMinimum(
    (at, slope) => {
      const { mean, variance } = process.slopesAt(at, ofMean, ofVariance);
      const deviation = Math.sqrt(variance);
      const z = (best - mean) / deviation;
      const rise = logUnitImprovementSlope(z);
      for (let axis = 0; axis < axes.length; axis += 1) {
        const ofDeviation = (ofVariance[axis] as number) / (2 * deviation);
        const ofZ = (-(ofMean[axis] as number) - z * ofDeviation) / deviation;
        slope[axis] = whole[axis] ? 0 : -(ofDeviation / deviation + rise * ofZ);
      }
      return -logExpectedImprovement(mean, deviation, best);
    },
    candidate.place,
    box,
    followingSteps,
  );
  const gain = gainAt(question, place);
  return gain > candidate.gain ? { place, gain } : candidate;
}
