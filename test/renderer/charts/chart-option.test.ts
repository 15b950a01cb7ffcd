import { describe, expect, it } from 'vitest';
import { chartOption, type FigureLook } from '../../../src-renderer/charts/chart-option.ts';
import { darkTheme, dashes, lightTheme, seriesColour } from '../../../src-renderer/charts/palette.ts';
import type { PlotTable } from '../../../src-shared/plot/plot-table.ts';
import { line, panel, plot } from '../../shared/plot/plot-tables.ts';

interface Drawn {
  readonly series: readonly {
    readonly id: string;
    readonly type: string;
    readonly data: ArrayLike<number>;
    readonly lineStyle: { readonly opacity: number; readonly width: number };
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
};
const drawn = (table: PlotTable, change: Partial<FigureLook> = {}) =>
  chartOption(table, { ...look, ...change }) as unknown as Drawn;
const lines = ({ series }: Drawn) => series.filter(({ type }) => type === 'line');

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

  it('leaves what a logarithmic axis cannot show as a gap', () => {
    const log = plot([panel([line('a', [1, 2, 3], [1, 0, 10])], { scale: 'log' })]);
    expect([...Array.from(lines(drawn(log))[0]?.data ?? [])]).toEqual([1, 1, 2, Number.NaN, 3, 10]);
  });

  it('lets the neighbours of a line that stands out fade, and no line of another panel', () => {
    const opacity = Object.fromEntries(
      lines(drawn(table, { emphasis: 'a' })).map(({ id, lineStyle }) => [id, lineStyle.opacity]),
    );
    expect(opacity).toEqual({ a: 1, b: 0.2, c: 1 });
  });

  it('draws thin traces of one look as one series with gaps between them, and all of their points', () => {
    const trace = (id: string, colour: number, x: readonly number[]) => line(id, x, x, { role: 'trace', colour });
    const seeds = [trace('a1', 0, [1, 2]), trace('b1', 1, [1, 3]), trace('a2', 0, [0, 4]), trace('a3', 0, [])];
    const [a, b, mean, ...others] = lines(drawn(plot([panel([...seeds, line('a', [1], [1], { role: 'mean' })])])));
    expect(others).toEqual([]);
    expect(Array.from(a?.data ?? [])).toEqual([1, 1, 2, 2, 2, Number.NaN, 0, 0, 4, 4]);
    expect(Array.from(b?.data ?? [])).toEqual([1, 1, 3, 3]);
    expect([b?.id, mean?.id]).toEqual(['b1', 'a']);
  });

  it('draws a trace that stands out by itself', () => {
    const seeds = ['a1', 'a2', 'a3'].map((id) => line(id, [1, 2], [1, 2], { role: 'trace' }));
    const opacities = lines(drawn(plot([panel(seeds)]), { emphasis: 'a2' })).map(({ lineStyle }) => lineStyle.opacity);
    expect(opacities).toEqual([0.2, 0.45]);
  });

  it('draws validation stronger than training', () => {
    const [validation, training] = lines(drawn(table));
    expect(validation?.lineStyle.width).toBeGreaterThan(training?.lineStyle.width ?? 0);
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
