// How well settings of a Gaussian process agree with the losses seen, and with what is usual: what the settings are chosen by.
// Source: Rasmussen & Williams 2006, equations 5.8 and 5.9. Lengths that grow with the root of the number of axes: Hvarfner, Hellsten &
// Nardi 2024, "Vanilla Bayesian optimization performs great in high dimensions"; shorter and surer than theirs, own choice: with 20 trials
// theirs takes waves for noise (17 instead of 20 wins of 20 on Branin, 14 instead of 19 on Hartmann 6).
import type { Box } from './bounded-minimum.ts';
import { cholesky, type Factor, halfLogDeterminant, inverse, solveLower, solveUpper } from './cholesky.ts';
import { type KernelSettings, matern, maternFall, scaledSquare } from './matern.ts';

/** Places and their standardised losses. */
export interface Observations {
  readonly places: readonly ArrayLike<number>[];
  readonly losses: Float64Array;
}

export interface ProcessSettings extends KernelSettings {
  /** Variance of what a loss has of chance. */
  readonly noise: number;
}

/** A normal distribution of a logarithm. */
interface LogPrior {
  readonly mean: number;
  readonly deviation: number;
}

function priorsOf(dimensions: number): readonly LogPrior[] {
  const length = { mean: -0.5 + 0.5 * Math.log(dimensions), deviation: 0.8 };
  return [
    ...Array.from({ length: dimensions }, () => length),
    // The losses are standardised, so that their variance is about 1.
    { mean: 0, deviation: 1 },
    // A network trained again ends some hundredths of that spread away; broad, for there are noisier and exact ones.
    { mean: -7, deviation: 2 },
  ];
}

/** Where logarithms of settings may lie: lengths, variance, noise. */
export function settingsBox(dimensions: number): Box {
  const low = new Float64Array(dimensions + 2).fill(Math.log(0.02));
  const high = new Float64Array(dimensions + 2).fill(Math.log(100));
  [low[dimensions], high[dimensions]] = [Math.log(0.05), Math.log(20)];
  [low[dimensions + 1], high[dimensions + 1]] = [Math.log(1e-6), Math.log(1)];
  return { low, high };
}

/** Logarithms of settings at which fitting begins: the usual ones, with the lengths at `length`. */
export function usualSettings(dimensions: number, length: number): Float64Array {
  const settings = new Float64Array(dimensions + 2).fill(Math.log(length));
  settings[dimensions] = 0;
  settings[dimensions + 1] = -7;
  return settings;
}

/** Settings from their logarithms. */
export function settingsFrom(logarithms: Float64Array): ProcessSettings {
  const dimensions = logarithms.length - 2;
  return {
    lengths: logarithms.subarray(0, dimensions).map(Math.exp),
    variance: Math.exp(logarithms[dimensions] as number),
    noise: Math.exp(logarithms[dimensions + 1] as number),
  };
}

/** Factor of the covariance of the losses. */
export function covarianceFactor(places: Observations['places'], settings: ProcessSettings): Factor | null {
  const size = places.length;
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < row; column += 1) {
      const square = scaledSquare(
        places[row] as ArrayLike<number>,
        places[column] as ArrayLike<number>,
        settings.lengths,
      );
      matrix[row * size + column] = settings.variance * matern(square);
    }
    matrix[row * size + row] = settings.variance + settings.noise;
  }
  return cholesky(matrix, size);
}

/**
 * Minus the logarithm of likelihood times priors, by the logarithms of the settings; fills `slope`. Infinity where the covariance has no
 * factor.
 * @param logarithms `[axes + 2]`: lengths, variance, noise
 */
export function negativeLogPosterior({ places, losses }: Observations, logarithms: Float64Array, slope: Float64Array) {
  const dimensions = logarithms.length - 2;
  const settings = settingsFrom(logarithms);
  const factor = covarianceFactor(places, settings);
  if (factor === null) return Number.POSITIVE_INFINITY;
  const size = places.length;
  const weights = solveUpper(factor, solveLower(factor, losses.slice()));
  let value = halfLogDeterminant(factor) + 0.5 * size * Math.log(2 * Math.PI);
  for (let row = 0; row < size; row += 1) value += 0.5 * (losses[row] as number) * (weights[row] as number);
  addLikelihoodSlope({ places, weights, inverted: inverse(factor), settings }, slope.fill(0));
  priorsOf(dimensions).forEach(({ mean, deviation }, index) => {
    const apart = ((logarithms[index] as number) - mean) / deviation;
    value += 0.5 * apart * apart;
    slope[index] = (slope[index] as number) + apart / deviation;
  });
  return value;
}

interface Solved {
  readonly places: Observations['places'];
  readonly weights: Float64Array;
  readonly inverted: Float64Array;
  readonly settings: ProcessSettings;
}

/** Half the trace of (K^-1 - w w') dK, for each logarithm. */
function addLikelihoodSlope({ places, weights, inverted, settings }: Solved, slope: Float64Array): void {
  const { lengths, variance, noise } = settings;
  const size = places.length;
  const dimensions = lengths.length;
  let ofVariance = 0;
  let ofNoise = 0;
  for (let row = 0; row < size; row += 1) {
    const place = places[row] as ArrayLike<number>;
    const weight = weights[row] as number;
    const own = (inverted[row * size + row] as number) - weight * weight;
    ofNoise += 0.5 * own * noise;
    ofVariance += 0.5 * own * variance;
    for (let column = 0; column < row; column += 1) {
      const other = places[column] as ArrayLike<number>;
      const square = scaledSquare(place, other, lengths);
      const share = (inverted[row * size + column] as number) - weight * (weights[column] as number);
      ofVariance += share * variance * matern(square);
      const fall = share * variance * maternFall(square);
      for (let axis = 0; axis < dimensions; axis += 1) {
        const apart = ((place[axis] as number) - (other[axis] as number)) / (lengths[axis] as number);
        slope[axis] = (slope[axis] as number) + fall * apart * apart;
      }
    }
  }
  slope[dimensions] = ofVariance;
  slope[dimensions + 1] = ofNoise;
}
