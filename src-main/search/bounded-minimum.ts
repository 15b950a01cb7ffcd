// The lowest place of a smooth function in a box: limited-memory BFGS whose steps are brought back into the box.
// Source: Nocedal & Wright 2006, algorithms 7.4 and 3.1; Bertsekas 1982 for directions that push against the box.

/** A function with its slope; returns its value and fills `slope`. */
export type SlopedFunction = (place: Float64Array, slope: Float64Array) => number;

export interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export interface MinimumFound {
  readonly place: Float64Array;
  readonly value: number;
}

const memory = 8;
const mostHalvings = 20;

interface Move {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly product: number;
}

/**
 * A local minimum, from a start inside the box.
 * Values that are not finite count as higher than all others, so that a step to them is halved.
 */
export function boundedMinimum(value: SlopedFunction, start: Float64Array, box: Box, iterations: number): MinimumFound {
  const size = start.length;
  let place = clipped(start, box);
  let slope = new Float64Array(size);
  let current = value(place, slope);
  const moves: Move[] = [];
  for (let iteration = 0; iteration < iterations && Number.isFinite(current); iteration += 1) {
    const direction = downhill(slope, moves, place, box);
    // The first step of all, and any against the slope, goes along the slope, a tenth of the box's side at most.
    const steepness = Math.hypot(...direction);
    if (!(steepness > 1e-9)) break;
    let length = moves.length === 0 ? Math.min(1, (0.1 * Math.hypot(...sides(box))) / steepness) : 1;
    let isLower = false;
    for (let halving = 0; halving < mostHalvings; halving += 1) {
      const next = clipped(
        place.map((at, index) => at + length * (direction[index] as number)),
        box,
      );
      const nextSlope = new Float64Array(size);
      const found = value(next, nextSlope);
      const expected = next.reduce(
        (sum, at, index) => sum + (at - (place[index] as number)) * (slope[index] as number),
        0,
      );
      if (Number.isFinite(found) && found <= current + 1e-4 * Math.min(expected, 0) && found < current) {
        remember(moves, place, next, slope, nextSlope);
        isLower = true;
        const gained = current - found;
        place = next;
        slope = nextSlope;
        current = found;
        if (gained < 1e-7 * (1 + Math.abs(current))) return { place, value: current };
        break;
      }
      length /= 2;
    }
    if (isLower) continue;
    if (moves.length === 0) break;
    // What was remembered of the function's curvature misleads here.
    moves.length = 0;
  }
  return { place, value: current };
}

function sides({ low, high }: Box): Float64Array {
  return high.map((top, index) => top - (low[index] as number));
}

function clipped(place: Float64Array, { low, high }: Box): Float64Array {
  return place.map((at, index) => Math.min(Math.max(at, low[index] as number), high[index] as number));
}

function remember(
  moves: Move[],
  place: Float64Array,
  next: Float64Array,
  slope: Float64Array,
  nextSlope: Float64Array,
): void {
  const step = next.map((at, index) => at - (place[index] as number));
  const change = nextSlope.map((at, index) => at - (slope[index] as number));
  const product = dot(step, change);
  // Only where the slope rises along the step: else the approximation would lose its definiteness.
  if (product <= 1e-12 * dot(change, change)) return;
  moves.push({ step, change, product });
  if (moves.length > memory) moves.shift();
}

/** Minus the approximate inverse Hessian times the slope; 0 where the box is in the way. */
function downhill(slope: Float64Array, moves: readonly Move[], place: Float64Array, { low, high }: Box): Float64Array {
  const isFree = slope.map((rise, index) => {
    const at = place[index] as number;
    return (at <= (low[index] as number) && rise > 0) || (at >= (high[index] as number) && rise < 0) ? 0 : 1;
  });
  const free = slope.map((rise, index) => rise * (isFree[index] as number));
  const direction = free.slice();
  const shares: number[] = [];
  for (let index = moves.length - 1; index >= 0; index -= 1) {
    const { step, change, product } = moves[index] as Move;
    const share = dot(step, direction) / product;
    shares[index] = share;
    for (let k = 0; k < direction.length; k += 1) {
      direction[k] = (direction[k] as number) - share * (change[k] as number);
    }
  }
  const last = moves.at(-1);
  if (last !== undefined) {
    const scale = last.product / dot(last.change, last.change);
    for (let k = 0; k < direction.length; k += 1) direction[k] = (direction[k] as number) * scale;
  }
  moves.forEach(({ step, change, product }, index) => {
    const share = (shares[index] as number) - dot(change, direction) / product;
    for (let k = 0; k < direction.length; k += 1) direction[k] = (direction[k] as number) + share * (step[k] as number);
  });
  for (let k = 0; k < direction.length; k += 1) direction[k] = -(direction[k] as number) * (isFree[k] as number);
  return dot(direction, free) < 0 ? direction : free.map((rise) => -rise);
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < left.length; k += 1) sum += (left[k] as number) * (right[k] as number);
  return sum;
}
