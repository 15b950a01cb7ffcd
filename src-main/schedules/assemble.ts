// From places and columns of values, with gaps perhaps, to a schedule that can be replayed, of no more places than are worth keeping.
import { type ReplayedSchedule, replayedScheduleSchema } from '../../src-shared/domain/method-config.ts';
import { scheduleValues } from '../../src-shared/domain/schedule-values.ts';

/** Most places that a schedule may have. */
export const mostPlaces = 10_000;

export interface Columns {
  readonly unit: ReplayedSchedule['unit'];
  /** Rising. */
  readonly at: readonly number[];
  /** By hyperparameter name, one value at each place; NaN: none is given there, and it lies on the line between its neighbours. */
  readonly values: Readonly<Record<string, readonly number[]>>;
  readonly source: string;
}

/** A schedule of at most so many places; where values stand still it keeps the ends of the stretch alone. */
export function assemble({ unit, at, values, source }: Columns, most = mostPlaces): ReplayedSchedule {
  const columns = Object.entries(values).map(([name, column]) => [name, withoutGaps(at, column)] as const);
  const kept = thinned(
    moving(
      columns.map(([, column]) => column),
      at.length,
    ),
    most,
  );
  const picked = (column: readonly number[]): number[] => kept.map((index) => column[index] ?? Number.NaN);
  return replayedScheduleSchema.parse({
    unit,
    at: picked(at),
    values: Object.fromEntries(columns.map(([name, column]) => [name, picked(column).map(inShort)])),
    source,
  });
}

/** Digits that tell any 32-bit number from all others. */
const mostDigits = 9;

/** As few digits as mean the same 32-bit number: what steps use has no more, and configs are kept with every run. */
function inShort(value: number): number {
  for (let digits = 1; digits < mostDigits; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return Number(Math.fround(value).toPrecision(mostDigits));
}

function withoutGaps(at: readonly number[], column: readonly number[]): readonly number[] {
  if (column.every(Number.isFinite)) return column;
  const given = [...column.keys()].filter((index) => Number.isFinite(column[index]));
  const places = given.map((index) => at[index] ?? Number.NaN);
  const value = scheduleValues({ at: places, values: { it: given.map((index) => column[index] ?? Number.NaN) } }, [
    'it',
  ]);
  return at.map((place) => value(place)[0] ?? Number.NaN);
}

/** Positions of the places before or behind which something changes, and of both ends. */
function moving(columns: readonly (readonly number[])[], count: number): number[] {
  const isSame = (left: number, right: number) => columns.every((column) => column[left] === column[right]);
  const all = Array.from({ length: count }, (_, index) => index);
  return all.filter(
    (index) => index === 0 || index === count - 1 || !isSame(index, index - 1) || !isSame(index, index + 1),
  );
}

/** At most so many of them, evenly, the first and the last always. */
function thinned(positions: readonly number[], most: number): readonly number[] {
  if (positions.length <= most) return positions;
  const last = positions.length - 1;
  return Array.from({ length: most }, (_, index) => positions[Math.round((index * last) / (most - 1))] ?? 0);
}
