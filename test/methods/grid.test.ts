// Grid search: that it covers everything once, and that a part of it is no corner.
import { describe, expect, test } from 'vitest';
import { grid } from '../../src-main/methods/grid.ts';
import type { Trial } from '../../src-main/methods/search.ts';
import { buildSearch } from '../../src-main/methods/search-registry.ts';
import { proposed, trialsOf, unitAxes, wholeAxis } from './search-axes.ts';

const none: readonly Trial[] = [];

describe('grid search', () => {
  test('tries every combination once, then has no more', () => {
    const axes = [...unitAxes(2), wholeAxis('input.cutoutHoles', 0, 1)];
    const search = grid(axes, { name: 'grid', points: 3 }, 5);
    const trials = trialsOf(search, 18, () => 0);
    const expected = [1 / 6, 0.5, 5 / 6].flatMap((a) =>
      [1 / 6, 0.5, 5 / 6].flatMap((b) => [0, 1].map((c) => [a, b, c].map((value) => value.toFixed(4)).join())),
    );
    const seen = trials.map(({ values }) => axes.map(({ name }) => values[name]?.toFixed(4)).join());
    expect(seen.toSorted()).toEqual(expected.toSorted());
    expect(seen).not.toEqual(expected);
    expect(search.propose(trials)).toBe('exhausted');
  });

  test('sees all values of every axis early in a large space', () => {
    const axes = unitAxes(15);
    const trials = trialsOf(grid(axes, { name: 'grid', points: 3 }, 0), 30, () => 0);
    for (const { name } of axes) expect(new Set(trials.map(({ values }) => values[name])).size).toBe(3);
  });

  test.each([
    [15, 3],
    [18, 10],
    [20, 100],
  ])('begins at once with %i axes of %i points', (count, points) => {
    const axes = unitAxes(count);
    const started = performance.now();
    const { values } = proposed(grid(axes, { name: 'grid', points }, 1).propose(none));
    expect(Object.keys(values)).toHaveLength(count);
    expect(Object.values(values).every((value) => value > 0 && value < 1)).toBe(true);
    expect(performance.now() - started).toBeLessThan(200);
  });

  test('is refused where nothing is tuned', () => {
    expect(() => buildSearch({ name: 'grid', points: 3 }, [], 0)).toThrow('nothing to search for');
  });
});
