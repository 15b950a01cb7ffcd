import { describe, expect, it } from 'vitest';
import { chartOption, type FigureLook } from '../../../src-renderer/charts/chart-option.ts';
import { darkTheme, dashes, lightTheme, seriesColour } from '../../../src-renderer/charts/palette.ts';
import type { PlotTable } from '../../../src-shared/plot/plot-table.ts';
import { line, panel, plot } from '../../shared/plot/plot-tables.ts';

interface Sketch {
  readonly type: string;
  readonly name: string;
  readonly shape: { readonly boxed: { readonly draw: (trail: object) => void } };
  readonly style: { readonly opacity: number; readonly lineWidth: number };
}

interface Drawn {
  readonly series: readonly {
    readonly id: string;
    readonly renderItem: () => { readonly children: readonly Sketch[] };
  }[];
  readonly xAxis: readonly {
    readonly min: number;
    readonly max: number;
    readonly name: string;
    readonly axisLabel: { readonly show: boolean };
  }[];
  readonly yAxis: readonly { readonly type: string; readonly min: number; readonly max: number }[];
  readonly grid: readonly {
    readonly left: number;
    readonly width: number;
    readonly top: number;
    readonly height: number;
  }[];
  readonly graphic: readonly unknown[];
}

const look: FigureLook = {
  size: { width: 800, height: 500 },
  theme: lightTheme,
  number: String,
  labelRoom: 0,
  emphasis: null,
  leastMove: 0,
};
const drawn = (table: PlotTable, change: Partial<FigureLook> = {}) =>
  chartOption(table, { ...look, ...change }) as unknown as Drawn;
/** The strokes of the lines, the farthest first. */
const strokes = ({ series }: Drawn) =>
  series.flatMap(({ renderItem }) => renderItem().children).filter(({ name }) => name?.endsWith('/stroke'));
/** Points of every stroke that a path is drawn in. */
function pointsOf(stroke: Sketch | undefined): number[][] {
  const parts: number[][] = [];
  stroke?.shape.boxed.draw({
    moveTo: (left: number, top: number) => parts.push([left, top]),
    lineTo: (left: number, top: number) => parts.at(-1)?.push(left, top),
  });
  return parts;
}
const countsOf = (stroke: Sketch | undefined) => pointsOf(stroke).map(({ length }) => length / 2);

const table = plot([
  panel([line('a', [1, 2, 3], [1, 2, 3]), line('b', [1, 2, 4], [3, 2, 1], { role: 'training' })]),
  panel([line('c', [0, 5], [0.1, 0.2])], { id: 'dropout', range: [0, 0.9] }),
]);

describe('the option of a figure', () => {
  it('gives every panel the same horizontal axis and the same width, with numbers at the bottom alone', () => {
    const { xAxis, grid } = drawn(table);
    expect(xAxis.map(({ min, max }) => [min, max])).toEqual([
      [0, 5],
      [0, 5],
    ]);
    expect(xAxis.map(({ axisLabel }) => axisLabel.show)).toEqual([false, true]);
    expect(xAxis.map(({ name }) => name)).toEqual(['', 'epoch']);
    expect(new Set(grid.map(({ left, width }) => `${left} ${width}`)).size).toBe(1);
    const [upper, lower] = grid;
    expect((upper?.top ?? 0) + (upper?.height ?? 0)).toBeLessThan(lower?.top ?? 0);
  });

  it('takes the window for the axis', () => {
    expect(drawn({ ...table, window: [1.5, 2.5] }).xAxis[0]).toMatchObject({ min: 1.5, max: 2.5 });
  });

  it('takes the range of a panel for its vertical axis, and round numbers without one', () => {
    expect(drawn(table).yAxis.map(({ min, max }) => [min, max])).toEqual([
      [1, 3],
      [0, 0.9],
    ]);
  });

  it('draws a point where its values lie between the ends of the axes', () => {
    const [stroke] = strokes(drawn(plot([panel([line('a', [0, 5, 10], [1, 2, 3])], { range: [1, 3] })])));
    const [box] = drawn(table).grid;
    const { left, width } = box ?? { left: 0, width: 0 };
    const [points] = pointsOf(stroke);
    expect(points?.filter((_, index) => index % 2 === 0)).toEqual([left, left + width / 2, left + width]);
    const [low = 0, middle = 0, high = 0] = points?.filter((_, index) => index % 2 === 1) ?? [];
    expect(low - middle).toBeCloseTo(middle - high);
    expect(low).toBeGreaterThan(high);
  });

  it('leaves what an axis cannot show as a gap', () => {
    const values = [1, 0, 10, 5, Number.NaN, 2, 3];
    const panels = (['log', 'linear'] as const).map((scale) =>
      panel([line('a', [1, 2, 3, 4, 5, 6, 7], values)], { scale }),
    );
    const [log, linear] = panels.map((one) => countsOf(strokes(drawn(plot([one])))[0]));
    expect(log).toEqual([1, 2, 2]);
    expect(linear).toEqual([4, 2]);
  });

  it('leaves out points that a line has hardly moved to, but neither its end nor a spike', () => {
    const x = Array.from({ length: 10_001 }, (_, index) => index);
    const y = x.map((at) => (at === 5_000 ? 1 : 0));
    const dense = plot([panel([line('a', x, y)])]);
    const [all] = pointsOf(strokes(drawn(dense))[0]);
    const [fewer] = pointsOf(strokes(drawn(dense, { leastMove: 1 }))[0]);
    expect(all).toHaveLength(2 * x.length);
    expect(fewer?.length).toBeLessThan(2 * 800);
    expect(fewer?.slice(-2)).toEqual(all?.slice(-2));
    expect(Math.min(...(fewer ?? []))).toBe(Math.min(...(all ?? [])));
  });

  it('draws a crowd of lines thin and as one path a colour, but for the one that stands out', () => {
    const many = (count: number) =>
      plot([
        panel(
          Array.from({ length: count }, (_, index) => line(`l${index}`, [1, 2], [1, index], { colour: index % 7 })),
        ),
      ]);
    const few = strokes(drawn(many(60)));
    const crowd = strokes(drawn(many(61)));
    expect([few.length, crowd.length]).toEqual([60, 7]);
    expect(crowd[0]?.style.lineWidth).toBeLessThan(few[0]?.style.lineWidth ?? 0);
    expect(strokes(drawn(many(61), { emphasis: 'l3' })).map(({ name }) => name)).toContain('l3/stroke');
  });

  it('lets the neighbours of a line that stands out fade, and no line of another panel', () => {
    const opacity = Object.fromEntries(
      strokes(drawn(table, { emphasis: 'a' })).map(({ name, style }) => [name, style.opacity]),
    );
    expect(opacity).toEqual({ 'a/stroke': 1, 'b/stroke': 0.2, 'c/stroke': 1 });
  });

  it('draws thin traces of one look as one path with gaps between them, and all of their points', () => {
    const trace = (id: string, colour: number, x: readonly number[]) => line(id, x, x, { role: 'trace', colour });
    const seeds = [trace('a1', 0, [1, 2]), trace('b1', 1, [1, 3, 4]), trace('a2', 0, [0, 4]), trace('a3', 0, [])];
    const shown = strokes(drawn(plot([panel([line('a', [1], [1], { role: 'mean' }), ...seeds])])));
    expect(shown.map((stroke) => [stroke.name, countsOf(stroke)])).toEqual([
      ['a1/stroke', [2, 2]],
      ['b1/stroke', [3]],
      ['a/stroke', [1]],
    ]);
  });

  it('draws a trace that stands out by itself', () => {
    const seeds = ['a1', 'a2', 'a3'].map((id) => line(id, [1, 2], [1, 2], { role: 'trace' }));
    const opacities = strokes(drawn(plot([panel(seeds)]), { emphasis: 'a2' })).map(({ style }) => style.opacity);
    expect(opacities).toEqual([0.2, 0.45]);
  });

  it('draws validation stronger than training', () => {
    const [training, validation] = strokes(drawn(table));
    expect(training?.name).toBe('b/stroke');
    expect(validation?.style.lineWidth).toBeGreaterThan(training?.style.lineWidth ?? 0);
  });

  it('names lines inside the picture only where it stands alone', () => {
    expect(drawn(table).graphic).toHaveLength(0);
    expect(drawn(table, { labelRoom: 150 }).graphic).toHaveLength(3);
  });
});

it.each([
  ['light', lightTheme],
  ['dark', darkTheme],
])('the %s theme has seven colours, none twice', (_, theme) => {
  expect(new Set(Array.from({ length: 7 }, (_unused, index) => seriesColour(theme, index))).size).toBe(7);
  expect(seriesColour(theme, null)).toBe(theme.ink);
});

it('the four patterns of dashes differ', () => {
  expect(new Set([0, 1, 2, 3].map((pattern) => dashes(pattern).join())).size).toBe(4);
});
