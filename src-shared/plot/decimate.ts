// Thins a curve for the screen: of each bucket of points the smallest and the largest stay, so that every spike does.
// Not here: where points come from, and axes. Values only count by their size, places by their order.

/** Which points of a curve stay, by rising position. */
export interface Window {
  readonly values: Float64Array;
  /** First position that counts. */
  readonly from: number;
  /** Position after the last that counts. */
  readonly to: number;
}

/** Positions of the smallest, the largest and the first non-finite value of one bucket, in the order in which they stand. */
function keepOfBucket(values: Float64Array, from: number, to: number, kept: number[]): void {
  let smallest = -1;
  let largest = -1;
  let gap = -1;
  for (let at = from; at < to; at++) {
    const value = values[at] as number;
    if (!Number.isFinite(value)) {
      if (gap < 0) gap = at;
    } else {
      if (smallest < 0 || value < (values[smallest] as number)) smallest = at;
      if (largest < 0 || value > (values[largest] as number)) largest = at;
    }
  }
  const positions = [smallest, largest, gap].filter((at) => at >= 0).sort((left, right) => left - right);
  for (const at of positions) if (kept.at(-1) !== at) kept.push(at);
}

function hasGap({ values, from, to }: Window): boolean {
  for (let at = from; at < to; at++) if (!Number.isFinite(values[at])) return true;
  return false;
}

/**
 * Positions of at most `points` points that stand for the whole curve: the first and the last, and of buckets with equally many
 * points the smallest, the largest and, where there is one, a gap (NaN or an infinity). Short curves stay as they are.
 * @param points at least 5
 */
export function decimate(window: Window, points: number): Uint32Array {
  const { values, from, to } = window;
  const count = to - from;
  if (count <= points) return Uint32Array.from({ length: Math.max(0, count) }, (_, index) => from + index);
  const perBucket = hasGap(window) ? 3 : 2;
  const buckets = Math.max(1, Math.floor((points - 2) / perBucket));
  const kept: number[] = [from];
  const inner = count - 2;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = from + 1 + Math.floor((bucket * inner) / buckets);
    const end = from + 1 + Math.floor(((bucket + 1) * inner) / buckets);
    keepOfBucket(values, start, end, kept);
  }
  kept.push(to - 1);
  return Uint32Array.from(kept);
}

/** The smallest, the largest and a gap of every `size` points, and the first and last of all. */
export function outline(values: Float64Array, size: number): Uint32Array {
  const kept: number[] = values.length === 0 ? [] : [0];
  for (let from = 0; from < values.length; from += size) {
    keepOfBucket(values, from, Math.min(from + size, values.length), kept);
  }
  if (values.length > 0 && kept.at(-1) !== values.length - 1) kept.push(values.length - 1);
  return Uint32Array.from(kept);
}
