// What a run logged of one number, over its epochs: what health and captions are read from.

export interface EpochCurve {
  /** Rising, fractional. */
  readonly epochs: Float64Array;
  /** As many; NaN where nothing could be computed. */
  readonly values: Float64Array;
}

/** The value at an epoch: that of the last point not after it; NaN before the first. */
export function valueAt({ epochs, values }: EpochCurve, epoch: number): number {
  let low = 0;
  let high = epochs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((epochs[middle] ?? Number.POSITIVE_INFINITY) <= epoch) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? Number.NaN : (values[low - 1] ?? Number.NaN);
}

/** Mean of the finite values between two epochs, both included; NaN without one. */
export function meanBetween({ epochs, values }: EpochCurve, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let index = 0; index < epochs.length; index += 1) {
    const epoch = epochs[index] ?? Number.NaN;
    const value = values[index] ?? Number.NaN;
    if (epoch < from || epoch > to || !Number.isFinite(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? Number.NaN : sum / count;
}

/** The point with the lowest finite value; null without one. */
export function lowest({ epochs, values }: EpochCurve): { readonly epoch: number; readonly value: number } | null {
  let best = -1;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? Number.NaN;
    if (Number.isFinite(value) && (best < 0 || value < (values[best] ?? 0))) best = index;
  }
  return best < 0 ? null : { epoch: epochs[best] ?? 0, value: values[best] ?? 0 };
}
