// A Gaussian process over a space: from the losses of some places, what is to be expected at all others, and how sure that is.
// Not here: where to look next (acquisition), failed trials and heavy tails (trial-losses).
import { boundedMinimum, type MinimumFound } from './bounded-minimum.ts';
import { type Factor, solveLower, solveUpper } from './cholesky.ts';
import {
  covarianceFactor,
  negativeLogPosterior,
  type Observations,
  type ProcessSettings,
  settingsBox,
  settingsFrom,
  usualSettings,
} from './likelihood.ts';
import { matern, maternFall, scaledSquare } from './matern.ts';

/** What is expected of the loss at a place, without the noise of a single trial. */
export interface Expectation {
  readonly mean: number;
  readonly variance: number;
}

/** More observations than this do not change the settings, and take their cube of time. */
const mostForSettings = 120;
/** Lengths at which fitting begins: the likelihood may have a summit for short and for long ones. */
const startingLengths = [0.2, 1];
const fittingSteps = 40;

/** Settings that agree best with observations. Of many, evenly chosen ones by loss speak for all. */
export function fitSettings(all: Observations): ProcessSettings {
  const dimensions = all.places[0]?.length ?? 0;
  const observations = thinned(all, mostForSettings);
  const box = settingsBox(dimensions);
  let best: MinimumFound | null = null;
  for (const length of startingLengths) {
    const start = usualSettings(dimensions, length * Math.sqrt(dimensions));
    const found = boundedMinimum(
      (logarithms, slope) => negativeLogPosterior(observations, logarithms, slope),
      start,
      box,
      fittingSteps,
    );
    if (best === null || found.value < best.value) best = found;
  }
  return settingsFrom(best?.place ?? usualSettings(dimensions, 1));
}

/** At most so many observations, evenly spread over the order of their losses: the best and the worst among them. */
export function thinned({ places, losses }: Observations, most: number): Observations {
  if (places.length <= most) return { places, losses };
  const order = Array.from(losses.keys()).sort((left, right) => (losses[left] as number) - (losses[right] as number));
  const kept = Array.from(
    { length: most },
    (_, index) => order[Math.round((index * (order.length - 1)) / (most - 1))] as number,
  );
  return {
    places: kept.map((index) => places[index] as ArrayLike<number>),
    losses: Float64Array.from(kept, (index) => losses[index] as number),
  };
}

/** A process that has seen observations. */
export class GaussianProcess {
  readonly settings: ProcessSettings;
  readonly #places: Observations['places'];
  readonly #factor: Factor;
  readonly #weights: Float64Array;

  private constructor(places: Observations['places'], settings: ProcessSettings, factor: Factor, losses: Float64Array) {
    this.settings = settings;
    this.#places = places.map((place) => Float64Array.from(place));
    this.#factor = factor;
    this.#weights = solveUpper(factor, solveLower(factor, losses.slice()));
  }

  /** Null where the covariance has no factor. */
  static of({ places, losses }: Observations, settings: ProcessSettings): GaussianProcess | null {
    const factor = covarianceFactor(places, settings);
    return factor === null ? null : new GaussianProcess(places, settings, factor, losses);
  }

  /** Expectation at a place. */
  at(place: ArrayLike<number>): Expectation {
    const near = this.#covariances(place);
    let mean = 0;
    for (let row = 0; row < near.length; row += 1) mean += (near[row] as number) * (this.#weights[row] as number);
    solveLower(this.#factor, near);
    let explained = 0;
    for (let row = 0; row < near.length; row += 1) explained += (near[row] as number) ** 2;
    // Rounding may take the variance below 0 at a place that was seen.
    return { mean, variance: Math.max(this.settings.variance - explained, 1e-14 * this.settings.variance) };
  }

  /** Expectation at a place; fills in how it changes from axis to axis. */
  slopesAt(place: ArrayLike<number>, ofMean: Float64Array, ofVariance: Float64Array): Expectation {
    const expectation = this.at(place);
    const solved = solveUpper(this.#factor, solveLower(this.#factor, this.#covariances(place)));
    const { lengths, variance } = this.settings;
    ofMean.fill(0);
    ofVariance.fill(0);
    this.#places.forEach((seen, row) => {
      const fall = variance * maternFall(scaledSquare(place, seen, lengths));
      for (let axis = 0; axis < lengths.length; axis += 1) {
        const length = lengths[axis] as number;
        const slope = (-fall * ((place[axis] as number) - (seen[axis] as number))) / (length * length);
        ofMean[axis] = (ofMean[axis] as number) + slope * (this.#weights[row] as number);
        ofVariance[axis] = (ofVariance[axis] as number) - 2 * slope * (solved[row] as number);
      }
    });
    return expectation;
  }

  #covariances(place: ArrayLike<number>): Float64Array {
    const { lengths, variance } = this.settings;
    const size = this.#places.length;
    const near = new Float64Array(size);
    // A loop, not Float64Array.from: this is where an acquisition spends its time.
    for (let row = 0; row < size; row += 1) {
      near[row] = variance * matern(scaledSquare(place, this.#places[row] as ArrayLike<number>, lengths));
    }
    return near;
  }
}
