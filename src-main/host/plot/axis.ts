// From optimisation steps to what the horizontal axis counts, and back. Epochs and seconds are logged like any other series; between two
// of their points a step lies in proportion, before the first one towards 0 at step 0, after the last one at the last.
import type { PointArrays } from '../../store/packing/point-codec.ts';

export interface Axis {
  /** Where each step lies. @param steps rising */
  place(steps: Float64Array): Float64Array;
  /** The first step that lies at `x` or after it; fractional. */
  stepAt(x: number): number;
}

export const stepAxis: Axis = { place: (steps) => steps, stepAt: (x) => x };

/** The points of a series that rise in both, with the origin before them. */
function rising({ steps, values }: PointArrays): PointArrays {
  const keptSteps = new Float64Array(steps.length + 1);
  const keptValues = new Float64Array(steps.length + 1);
  let kept = 1;
  let highest = 0;
  for (let at = 0; at < steps.length; at++) {
    const value = values[at] as number;
    const step = steps[at] as number;
    if (!(value >= highest) || value === Number.POSITIVE_INFINITY || step <= 0) continue;
    highest = value;
    keptSteps[kept] = step;
    keptValues[kept] = value;
    kept += 1;
  }
  return { steps: keptSteps.subarray(0, kept), values: keptValues.subarray(0, kept) };
}

/** An axis that follows a logged series, such as `epoch` or `seconds`. */
export function loggedAxis(points: PointArrays): Axis {
  const { steps, values } = rising(points);
  return {
    place: (wanted) => {
      let next = 0;
      return wanted.map((step) => {
        while (next < steps.length && (steps[next] as number) < step) next += 1;
        return between(steps, values, next, step);
      });
    },
    stepAt: (x) => {
      let next = 0;
      let end = values.length;
      while (next < end) {
        const middle = (next + end) >>> 1;
        if ((values[middle] as number) < x) next = middle + 1;
        else end = middle;
      }
      return next === values.length ? Number.POSITIVE_INFINITY : between(values, steps, next, x);
    },
  };
}

/** The height at `x`, which lies at or before position `next` and after the one before. */
function between(xs: Float64Array, ys: Float64Array, next: number, x: number): number {
  if (next === 0) return ys[0] as number;
  if (next >= xs.length) return ys.at(-1) as number;
  const [x0, x1, y0, y1] = [xs[next - 1], xs[next], ys[next - 1], ys[next]] as [number, number, number, number];
  return x1 === x0 ? y1 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}
