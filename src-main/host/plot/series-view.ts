// One series of a run as plots read it: between two steps, as finely as it is asked for.
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { ReadDb } from '../../store/database.ts';
import { type ChunkListing, listChunks, loosePoints, outlineSizes, seriesNumber } from '../../store/packing/chunks.ts';
import { concatenate, mergePoints, noPoints, type PointArrays } from '../../store/packing/point-codec.ts';
import type { ChunkCache, Detail } from './chunk-cache.ts';

/** Both ends belong to it. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
}

export const allSteps: StepRange = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** So many outline points are wanted for each point that is shown: fewer would move spikes. */
const spare = 2;

/** Position of the first step that is `step` or later. */
export function positionOf(steps: Float64Array, step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle] as number) < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The points between two steps, without copying them. */
export function within({ steps, values }: PointArrays, { from, to }: StepRange): PointArrays {
  const start = positionOf(steps, from);
  let end = positionOf(steps, to);
  if (steps[end] === to) end += 1;
  return { steps: steps.subarray(start, end), values: values.subarray(start, end) };
}

/** A series as it is at this moment. */
export class SeriesView {
  readonly #cache: ChunkCache;
  readonly #chunks: readonly ChunkListing[];
  readonly #loose: PointArrays;

  constructor(db: ReadDb, cache: ChunkCache, { run, series }: { readonly run: RunId; readonly series: string }) {
    const number = seriesNumber(db, run, series);
    this.#cache = cache;
    this.#chunks = number === null ? [] : listChunks(db, number);
    this.#loose = number === null ? noPoints : loosePoints(db, number);
  }

  /** Points between two steps. */
  count(range: StepRange): number {
    const packed = this.#in(range).reduce((sum, chunk) => {
      const isWhole = chunk.firstStep >= range.from && chunk.lastStep <= range.to;
      return sum + (isWhole ? chunk.points : within(this.#cache.get(chunk.id, 'all'), range).steps.length);
    }, 0);
    return packed + within(this.#loose, range).steps.length;
  }

  /**
   * Points between two steps, all of them or so many that `points` of them can stand for the rest.
   * The first and the last are always among them.
   */
  points(range: StepRange, points: number): PointArrays {
    const chunks = this.#in(range);
    const count = chunks.reduce((sum, chunk) => sum + chunk.points, 0);
    const detail = detailFor(count, points);
    const parts = chunks.map((chunk) => {
      const isWhole = chunk.firstStep >= range.from && chunk.lastStep <= range.to;
      return isWhole ? this.#cache.get(chunk.id, detail) : within(this.#cache.get(chunk.id, 'all'), range);
    });
    return mergePoints(concatenate(parts), within(this.#loose, range));
  }

  /** The last point before a step, or null. */
  before(step: number): PointArrays {
    const range = { from: Number.NEGATIVE_INFINITY, to: step };
    const chunk = this.#in(range).at(-1);
    const packed = chunk === undefined ? noPoints : this.#cache.get(chunk.id, 'all');
    const all = mergePoints(packed, within(this.#loose, range));
    const end = positionOf(all.steps, step);
    return { steps: all.steps.slice(Math.max(0, end - 1), end), values: all.values.slice(Math.max(0, end - 1), end) };
  }

  #in({ from, to }: StepRange): readonly ChunkListing[] {
    return this.#chunks.filter(({ firstStep, lastStep }) => lastStep >= from && firstStep <= to);
  }
}

/** The coarsest detail that still has points to spare. */
function detailFor(count: number, points: number): Detail {
  const suffices = (size: number) => (2 * count) / size >= spare * points;
  if (suffices(outlineSizes.coarse)) return 'coarse';
  return suffices(outlineSizes.fine) ? 'fine' : 'all';
}
