import { describe, expect, it } from 'vitest';
import { marksToSvg } from '../../../src-renderer/charts/draw-marks.ts';
import { fitted, type Mark, type MarkFigure, markCsv } from '../../../src-renderer/charts/mark-figure.ts';
import { lightTheme } from '../../../src-renderer/charts/palette.ts';
import { keptBy, type ParallelInput, parallelFigure, sharesOf } from '../../../src-renderer/charts/parallel-figure.ts';
import { jitterOf, type StripInput, stripFigure } from '../../../src-renderer/charts/strip-figure.ts';

const look = { size: { width: 600, height: 400 }, theme: lightTheme, number: String };
const drawn = (figure: MarkFigure) => figure.draw(look);
const dots = (marks: readonly Mark[]) => marks.flatMap((mark) => (mark.kind === 'dot' ? [mark] : []));

const strip = (change: Partial<StripInput> = {}) =>
  stripFigure({
    title: 'Seeds',
    quantity: 'Validation loss, best',
    columns: [
      { label: 'tuned', ordinal: 0, seeds: [1, 2, 3].map((seed) => ({ seed, value: seed / 10 })) },
      { label: 'fixed <1>', ordinal: 1, seeds: [1, 3].map((seed) => ({ seed, value: seed === 3 ? Number.NaN : 0.4 })) },
    ],
    spread: 'sd',
    scale: 'linear',
    joins: false,
    ...change,
  });

describe('the strip plot of seeds', () => {
  it('has a dot for every seed with a value, a seed at the same place in every column, and says which have none', () => {
    const found = dots(drawn(strip()));
    expect(found.map(({ words }) => words)).toEqual([
      'tuned, seed 1: 0.1',
      'tuned, seed 2: 0.2',
      'tuned, seed 3: 0.3',
      'fixed <1>, seed 1: 0.4',
    ]);
    const step = (600 - 58 - 14) / 2;
    expect((found[3]?.x ?? 0) - (found[0]?.x ?? 0)).toBeCloseTo(step, 9);
    expect(strip().notes.join(' ')).toContain('1 seed has no finite value');
  });

  it('stands higher where the value is higher, by as much as its axis says', () => {
    const heights = dots(drawn(strip())).map(({ y }) => y);
    expect((heights[0] ?? 0) - (heights[1] ?? 0)).toBeCloseTo((heights[1] ?? 0) - (heights[2] ?? 0), 9);
    expect(heights[3]).toBeLessThan(heights[2] ?? 0);
  });

  it('joins the same seeds only when asked, and only those that both columns have', () => {
    const paths = (joins: boolean) =>
      drawn(strip({ joins })).flatMap((mark) => (mark.kind === 'path' && mark.d.includes('L') ? [mark.d] : []));
    expect(paths(false)).toEqual([]);
    expect(paths(true)[0]?.match(/M/g)).toHaveLength(1);
  });

  it('spreads seeds from their number alone, within the column', () => {
    const places = Array.from({ length: 200 }, (_, seed) => jitterOf(seed));
    expect(Math.max(...places.map(Math.abs))).toBeLessThanOrEqual(0.5);
    expect(new Set(places.map((place) => place.toFixed(6))).size).toBe(200);
    expect(jitterOf(7)).toBe(jitterOf(7));
  });

  it('has as many rows in its CSV as seeds, and its SVG escapes what XML would read', () => {
    expect(markCsv(strip()).trim().split('\n')).toHaveLength(1 + 5);
    const svg = marksToSvg(strip(), look.size, String);
    expect(svg).toContain('fixed &lt;1&gt;');
    expect(svg.match(/<circle/g)).toHaveLength(4);
  });
});

const parallel = (change: Partial<ParallelInput> = {}): ParallelInput => ({
  title: 'Parallel',
  axes: [
    { id: 'kind', label: 'Kind', scale: 'words', words: ['a', 'b', 'c'] },
    { id: 'l2', label: 'L2', scale: 'log', words: [] },
    { id: 'loss', label: 'Loss', scale: 'linear', words: [] },
  ],
  lines: [
    { label: 'Run 1', ordinal: 0, values: ['a', 1e-4, 0.2] },
    { label: 'Run 2', ordinal: 1, values: ['c', 1e-2, 0.8] },
    { label: 'Run 3', ordinal: 1, values: ['b', null, 0.5] },
  ],
  brushes: new Map(),
  notes: [],
  ...change,
});

describe('parallel coordinates', () => {
  it('put words in equal steps, penalties by their powers of ten, and interrupt a line without a value', () => {
    const shares = sharesOf(parallel());
    expect(shares.map(([kind]) => kind)).toEqual([0, 1, 0.5]);
    const [low = 0, high = 0, none = 0] = shares.map((line) => line[1] ?? Number.NaN);
    // Ends of the axis lie half a power of ten or less beyond both, so that both stand as far from the middle.
    expect(low + high).toBeCloseTo(1, 9);
    expect(low).toBeLessThan(high);
    expect(none).toBeNaN();
  });

  it('keep the lines that run through every brush', () => {
    const kept = (brushes: ParallelInput['brushes']) => keptBy(parallel({ brushes }), sharesOf(parallel()));
    expect(kept(new Map())).toEqual([true, true, true]);
    expect(kept(new Map([['kind', [0.4, 1]]]))).toEqual([false, true, true]);
    // A line that has no value there does not run through it.
    expect(
      kept(
        new Map([
          ['kind', [0.4, 1]],
          ['l2', [0, 1]],
        ]),
      ),
    ).toEqual([false, true, false]);
  });

  it('say in the CSV which lines are kept', () => {
    const csv = markCsv(parallelFigure(parallel({ brushes: new Map([['kind', [0, 0.2]]]) })));
    expect(csv.trim().split('\n')).toEqual([
      'Run,Kind,L2,Loss,Chosen',
      'Run 1,a,0.0001,0.2,yes',
      'Run 2,c,0.01,0.8,no',
      'Run 3,b,,0.5,no',
    ]);
  });

  it('draw hundreds of lines as one path a colour', () => {
    const many = parallel({
      lines: Array.from({ length: 300 }, (_, index) => ({
        label: `Run ${index}`,
        ordinal: index % 2,
        values: ['a', 1e-3, index],
      })),
    });
    const paths = drawn(parallelFigure(many)).filter(
      (mark) => mark.kind === 'path' && (mark.d.match(/M/g)?.length ?? 0) > 50,
    );
    expect(paths).toHaveLength(2);
  });
});

it('a text is cut where it does not fit, and says so', () => {
  expect(fitted('short', 100)).toBe('short');
  expect(fitted('a very long name of an experiment', 60)).toMatch(/^a ve.*…$/);
});
