import { describe, expect, it } from 'vitest';
import { bestSoFar, heldAt, meanOfSteps, oneAfterAnother, withEnd } from '../../../src-shared/plot/best-so-far.ts';

const curve = (x: readonly number[], y: readonly number[], end = x.at(-1) ?? 0) => ({
  x: Float64Array.from(x),
  y: Float64Array.from(y),
  end,
});
const plain = ({ x, y, end }: { x: Float64Array; y: Float64Array; end: number }) => [[...x], [...y], end];

describe('the best so far', () => {
  it('has a point wherever a value is lower than all before, gaps and ties left out', () => {
    const found = bestSoFar(curve([1, 2, 3, 4, 5, 6], [5, Number.NaN, 6, 4, 4, 3]));
    expect(plain(found)).toEqual([[1, 4, 6], [5, 4, 3], 6]);
  });

  it('of trials counts one after the other, the worse ones for what they spent', () => {
    const trials = [curve([1, 3], [5, 4], 4), curve([2], [9], 3), curve([1], [2], 2)];
    expect(plain(oneAfterAnother(trials))).toEqual([[1, 3, 8], [5, 4, 2], 9]);
  });

  it('holds its value to its end, has none before its first and none beyond', () => {
    const held = curve([2, 4], [7, 5], 6);
    expect([1, 2, 3.9, 4, 6, 6.1].map((at) => heldAt(held, at))).toEqual([NaN, 7, 7, 5, 5, NaN]);
  });

  it('stands at its end once more, where that lies beyond its last point', () => {
    expect([...withEnd(curve([2, 4], [7, 5], 6)).x]).toEqual([2, 4, 6]);
    expect([...withEnd(curve([2, 4], [7, 5], 4)).x]).toEqual([2, 4]);
  });
});

describe('the mean of best-so-far curves', () => {
  const seeds = [curve([1, 4], [6, 2], 6), curve([2, 5], [4, 0], 8)];

  it('goes from where all have a value to where the first ends, and moves wherever one does', () => {
    const mean = meanOfSteps(seeds, 'sd');
    expect([...mean.x]).toEqual([2, 4, 5, 6]);
    expect([...mean.mean]).toEqual([5, 3, 1, 1]);
    // Two values that lie 2 apart deviate by the square root of 2.
    expect(mean.high[0]).toBeCloseTo(5 + Math.SQRT2, 12);
    expect([mean.n, mean.isCut]).toEqual([2, true]);
  });

  it('keeps the first and the last place when it is thinned', () => {
    const many = curve(
      Array.from({ length: 1_000 }, (_, at) => at),
      Array.from({ length: 1_000 }, (_, at) => -at),
    );
    const mean = meanOfSteps([many, many], 'sd', 50);
    expect([mean.x.length, mean.x[0], mean.x.at(-1)]).toEqual([50, 0, 999]);
  });

  it('is empty while a seed has no point, or where none are shared', () => {
    expect(meanOfSteps([curve([], [], 0), curve([1], [1])], 'sd').x).toHaveLength(0);
    expect(meanOfSteps([curve([1], [1], 2), curve([3], [1], 4)], 'sd').x).toHaveLength(0);
  });
});
