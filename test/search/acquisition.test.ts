// The place of highest expected improvement against a fine grid of places.
import { describe, expect, test } from 'vitest';
import { gainAt, promisingPlaces, type Question, rounded } from '../../src-main/search/acquisition.ts';
import { GaussianProcess } from '../../src-main/search/gaussian-process.ts';
import { haltonSequence } from '../../src-main/search/halton.ts';
import type { SearchAxis } from '../../src-shared/domain/search-space.ts';
import { unitAxes, wholeAxis } from '../methods/search-axes.ts';

/** Twenty places of a wavy function on some axes, seen by a process. */
function questionOn(axes: readonly SearchAxis[], seed = 0): Question {
  const sequence = haltonSequence(axes.length, 40 + seed);
  const places = Array.from({ length: 20 }, (_, index) => rounded(axes, sequence(index)));
  const losses = Float64Array.from(places, (place) =>
    place.reduce((sum, at, axis) => sum + Math.sin(5 * at + axis) + (at - 0.4) ** 2, 0),
  );
  const settings = { lengths: new Float64Array(axes.length).fill(0.35), variance: 1, noise: 1e-4 };
  const process = GaussianProcess.of({ places, losses }, settings);
  if (process === null) throw new Error('Expected a process.');
  const order = Array.from(losses.keys()).sort((left, right) => (losses[left] ?? 0) - (losses[right] ?? 0));
  const promising = order.slice(0, 3).map((index) => places[index] ?? new Float64Array());
  return { axes, process, best: Math.min(...losses), promising, seed };
}

function highestOfGrid(question: Question, points: readonly [number, number]): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < points[0]; i += 1) {
    for (let j = 0; j < points[1]; j += 1) {
      const place = rounded(question.axes, [(i + 0.5) / points[0], (j + 0.5) / points[1]]);
      highest = Math.max(highest, gainAt(question, place));
    }
  }
  return highest;
}

describe('the most promising place', () => {
  test.each([0, 1, 2, 3])('is higher than all of a fine grid of two axes: %i', (seed) => {
    const question = questionOn(unitAxes(2), seed);
    const [found] = promisingPlaces(question);
    expect(gainAt(question, found ?? [])).toBeGreaterThanOrEqual(highestOfGrid(question, [200, 200]) - 1e-7);
  });

  test('is higher than all of a fine grid beside whole numbers, and has one of them', () => {
    const question = questionOn([...unitAxes(1), wholeAxis('input.cutoutHoles', 0, 4)]);
    const [found] = promisingPlaces(question);
    expect(gainAt(question, found ?? [])).toBeGreaterThanOrEqual(highestOfGrid(question, [5_000, 5]) - 1e-7);
    expect([0.1, 0.3, 0.5, 0.7, 0.9]).toContainEqual(expect.closeTo(found?.[1] ?? 0, 12));
  });

  test('has a slope of 0 along every axis that does not end there', () => {
    const question = questionOn(unitAxes(3));
    const [found = new Float64Array(3)] = promisingPlaces(question);
    for (let axis = 0; axis < 3; axis += 1) {
      const at = found[axis] ?? 0;
      if (at < 1e-6 || at > 1 - 1e-6) continue;
      const moved = (step: number) =>
        gainAt(
          question,
          found.map((value, index) => (index === axis ? value + step : value)),
        );
      expect(Math.abs(moved(1e-5) - moved(-1e-5)) / 2e-5).toBeLessThan(2e-2);
    }
  });
});

test('places close to the best ones are looked at, where even ones are far apart', () => {
  const question = questionOn(unitAxes(8));
  const [centre = new Float64Array()] = question.promising;
  const near = promisingPlaces(question).filter((place) =>
    place.every((at, axis) => Math.abs(at - (centre[axis] ?? 0)) < 0.1),
  );
  expect(near.length).toBeGreaterThan(15);
});

test('asked again the places are the same', () => {
  expect(promisingPlaces(questionOn(unitAxes(3)))).toEqual(promisingPlaces(questionOn(unitAxes(3))));
});
