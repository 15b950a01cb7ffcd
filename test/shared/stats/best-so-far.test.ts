// Best-so-far curves against ones worked out by hand.
import { describe, expect, test } from 'vitest';
import { meanCurve } from '../../../src-shared/stats/align-curves.ts';
import {
  bestAt,
  bestSoFar,
  spentUntil,
  stairsAtCommonPlaces,
  type TrialCurve,
} from '../../../src-shared/stats/best-so-far.ts';

const first: TrialCurve = { seconds: [1, 2, 3], steps: [10, 20, 30], loss: [0.9, 0.7, 0.8] };
const worse: TrialCurve = { seconds: [2, 4], steps: [10, 20], loss: [1.5, 0.7] };
const better: TrialCurve = { seconds: [1, 2, 3], steps: [10, 20, 30], loss: [0.65, Number.NaN, 0.5] };

describe('the best loss so far', () => {
  const trials = [first, worse, better];

  test('falls where a lower one was found, and holds to the end of the seconds', () => {
    const { x, y, trial } = bestSoFar([...trials, first], 'seconds');
    expect([...x]).toEqual([1, 2, 8, 10, 13]);
    expect([...y]).toEqual([0.9, 0.7, 0.65, 0.5, 0.5]);
    expect([...trial]).toEqual([0, 0, 2, 2, 2]);
  });

  test('adds up steps and epochs in the same way', () => {
    expect([...bestSoFar(trials, 'steps').x]).toEqual([10, 20, 60, 80]);
    expect([...bestSoFar(trials, 'epochs').x]).toEqual([1, 2, 6, 8]);
  });

  test('counts a trial from its end where it is drawn against trials', () => {
    const { x, y } = bestSoFar(trials, 'trials');
    expect([...x]).toEqual([1, 3]);
    expect([...y]).toEqual([0.7, 0.5]);
  });

  test('counts what a failed trial spent, though it had no loss', () => {
    const failed: TrialCurve = { seconds: [], steps: [], loss: [], spent: { seconds: 7, steps: 5 } };
    const { x, y } = bestSoFar([failed, { seconds: [1], steps: [10], loss: [Infinity] }, first], 'seconds');
    expect([...x]).toEqual([9, 10, 11]);
    expect([...y]).toEqual([0.9, 0.7, 0.7]);
  });

  test('is empty where no loss is finite', () => {
    expect(bestSoFar([{ seconds: [1], steps: [1], loss: [Number.NaN] }], 'seconds').x).toHaveLength(0);
    expect(bestSoFar([], 'trials').x).toHaveLength(0);
  });

  test('never rises, whatever the trials were', () => {
    const random = Array.from({ length: 40 }, (_, trial) => ({
      seconds: [1, 2, 3],
      steps: [1, 2, 3],
      loss: [0, 1, 2].map((epoch) => Math.abs(Math.sin(trial * 12.9898 + epoch * 78.233) * 43758.5453) % 1),
    }));
    const { x, y } = bestSoFar(random, 'seconds');
    expect([...x]).toEqual([...x].toSorted((a, b) => a - b));
    expect([...y]).toEqual([...y].toSorted((a, b) => b - a));
    expect(y.at(-1)).toBe(Math.min(...random.flatMap(({ loss }) => loss)));
  });
});

describe('reading a curve', () => {
  const curve = bestSoFar([first, worse, better], 'seconds');

  test('gives the stair at a place, and nothing beyond its ends', () => {
    expect([0.5, 1, 1.99, 2, 7.9, 8, 10].map((at) => bestAt(curve, at))).toEqual([
      Number.NaN,
      0.9,
      0.9,
      0.7,
      0.7,
      0.65,
      0.5,
    ]);
    expect(bestAt(curve, 10.1)).toBeNaN();
  });

  test('tells when a loss was first reached', () => {
    expect(spentUntil(curve, 0.7)).toBe(2);
    expect(spentUntil(curve, 0.66)).toBe(8);
    expect(spentUntil(curve, 0.1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('stairs of several seeds', () => {
  const slow = { x: Float64Array.of(2, 10), y: Float64Array.of(1, 1) };
  const quick = { x: Float64Array.of(1, 4, 9), y: Float64Array.of(0.8, 0.2, 0.2) };

  test('are averaged as stairs between their common ends', () => {
    const { x, mean } = meanCurve(stairsAtCommonPlaces([slow, quick]), 'sd');
    expect([...x]).toEqual([2, 4, 9]);
    expect([...mean]).toEqual([0.9, 0.6, 0.6]);
  });

  test('are brought to so many places at most', () => {
    const long = { x: Float64Array.from({ length: 900 }, (_, index) => index + 1), y: new Float64Array(900).fill(1) };
    const [places] = stairsAtCommonPlaces([long, slow], 5);
    expect([...(places?.x ?? [])]).toEqual([2, 4, 6, 8, 10]);
  });

  test('have no common places where one has no loss', () => {
    const none = { x: new Float64Array(), y: new Float64Array() };
    expect(stairsAtCommonPlaces([slow, none]).map(({ x }) => x.length)).toEqual([0, 0]);
    expect(stairsAtCommonPlaces([])).toEqual([]);
  });
});
