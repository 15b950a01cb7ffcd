import { describe, expect, it } from 'vitest';
import { type ComparePlotInput, comparePlot } from '../../../src-renderer/charts/compare-plot.ts';
import type { Curve } from '../../../src-shared/contract/plot.ts';
import { runIdSchema } from '../../../src-shared/domain/ids.ts';

const id = (number: number) => runIdSchema.parse(number);

/** Each run's validation loss is its number at epochs 1 and 2; its dropout a tenth of it. */
function curve(run: number, series: string): Curve | null {
  const value = series === 'loss/validation' ? run : series === 'hyperparameter/dense1.dropout' ? run / 10 : null;
  if (value === null) return null;
  return {
    run: id(run),
    series,
    x: Float64Array.of(1, 2),
    y: Float64Array.of(value, value),
    steps: Float64Array.of(10, 20),
    total: 2,
  };
}

const group = (name: string, runs: readonly number[]) => ({
  id: name,
  label: name,
  runs: runs.map((run) => ({ id: id(run), seed: run })),
});

function plotOf(change: Partial<ComparePlotInput>) {
  return comparePlot({
    title: 'Comparison',
    notes: [],
    groups: [group('a', [1, 3]), group('b', [4])],
    curve,
    model: null,
    hyperparameters: [{ name: 'dense1.dropout', range: [0, 0.9] }],
    leftOut: { names: [], isPicked: false },
    axis: 'epoch',
    spread: 'sd',
    lossUnit: 'loss',
    lossScale: 'linear',
    showsLosses: true,
    showsTraining: false,
    showsTraces: false,
    window: null,
    ...change,
  });
}

describe('the figure of a comparison', () => {
  it('has the mean of an experiment with its band, and a single run as it is', () => {
    const [mean, single, ...others] = plotOf({}).panels[0]?.lines ?? [];
    expect(others).toEqual([]);
    expect(mean).toMatchObject({ label: 'a, mean of n = 2', role: 'mean' });
    expect([...(mean?.y ?? [])]).toEqual([2, 2]);
    expect(mean?.band?.low[0]).toBeCloseTo(2 - Math.SQRT2, 12);
    expect(mean?.band?.meaning).toBe('± SD, n = 2');
    expect(single).toMatchObject({ label: 'b', band: null });
  });

  it('has each seed as well when asked, thinner', () => {
    const lines = plotOf({ showsTraces: true }).panels[0]?.lines ?? [];
    expect(lines.map(({ label, role }) => [label, role])).toEqual([
      ['a, seed 1', 'trace'],
      ['a, seed 3', 'trace'],
      ['a, mean of n = 2', 'mean'],
      ['b', 'validation'],
    ]);
  });

  it('gives an experiment the same colour in every panel', () => {
    for (const panel of plotOf({}).panels) {
      expect(panel.lines.map(({ colour }) => colour)).toEqual([0, 1]);
    }
  });

  it('can leave the losses out, and call an LSTM by the names that papers use', () => {
    const plot = plotOf({
      showsLosses: false,
      model: {
        kind: 'lstm',
        embedding: 8,
        lstm: [{ width: 8 }, { width: 8 }],
        hidden: [],
        readOut: 'mean',
        isTied: true,
        length: 5,
      },
      hyperparameters: [{ name: 'lstm2.dropout', range: [0, 0.95] }],
    });
    expect(plot.panels.map(({ title }) => title)).toEqual(['Dropout of LSTM 2, output dropout (share)']);
  });

  it('says what a perplexity of training is, where one is drawn', () => {
    const says = (change: Partial<ComparePlotInput>) =>
      plotOf({ lossUnit: 'perplexity', ...change }).notes.some((note) => note.includes('of training it is that of'));
    expect(says({ showsTraining: true })).toBe(true);
    expect(says({ showsTraining: false })).toBe(false);
    expect(says({ showsTraining: true, showsLosses: false })).toBe(false);
    expect(says({ showsTraining: true, lossUnit: 'nats' })).toBe(false);
  });

  it('has the perplexity of each seed before their mean', () => {
    const [panel] = plotOf({ lossUnit: 'perplexity', lossScale: 'log' }).panels;
    expect(panel).toMatchObject({ title: 'Validation perplexity', scale: 'log' });
    expect(panel?.lines[0]?.y[0]).toBeCloseTo((Math.exp(1) + Math.exp(3)) / 2, 12);
  });

  it('shows a schedule over its range', () => {
    expect(plotOf({}).panels[1]).toMatchObject({ title: 'Dropout of dense 1 (share)', range: [0, 0.9] });
  });

  it('says what a band is, and that there are few seeds', () => {
    expect(plotOf({ spread: 'ci95' }).notes).toEqual([
      'Lines are means over seeds, band: 95 % confidence interval. A mean ends where its first seed ends.',
      'Some have fewer than 5 seeds.',
    ]);
    expect(plotOf({ groups: [group('b', [4])] }).notes).toEqual([]);
  });

  it('names the schedules that are left out, and why', () => {
    const two = ['input.dropout', 'dense1.l2'];
    expect(plotOf({ leftOut: { names: two, isPicked: false } }).notes.at(-1)).toBe(
      'Not shown, because they moved less: Dropout of input; L2 of dense 1.',
    );
    const five = [...two, 'dense2.l2', 'dense3.l2', 'dense4.l2'];
    expect(plotOf({ leftOut: { names: five, isPicked: true } }).notes.at(-1)).toBe(
      'Not shown: Dropout of input; L2 of dense 1; L2 of dense 2; and 2 more.',
    );
  });
});
