// The median stopping rule: a trial that has found nothing better than the middle of what earlier ones had been through by then is not
// carried on. Source: Golovin et al. 2017, section 3.2.1. Pure.

/** Trials that must have been through an epoch before the next is measured against them. */
const fewestTrials = 3;
/** Epochs that every trial is given. */
const fewestEpochs = 3;

function mean(losses: readonly number[], epochs: number): number {
  let sum = 0;
  for (let epoch = 0; epoch < epochs; epoch += 1) sum += worst(losses[epoch]);
  return sum / epochs;
}

/** What is no number is as bad as can be. */
const worst = (loss: number | undefined) =>
  loss === undefined || Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/**
 * Whether a trial is to end with its newest epoch: its lowest loss is above the median of the mean losses that the trials before it had
 * up to the same epoch.
 * @param losses of the trial, one an epoch
 * @param earlier of the trials that are over, those that ended before that epoch among them
 */
export function isWorseThanMedian(losses: readonly number[], earlier: readonly (readonly number[])[]): boolean {
  const epochs = losses.length;
  if (epochs < fewestEpochs) return false;
  const compared = earlier.filter((others) => others.length >= epochs);
  if (compared.length < fewestTrials) return false;
  return Math.min(...losses.map(worst)) > median(compared.map((others) => mean(others, epochs)));
}
