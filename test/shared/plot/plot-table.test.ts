import { describe, expect, it } from 'vitest';
import {
  cutLine,
  firstAtOrAfter,
  nearestPoint,
  tellingPoint,
  thinningNote,
} from '../../../src-shared/plot/plot-table.ts';
import { plotWords } from '../../../src-shared/plot/plot-words.ts';
import { line, panel, plot } from './plot-tables.ts';

const x = Float64Array.of(1, 2, 4, 8);

describe('a plot', () => {
  it.each([
    [0, 0],
    [1, 0],
    [1.5, 1],
    [8, 3],
    [9, 4],
  ])('finds the first point at or after %d', (at, index) => {
    expect(firstAtOrAfter(x, at)).toBe(index);
  });

  it.each([
    [-5, 0],
    [2.9, 1],
    [3.1, 2],
    [100, 3],
  ])('finds the point nearest to %d', (at, index) => {
    expect(nearestPoint(x, at)).toBe(index);
  });

  it('has no nearest point without points', () => {
    expect(nearestPoint(new Float64Array(), 1)).toBe(-1);
  });

  it('cuts a line to a window with both ends, and its band with it', () => {
    const band = { low: Float64Array.of(0, 1, 3, 7), high: Float64Array.of(2, 3, 5, 9), meaning: '' };
    const cut = cutLine(line('a', [1, 2, 4, 8], [1, 2, 4, 8], { band }), [2, 4]);
    expect([...cut.x]).toEqual([2, 4]);
    expect([...(cut.band?.low ?? [])]).toEqual([1, 3]);
    expect([...(cut.band?.high ?? [])]).toEqual([3, 5]);
  });

  it('says how many of the logged points it shows, and nothing when it shows all', () => {
    const count = (value: number) => String(value);
    const thinned = plot([panel([line('a', [1, 2], [1, 2], { total: 48_000 })])]);
    expect(thinningNote(thinned, count)).toBe('Showing 2 of 48000 points; every peak is kept.');
    expect(thinningNote(plot([panel([line('a', [1, 2], [1, 2])])]), count)).toBeNull();
  });

  it('is told with the range and the last value of each line, gaps left out', () => {
    const table = plot([panel([line('validation', [1, 2, 3], [3, Number.NaN, 2])])]);
    expect(plotWords(table, String)).toBe('Run 1, over epoch. Loss: validation: between 2 and 3, last 2.');
  });

  it('is told by what will appear while it is empty', () => {
    expect(plotWords(plot([panel([line('a', [], [])])]), String)).toBe('Run 1, over epoch. Loss: Losses appear here.');
  });
});

describe('a line that holds its values', () => {
  const held = line('a', [1, 4, 8], [9, 5, 2], { isStepped: true });
  const points = (from: number, to: number) => {
    const cut = cutLine(held, [from, to]);
    return [[...cut.x], [...cut.y], cut.total];
  };

  it('cut to a window has what it held at both ends, and says of no point that it is left out', () => {
    expect(points(2, 6)).toEqual([[2, 4, 6], [9, 5, 5], 3]);
    expect(points(4, 8)).toEqual([[4, 8], [5, 2], 2]);
  });

  it('has nothing before its first point or beyond its end', () => {
    expect(points(0, 2)).toEqual([[1, 2], [9, 9], 2]);
    expect(points(9, 12)).toEqual([[], [], 0]);
    expect(cutLine(held, [0, 10])).toBe(held);
  });

  it('is told at a place by the point that holds there', () => {
    expect([0.5, 1, 3.9, 4, 20].map((at) => tellingPoint(held, at))).toEqual([-1, 0, 0, 1, 2]);
    expect(tellingPoint({ x: held.x }, 3.9)).toBe(1);
  });
});
