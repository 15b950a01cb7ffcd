// Standard functions on which searches are compared, on axes from 0 to 1. Not here: tests.
// Source: Surjanovic & Bingham, "Virtual library of simulation experiments: test functions and datasets"; minima from there.

import type { TrialValues } from '../../src-main/methods/search.ts';
import type { SearchAxis } from '../../src-shared/domain/search-space.ts';
import { unitAxes, wholeAxis } from './search-axes.ts';

export interface TestFunction {
  readonly name: string;
  readonly axes: readonly SearchAxis[];
  readonly loss: (values: TrialValues) => number;
  readonly minimum: number;
}

/** Of functions on axes from 0 to 1, a function of values by name. */
function named(
  name: string,
  axes: readonly SearchAxis[],
  minimum: number,
  f: (x: readonly number[]) => number,
): TestFunction {
  return { name, axes, minimum, loss: (values) => f(axes.map((axis) => values[axis.name] ?? Number.NaN)) };
}

/** Two axes, three equal minima. */
export const branin = named('Branin', unitAxes(2), 0.397887, ([a = 0, b = 0]) => {
  const x = 15 * a - 5;
  const y = 15 * b;
  const bowl = (y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6) ** 2;
  return bowl + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
});

const hartmannWeights = [1, 1.2, 3, 3.2];

function hartmann(
  x: readonly number[],
  shapes: readonly (readonly number[])[],
  centres: readonly (readonly number[])[],
) {
  return -hartmannWeights.reduce((sum, weight, row) => {
    const square = x.reduce(
      (total, at, axis) => total + (shapes[row]?.[axis] ?? 0) * (at - 1e-4 * (centres[row]?.[axis] ?? 0)) ** 2,
      0,
    );
    return sum + weight * Math.exp(-square);
  }, 0);
}

/** Three axes, four minima. */
export const hartmann3 = named('Hartmann 3', unitAxes(3), -3.86278, (x) =>
  hartmann(
    x,
    [
      [3, 10, 30],
      [0.1, 10, 35],
      [3, 10, 30],
      [0.1, 10, 35],
    ],
    [
      [3689, 1170, 2673],
      [4699, 4387, 7470],
      [1091, 8732, 5547],
      [381, 5743, 8828],
    ],
  ),
);

/** Six axes, six minima. */
export const hartmann6 = named('Hartmann 6', unitAxes(6), -3.32237, (x) =>
  hartmann(
    x,
    [
      [10, 3, 17, 3.5, 1.7, 8],
      [0.05, 10, 17, 0.1, 8, 14],
      [3, 3.5, 1.7, 10, 17, 8],
      [17, 8, 0.05, 10, 0.1, 14],
    ],
    [
      [1312, 1696, 5569, 124, 8283, 5886],
      [2329, 4135, 8307, 3736, 1004, 9991],
      [2348, 1451, 3522, 2883, 3047, 6650],
      [4047, 8828, 8732, 5743, 1091, 381],
    ],
  ),
);

/** Four axes, long waves. */
export const levy4 = named('Levy 4', unitAxes(4), 0, (units) => {
  const w = units.map((unit) => 1 + (20 * unit - 11) / 4);
  const first = Math.sin(Math.PI * (w[0] ?? 0)) ** 2;
  const last = w.at(-1) ?? 0;
  const middle = w
    .slice(0, -1)
    .reduce((sum, at) => sum + (at - 1) ** 2 * (1 + 10 * Math.sin(Math.PI * at + 1) ** 2), 0);
  return first + middle + (last - 1) ** 2 * (1 + Math.sin(2 * Math.PI * last) ** 2);
});

/** Two continuous axes, two of whole numbers: a bowl along a slant with ripples, lowest at 0.3, 0.62, 5 and 2. */
export const mixed = named(
  'Mixed bowl',
  [...unitAxes(2), wholeAxis('input.cutoutLength', 0, 23), wholeAxis('input.cutoutHoles', 0, 3)],
  0,
  ([a = 0, b = 0, length = 0, holes = 0]) => {
    const slant = a + 0.5 * b - 0.61;
    const across = b - 0.62;
    const size = (length - 5) / 8;
    return (
      8 * slant * slant +
      3 * across * across +
      size * size +
      0.3 * (holes - 2) ** 2 * (1 + slant * slant) +
      0.1 * Math.sin(9 * slant) ** 2
    );
  },
);
