// How far the mean of paired differences may lie from the one that was seen, by drawing the pairs again with replacement.
// Source: Efron & Tibshirani 1993, "An introduction to the bootstrap", sections 12.5 and 14.3. Not here: what a difference means (verdict).
import { CounterNoise } from '../noise/counter-noise.ts';

export interface BootstrapInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** `exact`: all samples that can be drawn were; `drawn`: so many by the seed; `none`: fewer than two differences. */
  readonly kind: 'exact' | 'drawn' | 'none';
  /** Different samples behind it, with their weights; or samples drawn. */
  readonly samples: number;
}

export interface BootstrapChoices {
  /** Share of the samples inside. */
  readonly level: number;
  readonly draws: number;
  readonly seed: number;
}

const usual: BootstrapChoices = { level: 0.95, draws: 10_000, seed: 0 };

/** Up to so many differences all samples are counted: 92,378 of ten. */
const mostExact = 10;

/** A mean of a sample, and the probability of drawing it. */
interface WeightedMean {
  readonly mean: number;
  readonly weight: number;
}

/**
 * Percentile interval of the mean of differences.
 * Of few differences it is too narrow: of three, the ends are the smallest and the largest of them, and the truth lies outside more
 * often than the level says. The verdict says so.
 * @param differences finite, one of each pair
 */
export function pairedBootstrap(
  differences: readonly number[],
  choices: Partial<BootstrapChoices> = {},
): BootstrapInterval {
  const { level, draws, seed } = { ...usual, ...choices };
  const n = differences.length;
  const mean = n === 0 ? Number.NaN : differences.reduce((sum, difference) => sum + difference, 0) / n;
  if (n < 2) return { mean, low: Number.NaN, high: Number.NaN, kind: 'none', samples: 0 };
  const means = n <= mostExact ? allMeans(differences) : drawnMeans(differences, draws, seed);
  means.sort((left, right) => left.mean - right.mean);
  const tail = (1 - level) / 2;
  return {
    mean,
    low: quantile(means, tail),
    high: -quantile(means.map((one) => ({ mean: -one.mean, weight: one.weight })).reverse(), tail),
    kind: n <= mostExact ? 'exact' : 'drawn',
    samples: means.length,
  };
}

/** The lowest mean that at least this share of the samples does not exceed. */
function quantile(sorted: readonly WeightedMean[], share: number): number {
  let sum = 0;
  for (const { mean, weight } of sorted) {
    sum += weight;
    // A rounding of the weights must not skip a place: their sum is 1 to 12 digits.
    if (sum >= share - 1e-12) return mean;
  }
  return sorted.at(-1)?.mean ?? Number.NaN;
}

/** Every way to take n of n differences with replacement, each once, with its multinomial probability n! / Π count! / n^n. */
function allMeans(differences: readonly number[]): WeightedMean[] {
  const n = differences.length;
  const factorials = [1];
  for (let k = 1; k <= n; k += 1) factorials.push((factorials[k - 1] ?? 1) * k);
  const means: WeightedMean[] = [];
  const take = (index: number, left: number, sum: number, ways: number): void => {
    const difference = differences[index] ?? 0;
    if (index === n - 1) {
      means.push({ mean: (sum + left * difference) / n, weight: ways / (factorials[left] ?? 1) / n ** n });
      return;
    }
    for (let count = 0; count <= left; count += 1) {
      take(index + 1, left - count, sum + count * difference, ways / (factorials[count] ?? 1));
    }
  };
  take(0, n, 0, factorials[n] ?? 1);
  return means;
}

function drawnMeans(differences: readonly number[], draws: number, seed: number): WeightedMean[] {
  const n = differences.length;
  const noise = new CounterNoise(seed);
  const picks = new Float32Array(n);
  return Array.from({ length: draws }, (_, draw) => {
    noise.uniform('bootstrap', draw, picks);
    let sum = 0;
    for (const pick of picks) sum += differences[Math.floor(pick * n)] ?? 0;
    return { mean: sum / n, weight: 1 / draws };
  });
}
