// One curve for the screen: the points of a window on the axis, thinned.
import type { Curve, PlotAxis } from '../../../src-shared/contract/plot.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import { decimate } from '../../../src-shared/plot/decimate.ts';
import type { ReadDb } from '../../store/database.ts';
import { concatenate, pick } from '../../store/packing/point-codec.ts';
import { type Axis, loggedAxis, stepAxis } from './axis.ts';
import type { ChunkCache } from './chunk-cache.ts';
import { allSteps, positionOf, SeriesView, type StepRange } from './series-view.ts';

export interface CurveRequest {
  readonly run: RunId;
  readonly series: string;
  readonly axis: PlotAxis;
  /** Null: from the first point, to the last. */
  readonly from: number | null;
  readonly to: number | null;
  /** At most so many. */
  readonly points: number;
}

/** Enough that a step between two of them is off by less than a pixel. */
const axisPoints = 4_000;

/** A run's axis, and the steps that lie in the window. */
interface PlacedAxis {
  readonly axis: Axis;
  readonly range: StepRange;
}

/** Axes of runs that are known already, for curves over one axis and window. */
export type KnownAxes = Map<RunId, PlacedAxis>;

export interface Sources {
  readonly db: ReadDb;
  readonly cache: ChunkCache;
}

/** The axis of one run, exact where the window is small. */
function axisOf({ db, cache }: Sources, { run, axis, from, to }: CurveRequest): PlacedAxis {
  const first = from ?? Number.NEGATIVE_INFINITY;
  const last = to ?? Number.POSITIVE_INFINITY;
  if (axis === 'step') return { axis: stepAxis, range: { from: first, to: last } };
  const view = new SeriesView(db, cache, { run, series: axis });
  const whole = view.points(allSteps, axisPoints);
  if (from === null && to === null) return { axis: loggedAxis(whole), range: allSteps };
  // The window in steps, roughly and then with one known point more on either side; within it, exactly.
  const rough = loggedAxis(whole);
  const start = from === null ? first : rough.stepAt(first);
  const end = to === null ? last : rough.stepAt(last);
  const around = widened(whole.steps, { from: start, to: end });
  const exact = concatenate([view.before(around.from), view.points(around, axisPoints)]);
  return { axis: loggedAxis(exact), range: around };
}

/** A range that ends at the next known steps outside it. */
function widened(steps: Float64Array, { from, to }: StepRange): StepRange {
  const first = positionOf(steps, from) - 1;
  const position = positionOf(steps, to);
  const last = steps[position] === to ? position + 1 : position;
  return { from: steps[first] ?? Number.NEGATIVE_INFINITY, to: steps[last] ?? Number.POSITIVE_INFINITY };
}

/**
 * Draws one curve. An unknown series is an empty one.
 * @param axes of curves that were drawn just now over the same axis and window; this one's is added
 */
export function drawCurve(sources: Sources, request: CurveRequest, axes: KnownAxes = new Map()): Curve {
  const { run, series, points, from, to } = request;
  const view = new SeriesView(sources.db, sources.cache, { run, series });
  const placed = axes.get(run) ?? axisOf(sources, request);
  axes.set(run, placed);
  const { axis, range } = placed;
  const candidates = view.points(range, points);
  const places = axis.place(candidates.steps);
  const [start, end] = inside(places, from, to);
  const kept = decimate({ values: candidates.values, from: start, to: end }, points);
  const shown = pick(candidates, kept);
  const x = Float64Array.from(kept, (at) => places[at] as number);
  return { run, series, x, y: shown.values, steps: shown.steps, total: totalOf(view, candidates.steps, start, end) };
}

/** Positions of the first place in the window and of the one after the last. Places do not fall. */
function inside(places: Float64Array, from: number | null, to: number | null): [number, number] {
  let start = 0;
  let end = places.length;
  while (from !== null && start < end && (places[start] as number) < from) start += 1;
  while (to !== null && end > start && (places[end - 1] as number) > to) end -= 1;
  return [start, end];
}

function totalOf(view: SeriesView, steps: Float64Array, start: number, end: number): number {
  const [first, last] = [steps[start], steps[end - 1]];
  return start >= end || first === undefined || last === undefined ? 0 : view.count({ from: first, to: last });
}
