// The process against cases that a pencil solves, and its slopes against differences.
import { describe, expect, test } from 'vitest';
import { fitSettings, GaussianProcess, thinned } from '../../src-main/search/gaussian-process.ts';
import { haltonSequence } from '../../src-main/search/halton.ts';
import { negativeLogPosterior, type Observations } from '../../src-main/search/likelihood.ts';
import { matern } from '../../src-main/search/matern.ts';

/** (1 + √5 r + 5/3 r²) exp(-√5 r), written out again. */
function correlation(r: number): number {
  return (1 + Math.sqrt(5) * r + (5 / 3) * r * r) * Math.exp(-Math.sqrt(5) * r);
}

function processOf(observations: Observations, settings = { lengths: Float64Array.of(0.5), variance: 2, noise: 0.3 }) {
  const process = GaussianProcess.of(observations, settings);
  if (process === null) throw new Error('Expected a process.');
  return process;
}

function sampled(count: number, dimensions: number, loss: (place: Float64Array) => number): Observations {
  const sequence = haltonSequence(dimensions, 1);
  const places = Array.from({ length: count }, (_, index) => sequence(index));
  return { places, losses: Float64Array.from(places, loss) };
}

const wavy = sampled(9, 3, ([a = 0, b = 0, c = 0]) => Math.sin(5 * a) + b * c - 0.4);

describe('the posterior', () => {
  test('has the covariance of the book: 0.523994 at one length', () => {
    expect(matern(1)).toBeCloseTo(0.5239941088318203, 14);
    expect(matern(0)).toBe(1);
  });

  test('of one observation is a share of it', () => {
    const process = processOf({ places: [[0.2]], losses: Float64Array.of(1.5) });
    const near = 2 * correlation(0.6);
    const { mean, variance } = process.at([0.5]);
    expect(mean).toBeCloseTo((near * 1.5) / 2.3, 13);
    expect(variance).toBeCloseTo(2 - (near * near) / 2.3, 13);
  });

  test('of two observations is that of the 2 by 2 inverse', () => {
    const process = processOf({ places: [[0.2], [0.9]], losses: Float64Array.of(1.5, -1) });
    const between = 2 * correlation(1.4);
    const [left, right] = [2 * correlation(0.4), 2 * correlation(1)];
    const determinant = 2.3 * 2.3 - between * between;
    const weights = [(2.3 * left - between * right) / determinant, (2.3 * right - between * left) / determinant];
    const { mean, variance } = process.at([0.4]);
    expect(mean).toBeCloseTo(1.5 * (weights[0] ?? 0) - (weights[1] ?? 0), 13);
    expect(variance).toBeCloseTo(2 - left * (weights[0] ?? 0) - right * (weights[1] ?? 0), 13);
  });

  test('goes through its observations where there is no noise, and back to nothing far away', () => {
    const process = processOf(wavy, { lengths: Float64Array.of(0.4, 0.7, 0.9), variance: 1, noise: 1e-10 });
    wavy.places.forEach((place, index) => {
      expect(process.at(place).mean).toBeCloseTo(wavy.losses[index] ?? 0, 6);
      expect(process.at(place).variance).toBeLessThan(1e-8);
    });
    expect(process.at([40, 40, 40])).toEqual({ mean: expect.closeTo(0, 10), variance: expect.closeTo(1, 10) });
  });

  test('bears the same place many times, with and without noise', () => {
    const places = Array.from({ length: 30 }, (_, index) => [index < 25 ? 0.5 : index / 30]);
    const losses = Float64Array.from(places, (_, index) => (index % 2 === 0 ? 1 : -1));
    for (const noise of [0, 1e-6, 0.5]) {
      const process = GaussianProcess.of({ places, losses }, { lengths: Float64Array.of(0.3), variance: 1, noise });
      const { mean = Number.NaN, variance = Number.NaN } = process?.at([0.5]) ?? {};
      expect(Number.isFinite(mean)).toBe(true);
      expect(variance).toBeGreaterThan(0);
    }
  });

  test('has the slopes of its differences', () => {
    const process = processOf(wavy, { lengths: Float64Array.of(0.4, 0.7, 0.9), variance: 1.3, noise: 0.01 });
    const place = Float64Array.of(0.31, 0.62, 0.48);
    const [ofMean, ofVariance] = [new Float64Array(3), new Float64Array(3)];
    expect(process.slopesAt(place, ofMean, ofVariance)).toEqual(process.at(place));
    for (let axis = 0; axis < 3; axis += 1) {
      const moved = (step: number) => process.at(place.map((at, index) => (index === axis ? at + step : at)));
      const [up, down] = [moved(1e-5), moved(-1e-5)];
      expect(ofMean[axis]).toBeCloseTo((up.mean - down.mean) / 2e-5, 7);
      expect(ofVariance[axis]).toBeCloseTo((up.variance - down.variance) / 2e-5, 7);
    }
  });
});

describe('the likelihood of settings', () => {
  test('of one observation is that of a normal value, times the priors', () => {
    const logarithms = Float64Array.of(0.3, -0.2, -1);
    const variance = Math.exp(-0.2) + Math.exp(-1);
    const ofLoss = 0.5 * Math.log(2 * Math.PI * variance) + 0.7 ** 2 / (2 * variance);
    const ofPriors = 0.5 * (((0.3 + 0.5) / 0.8) ** 2 + 0.2 ** 2 + ((-1 + 7) / 2) ** 2);
    const value = negativeLogPosterior(
      { places: [[0.4]], losses: Float64Array.of(0.7) },
      logarithms,
      new Float64Array(3),
    );
    expect(value).toBeCloseTo(ofLoss + ofPriors, 12);
  });

  test.each([[[-1, 0.2, 1, 0.4, -3]], [[0.5, -2, -0.3, -1, -6]], [[1, 1, 1, 0, -0.5]]])(
    'has the slope of its differences at %j',
    (at) => {
      const logarithms = Float64Array.from(at);
      const slope = new Float64Array(5);
      negativeLogPosterior(wavy, logarithms, slope);
      for (let index = 0; index < 5; index += 1) {
        const moved = (step: number) =>
          negativeLogPosterior(
            wavy,
            logarithms.map((value, k) => (k === index ? value + step : value)),
            new Float64Array(5),
          );
        expect(slope[index]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 5);
      }
    },
  );

  test('finds which axes matter', () => {
    const { lengths, noise } = fitSettings(sampled(40, 3, ([a = 0]) => Math.sin(6 * a)));
    expect(Math.min(lengths[1] ?? 0, lengths[2] ?? 0)).toBeGreaterThan(4 * (lengths[0] ?? 9));
    expect(noise).toBeLessThan(1e-2);
  });

  test('finds how much is chance', () => {
    const draw = haltonSequence(5, 9);
    const noisy = sampled(120, 1, ([a = 0]) => 1.5 * Math.sin(4 * a));
    // Four uniform draws of variance 1/12 each, centred: variance 1/3.
    const losses = noisy.losses.map(
      (loss, index) => loss + [...draw(index)].slice(1).reduce((sum, u) => sum + u - 0.5, 0),
    );
    const { noise } = fitSettings({ places: noisy.places, losses });
    expect(noise).toBeGreaterThan(0.2);
    expect(noise).toBeLessThan(0.5);
  });
});

test('of too many observations the best and the worst stay', () => {
  const all = sampled(500, 1, ([a = 0]) => a);
  const { losses } = thinned(all, 100);
  expect(losses).toHaveLength(100);
  expect(Math.min(...losses)).toBe(Math.min(...all.losses));
  expect(Math.max(...losses)).toBe(Math.max(...all.losses));
});
