// Slices that cut one value into pieces without a gap, which LSTMs make of their gates and of their times: written as one Split, which costs
// one operation instead of one a piece.
import { sizeOf, type Value } from './value.ts';

/** Largest piece: what is cut into large ones is cut to save memory, and a Split makes all of them at once. */
const largestPiece = 2 ** 17;

/** One value and the slices of it, in order along the axis. */
export interface Split {
  readonly whole: Value;
  readonly axis: number;
  readonly pieces: readonly Value[];
}

interface Cut {
  readonly whole: Value;
  readonly axis: number;
  readonly start: number;
}

/** Where a slice along one axis begins; null for everything else. */
function cutOf({ origin, shape }: Value): Cut | null {
  if (origin.kind !== 'node' || origin.operator !== 'Slice' || sizeOf(shape) > largestPiece) return null;
  const [whole, starts, , axes, steps] = origin.inputs;
  if (whole === undefined || steps !== undefined) return null;
  const [start, otherStart] = integersOf(starts);
  const [axis] = integersOf(axes);
  return start === undefined || axis === undefined || otherStart !== undefined ? null : { whole, axis, start };
}

function integersOf(value: Value | undefined): readonly number[] {
  return value?.origin.kind === 'constant' ? Array.from(value.origin.data, Number) : [];
}

/**
 * The splits that slices among the values amount to, each by the ids of its pieces.
 * @param mostPieces how many a Split may make
 */
export function splitsOf(values: readonly Value[], mostPieces = Infinity): ReadonlyMap<number, Split> {
  const groups = new Map<string, (Cut & { readonly piece: Value })[]>();
  for (const piece of values) {
    const cut = cutOf(piece);
    if (cut === null) continue;
    const key = `${cut.whole.id} ${cut.axis}`;
    groups.set(key, [...(groups.get(key) ?? []), { ...cut, piece }]);
  }
  const splits = new Map<number, Split>();
  for (const cuts of groups.values()) {
    const split = wholeSplit(cuts);
    if (split !== null && split.pieces.length <= mostPieces) for (const { id } of split.pieces) splits.set(id, split);
  }
  return splits;
}

function wholeSplit(cuts: readonly (Cut & { readonly piece: Value })[]): Split | null {
  const [first] = cuts;
  if (first === undefined || cuts.length < 2) return null;
  const { whole, axis } = first;
  const inOrder = [...cuts].sort((left, right) => left.start - right.start);
  let end = 0;
  for (const { start, piece } of inOrder) {
    if (start !== end) return null;
    end += piece.shape[axis] as number;
  }
  return end === whole.shape[axis] ? { whole, axis, pieces: inOrder.map(({ piece }) => piece) } : null;
}
