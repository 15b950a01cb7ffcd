// Student's t distribution for whole degrees of freedom, exactly: both sums are finite.

/**
 * Probability that |T| is at most `t`.
 * Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.7.3 and 26.7.4.
 * @param degrees of freedom, a whole number from 1
 */
export function studentWithin(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const cosine = Math.cos(angle);
  const isOdd = degrees % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  // Odd: cos + 2/3 cos^3 + 2·4/(3·5) cos^5 …; even: 1 + 1/2 cos^2 + 1·3/(2·4) cos^4 …; the last power is degrees - 2.
  for (let power = isOdd ? 3 : 2; power <= degrees - 2; power += 2) {
    term *= (cosine * cosine * (power - 1)) / power;
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

/** By degrees of freedom: a curve's band asks for the same one at every place. */
const known = new Map<number, number>();

/** The t that |T| stays within with probability 0.95: 12.706 of one degree of freedom, 1.960 of very many. */
export function studentQuantile95(degrees: number): number {
  const found = known.get(degrees) ?? quantile95(degrees);
  known.set(degrees, found);
  return found;
}

function quantile95(degrees: number): number {
  let low = 0;
  let high = 13;
  // Halved until neighbouring doubles: the probability rises with t.
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (studentWithin(middle, degrees) < 0.95) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
