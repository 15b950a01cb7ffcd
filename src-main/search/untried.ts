// Spaces of whole numbers alone have an end: which of their places were not tried yet. Not here: what is tried next.
import { fromUnit, type SearchAxis, toUnit, valueCount } from '../../src-shared/domain/search-space.ts';

/** Place in a space, one number from 0 to 1 for each axis. */
export type UnitPlace = readonly number[];

/** Spaces of more places are taken as endless: chance seldom meets the same place twice in them. */
export const mostListed = 10_000;

/** Values by hyperparameter name, of a place. */
export function valuesAt(axes: readonly SearchAxis[], place: ArrayLike<number>): Record<SearchAxis['name'], number> {
  const values: Record<SearchAxis['name'], number> = {};
  axes.forEach((axis, index) => {
    values[axis.name] = fromUnit(axis, place[index] ?? 0.5);
  });
  return values;
}

/** Place of values; an axis without one lies in the middle. */
export function placeOf(axes: readonly SearchAxis[], values: Readonly<Record<string, number>>): UnitPlace {
  return axes.map((axis) => {
    const value = values[axis.name];
    return value === undefined ? 0.5 : toUnit(axis, value);
  });
}

/** Number of places of a space of whole numbers; Infinity of any other, and of one too large to list. */
export function listedSize(axes: readonly SearchAxis[]): number {
  const size = axes.reduce((product, axis) => product * valueCount(axis), 1);
  return size <= mostListed ? size : Number.POSITIVE_INFINITY;
}

/**
 * Places of a space of whole numbers that no trial had, in the order in which an odometer passes them.
 * @param axes with a finite {@link listedSize}
 */
export function untriedPlaces(
  axes: readonly SearchAxis[],
  tried: readonly Readonly<Record<string, number>>[],
): readonly UnitPlace[] {
  const size = listedSize(axes);
  const seen = new Set(tried.map((values) => key(axes, placeOf(axes, values))));
  const places: UnitPlace[] = [];
  for (let number = 0; number < size; number += 1) {
    let rest = number;
    const place = axes.map((axis) => {
      const count = valueCount(axis);
      const unit = ((rest % count) + 0.5) / count;
      rest = Math.floor(rest / count);
      return unit;
    });
    if (!seen.has(key(axes, place))) places.push(place);
  }
  return places;
}

function key(axes: readonly SearchAxis[], place: UnitPlace): string {
  return axes.map((axis, index) => fromUnit(axis, place[index] ?? 0.5)).join(' ');
}
