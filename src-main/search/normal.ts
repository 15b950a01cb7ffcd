// The standard normal distribution and expected improvement, in forms that keep their digits far out in the tails.

const logRootTwoPi = 0.5 * Math.log(2 * Math.PI);

/** Density. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z - logRootTwoPi);
}

/**
 * The iterated integrals of the complementary error function at x > 0, as ratios: the one below its own predecessor.
 * i^n erfc(x) / i^(n-1) erfc(x) = 1 / (2x + 2(n+1) · the next ratio): all terms positive, so that nothing cancels.
 * Source: Abramowitz & Stegun 7.2.5; Gautschi 1961, "Recursive computation of the repeated integrals of the error function".
 */
function tailRatios(x: number): readonly [zeroth: number, first: number] {
  // So many terms give 15 digits from x = 0.5 on, fewer are needed farther out.
  let ratio = 0;
  let next = 0;
  for (let n = Math.ceil(30 + 150 / (x * x)); n >= 0; n -= 1) {
    next = ratio;
    ratio = 1 / (2 * x + 2 * (n + 1) * next);
  }
  return [ratio, next];
}

/** Logarithm of the probability of more than t > 0.7. */
function logUpperTail(t: number): number {
  const [zeroth] = tailRatios(t / Math.SQRT2);
  // erfc(x) / 2 = zeroth · exp(-x²) / sqrt(pi)
  return -0.5 * t * t + Math.log(zeroth) - 0.5 * Math.log(Math.PI);
}

/** Probability of less than z. */
export function normalBelow(z: number): number {
  if (z > 1) return 1 - Math.exp(logUpperTail(z));
  if (z < -1) return Math.exp(logUpperTail(-z));
  // phi(z) · (z + z³/3 + z⁵/15 + …). Source: Marsaglia 2004, "Evaluating the normal distribution".
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-17; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + normalDensity(z) * sum;
}

/**
 * log(phi(z) + z Phi(z)): expected improvement of a standard deviation of 1, z below the best. Finite for every finite z, where the plain
 * form is 0 from z = -38 on and has lost all its digits at z = -8.
 * Source: Ament et al. 2023, "Unexpected improvements to expected improvement", equation 9; here by {@link tailRatios}.
 */
export function logUnitImprovement(z: number): number {
  if (z < -1) return logTailImprovement(-z);
  if (z > 1) return Math.log(z + Math.exp(logTailImprovement(z)));
  return Math.log(normalDensity(z) + z * normalBelow(z));
}

/** log of the integral of the upper tail from t > 0.7 on: i erfc(t / sqrt 2) / sqrt 2. */
function logTailImprovement(t: number): number {
  const [zeroth, first] = tailRatios(t / Math.SQRT2);
  return -0.5 * t * t + Math.log(zeroth) + Math.log(first) + 0.5 * Math.log(2 / Math.PI);
}

/** Derivative of {@link logUnitImprovement}: Phi(z) / (phi(z) + z Phi(z)). */
export function logUnitImprovementSlope(z: number): number {
  if (z < -1) {
    const [, first] = tailRatios(-z / Math.SQRT2);
    return Math.SQRT1_2 / first;
  }
  return normalBelow(z) / Math.exp(logUnitImprovement(z));
}

/**
 * Logarithm of the expected amount by which a normal value falls below `best`.
 * @param mean of the value
 * @param deviation its standard deviation; 0: the value is certain
 */
export function logExpectedImprovement(mean: number, deviation: number, best: number): number {
  if (!(deviation > 0)) return mean < best ? Math.log(best - mean) : Number.NEGATIVE_INFINITY;
  return Math.log(deviation) + logUnitImprovement((best - mean) / deviation);
}
