import { describe, expect, it } from 'vitest';
import { horizontalEnds } from '../../../src-renderer/charts/axis-ends.ts';
import { type BestSoFarInput, bestSoFarPlot } from '../../../src-renderer/charts/best-so-far-plot.ts';
import { plotToCsv } from '../../../src-shared/plot/plot-csv.ts';

const curve = (arm: number, seed: number, x: readonly number[], y: readonly number[], end: number) => ({
  arm,
  seed,
  x: Float64Array.from(x),
  y: Float64Array.from(y),
  end,
});

function plotOf(change: Partial<BestSoFarInput> = {}) {
  return bestSoFarPlot({
    title: 'Study 3',
    curves: [curve(0, 0, [1, 3], [5, 2], 10), curve(0, 1, [1, 3], [3, 2], 10), curve(1, 0, [2], [4], 10)],
    labels: ['Self-tuning', 'Grid search', 'Not begun'],
    seeds: [7, 8],
    axis: 'seconds',
    spread: 'sd',
    lossUnit: 'loss',
    bestLabel: 'Validation loss, best so far',
    xScale: 'linear',
    yScale: 'linear',
    showsTraces: false,
    budget: 10,
    isOver: false,
    window: null,
    ...change,
  });
}
const lines = (change: Partial<BestSoFarInput> = {}) => plotOf(change).panels[0]?.lines ?? [];

describe('the figure of best-so-far curves', () => {
  it('has a line for each method that has begun, in the colour of its place, held to its end and marked there', () => {
    expect(lines().map(({ shortLabel, role, colour, isStepped }) => [shortLabel, role, colour, isStepped])).toEqual([
      ['Self-tuning', 'mean', 0, true],
      ['Grid search', 'validation', 1, true],
    ]);
    expect(lines().map(({ x, y }) => [x.at(-1), y.at(-1)])).toEqual([
      [10, 2],
      [10, 4],
    ]);
    expect(plotOf().panels[0]?.marks).toEqual([
      { kind: 'end', line: '0/mean', x: 10, y: 2 },
      { kind: 'end', line: '1/0', x: 10, y: 4 },
    ]);
  });

  it('has each seed by its number when asked', () => {
    expect(lines({ showsTraces: true }).map(({ label }) => label)).toEqual([
      'Self-tuning, seed 7',
      'Self-tuning, seed 8',
      'Self-tuning, mean of n = 2',
      'Grid search',
    ]);
  });

  it('shows seeds unasked while one lags so far behind that the mean would hide the others', () => {
    const lagging = [curve(0, 0, [1], [5], 10), curve(0, 1, [1], [3], 2)];
    expect(lines({ curves: lagging }).filter(({ role }) => role === 'trace')).toHaveLength(2);
  });

  it('holds the best of a seed that ended early, once nothing goes on', () => {
    const early = [curve(0, 0, [1, 4], [5, 1], 10), curve(0, 1, [1], [3], 2)];
    const [mean] = lines({ curves: early, isOver: true });
    expect([...(mean?.x ?? [])]).toEqual([1, 4, 10]);
    expect([...(mean?.y ?? [])]).toEqual([4, 2, 2]);
    expect(lines({ curves: early, isOver: true })).toHaveLength(1);
  });

  it('cut to a window begins with what was held there, and its CSV has just these points', () => {
    const cut = plotOf({ window: [2, 5] });
    expect(cut.panels[0]?.lines.map(({ x }) => [...x])).toEqual([
      [2, 3, 5],
      [2, 5],
    ]);
    expect(plotToCsv(cut).trim().split('\n')).toHaveLength(1 + 5);
  });

  it('on a logarithmic axis begins with its first point, not with zero', () => {
    expect(horizontalEnds(plotOf({ xScale: 'log' }))).toEqual([1, 10]);
    expect(horizontalEnds(plotOf())).toEqual([0, 10]);
  });

  it('says what a line is, and that three seeds are few', () => {
    expect(plotOf().notes.join(' ')).toContain('lowest validation loss found so far');
    expect(plotOf().notes.join(' ')).toContain('fewer than 5 seeds');
  });
});
