// From losses as trials had them to losses that a Gaussian process can be asked about: about 0, spread about 1, no failures.

/** Upper losses are drawn in from so many times the lower spread beyond the median. */
const reach = 1;

/**
 * Losses made fit for a model of them, in their order.
 * A failed trial counts as the worst that came out, so that its surroundings are avoided. Losses far above the median are drawn in by
 * their logarithm: a network that diverged at a loss of 1e6 would else make all others look the same. The order of losses stays.
 * @param losses NaN or infinite where a trial failed
 */
export function comparableLosses(losses: readonly number[]): Float64Array {
  const finite = losses.filter(Number.isFinite).sort((left, right) => left - right);
  const lowest = finite[0] ?? 0;
  const highest = finite.at(-1) ?? 0;
  const median = finite[Math.floor((finite.length - 1) / 2)] ?? 0;
  const spread = median - lowest || highest - lowest || 1;
  const drawn = losses.map((loss) => {
    const apart = ((Number.isFinite(loss) ? loss : highest) - median) / spread;
    return apart > reach ? reach * (1 + Math.log(apart / reach)) : apart;
  });
  const mean = drawn.reduce((sum, loss) => sum + loss, 0) / Math.max(drawn.length, 1);
  const variance = drawn.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / Math.max(drawn.length, 1);
  const deviation = Math.sqrt(variance);
  return Float64Array.from(drawn, (loss) => (deviation > 0 ? (loss - mean) / deviation : 0));
}
