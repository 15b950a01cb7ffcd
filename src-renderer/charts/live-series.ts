// The curves of one run in the window, bounded in memory: a snapshot from the host, then points as they come. A curve that grows past its
// bound is thinned so that every peak stays. Not here: asking the host, and when to draw.
import type { Curve, PlotAxis } from '../../src-shared/contract/plot.ts';
import { decimate } from '../../src-shared/plot/decimate.ts';
import { firstAtOrAfter } from '../../src-shared/plot/plot-table.ts';

/** One curve as it is drawn. Views of the buffers: read, never kept. */
export interface LiveCurve {
  readonly series: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly steps: Float64Array;
  readonly total: number;
}

export interface IncomingPoints {
  readonly series: string;
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

/** Points that stay after a curve was thinned; twice as many make it thin again. */
export const keptPoints = 500;
const capacity = 2 * keptPoints;

class Growing {
  readonly series: string;
  #x = new Float64Array(64);
  #y = new Float64Array(64);
  #steps = new Float64Array(64);
  #length = 0;
  #total = 0;

  constructor(series: string) {
    this.series = series;
  }

  get lastStep(): number {
    return this.#length === 0 ? Number.NEGATIVE_INFINITY : (this.#steps[this.#length - 1] ?? Number.NaN);
  }

  push(step: number, x: number, y: number): void {
    if (this.#length === this.#x.length) this.#makeRoom();
    this.#x[this.#length] = x;
    this.#y[this.#length] = y;
    this.#steps[this.#length] = step;
    this.#length += 1;
    this.#total += 1;
  }

  /** Forgets what came after a step. */
  cut(step: number): void {
    const kept = firstAtOrAfter(this.#steps.subarray(0, this.#length), step + 0.5);
    this.#total = Math.max(kept, this.#total - (this.#length - kept));
    this.#length = kept;
  }

  replace({ x, y, steps, total }: Curve): void {
    const room = Math.max(64, x.length);
    this.#x = new Float64Array(room);
    this.#y = new Float64Array(room);
    this.#steps = new Float64Array(room);
    this.#x.set(x);
    this.#y.set(y);
    this.#steps.set(steps);
    this.#length = x.length;
    this.#total = total;
  }

  view(): LiveCurve {
    const part = (values: Float64Array) => values.subarray(0, this.#length);
    const [x, y, steps] = [part(this.#x), part(this.#y), part(this.#steps)];
    return { series: this.series, x, y, steps, total: this.#total };
  }

  #makeRoom(): void {
    if (this.#length < capacity) {
      const grown = (values: Float64Array) => {
        const next = new Float64Array(Math.min(capacity, values.length * 2));
        next.set(values);
        return next;
      };
      [this.#x, this.#y, this.#steps] = [grown(this.#x), grown(this.#y), grown(this.#steps)];
      return;
    }
    const kept = decimate({ values: this.#y, from: 0, to: this.#length }, keptPoints);
    kept.forEach((from, to) => {
      this.#x[to] = this.#x[from] ?? Number.NaN;
      this.#y[to] = this.#y[from] ?? Number.NaN;
      this.#steps[to] = this.#steps[from] ?? Number.NaN;
    });
    this.#length = kept.length;
  }
}

/** All curves of a run over one axis. */
export class LiveSeries {
  readonly axis: PlotAxis;
  readonly #curves = new Map<string, Growing>();

  constructor(axis: PlotAxis) {
    this.axis = axis;
  }

  /** Takes the host's curves in place of all that was there. */
  restore(curves: readonly Curve[]): void {
    this.#curves.clear();
    for (const curve of curves) this.#curve(curve.series).replace(curve);
  }

  /** Takes new points; those that a snapshot already held are left out. */
  append(incoming: readonly IncomingPoints[]): void {
    const place = this.#places(incoming);
    for (const { series, steps, values } of incoming) {
      const curve = this.#curve(series);
      for (let index = 0; index < steps.length; index += 1) {
        const step = steps[index] ?? Number.NaN;
        if (step > curve.lastStep) curve.push(step, place(step), values[index] ?? Number.NaN);
      }
    }
  }

  /** The run was resumed from a step: what came after it comes again. */
  truncate(step: number): void {
    for (const curve of this.#curves.values()) curve.cut(step);
  }

  /** A curve as it stands; null when nothing of it was logged. */
  curve(series: string): LiveCurve | null {
    return this.#curves.get(series)?.view() ?? null;
  }

  names(): readonly string[] {
    return [...this.#curves.keys()];
  }

  #curve(series: string): Growing {
    let curve = this.#curves.get(series);
    if (curve === undefined) {
      curve = new Growing(series);
      this.#curves.set(series, curve);
    }
    return curve;
  }

  /** From a step to the axis: by the epochs or seconds that came along, or the last ones known. */
  #places(incoming: readonly IncomingPoints[]): (step: number) => number {
    if (this.axis === 'step') return (step) => step;
    const along = incoming.find(({ series }) => series === this.axis);
    const known = this.#curves.get(this.axis)?.view();
    return (step) => {
      const at = along === undefined ? -1 : firstAtOrAfter(along.steps, step);
      const exact = along?.steps[at] === step ? along.values[at] : undefined;
      return exact ?? along?.values[at] ?? known?.y.at(-1) ?? 0;
    };
  }
}

/** Where a step lies on the axis, between the points of a curve that has it. @returns null without points */
export function placeOfStep({ x, steps }: Pick<LiveCurve, 'x' | 'steps'>, step: number): number | null {
  if (steps.length === 0) return null;
  const after = firstAtOrAfter(steps, step);
  const right = x[Math.min(after, x.length - 1)] ?? 0;
  if (after === steps.length || steps[after] === step) return right;
  const stepBefore = after === 0 ? 0 : (steps[after - 1] ?? 0);
  const left = after === 0 ? 0 : (x[after - 1] ?? 0);
  const width = (steps[after] ?? 0) - stepBefore;
  return width <= 0 ? right : left + ((right - left) * (step - stepBefore)) / width;
}
