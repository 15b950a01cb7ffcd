// How probable it is that one way is better than another, practically the same, or worse: the posterior of the mean difference, cut at the
// ends of a region that is too small to matter. Source: Benavoli, Corani, Demšar & Zaffalon 2017, "Time for a change: a tutorial for
// comparing multiple classifiers through Bayesian analysis", section 4.1 (Bayesian correlated t-test).
import { studentWithin } from './student-t.ts';
import { summarize } from './summary.ts';

export interface PracticalDifference {
  /** Probability that the first has the lower loss by more than the region. */
  readonly better: number;
  /** Probability that they differ by no more than the region. */
  readonly same: number;
  /** Probability that the first has the higher loss by more than the region. */
  readonly worse: number;
  /** Half the width of the region of practical equivalence, in units of the loss. */
  readonly region: number;
  readonly n: number;
}

/**
 * Posterior probabilities of a mean difference under the flat prior: Student's t with n - 1 degrees of freedom around the mean, of scale
 * sd · sqrt(1/n + rho / (1 - rho)).
 * @param differences loss of the first minus loss of the second, one of each pair; lower is better
 * @param region from 0; its ends count as practically the same
 * @param rho correlation of the differences: 0 of seeds that are independent, the share of the test part under cross-validation
 * @returns probabilities of NaN where there are fewer than two differences
 */
export function practicalDifference(differences: readonly number[], region: number, rho = 0): PracticalDifference {
  const { n, mean, sd } = summarize(differences);
  if (!(n >= 2 && Number.isFinite(sd))) {
    return { better: Number.NaN, same: Number.NaN, worse: Number.NaN, region, n };
  }
  const scale = sd * Math.sqrt(1 / n + rho / (1 - rho));
  const better = probabilityBelow(-region, mean, scale, n - 1);
  const worse = probabilityBelow(-region, -mean, scale, n - 1);
  return { better, same: Math.max(0, 1 - better - worse), worse, region, n };
}

/** Probability that a t-distributed value with a mean and a scale lies below `at`. Differences without spread leave no doubt. */
function probabilityBelow(at: number, mean: number, scale: number, degrees: number): number {
  if (!(scale > 0)) return mean < at ? 1 : 0;
  const t = (at - mean) / scale;
  return 0.5 + 0.5 * Math.sign(t) * studentWithin(Math.abs(t), degrees);
}
