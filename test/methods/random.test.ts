// Random search: where its trials lie.
import { describe, expect, test } from 'vitest';
import { random } from '../../src-main/methods/random.ts';
import { toUnit } from '../../src-shared/domain/search-space.ts';
import { trialsOf, unitAxes, wholeAxis } from './search-axes.ts';

/** Chi-square of 20 equal bins; 43.8 is exceeded once in a thousand times with 19 degrees of freedom. */
function chiSquare(units: readonly number[]): number {
  const bins = new Array<number>(20).fill(0);
  for (const unit of units) bins[Math.floor(unit * 20)] = (bins[Math.floor(unit * 20)] ?? 0) + 1;
  const expected = units.length / 20;
  return bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('random search', () => {
  const axes = [
    ...unitAxes(2),
    { name: 'output.l2', scale: 'log', low: 1e-6, high: 0.1, isInteger: false } as const,
    wholeAxis('input.cutoutLength', 0, 99),
  ];
  const trials = trialsOf(random(axes, 3), 2_000, () => 0);

  test.each(axes.map((axis) => [axis.name, axis] as const))('is even on the axis of %s', (name, axis) => {
    expect(chiSquare(trials.map(({ values }) => toUnit(axis, values[name] ?? Number.NaN)))).toBeLessThan(43.8);
  });

  test('draws its axes apart from each other', () => {
    const [first, second] = axes.map((axis) => trials.map(({ values }) => toUnit(axis, values[axis.name] ?? 0) - 0.5));
    const product = (first ?? []).reduce((sum, value, index) => sum + value * (second?.[index] ?? 0), 0) / 2_000;
    // Standard deviation of the mean of products: 1/12 / sqrt(2000) = 0.0019.
    expect(Math.abs(product)).toBeLessThan(0.006);
  });

  test('goes on after a cut as it would have, and otherwise with another seed', () => {
    expect(random(axes, 3).propose(trials.slice(0, 700))).toMatchObject({ values: trials[700]?.values });
    expect(random(axes, 4).propose(trials.slice(0, 700))).not.toMatchObject({ values: trials[700]?.values });
  });

  test('tries each place of a small space of whole numbers once, then has no more', () => {
    const small = [wholeAxis('input.cutoutHoles', 0, 3), wholeAxis('input.cutoutLength', 2, 6)];
    const all = trialsOf(random(small, 0), 20, () => 0);
    expect(new Set(all.map(({ values }) => JSON.stringify(values))).size).toBe(20);
    expect(random(small, 0).propose(all)).toBe('exhausted');
  });
});
