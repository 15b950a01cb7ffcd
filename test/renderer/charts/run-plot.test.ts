import { describe, expect, it } from 'vitest';
import type { LiveCurve } from '../../../src-renderer/charts/live-series.ts';
import { lowestPoint, type RunPlotChoices, type RunPlotInput, runPlot } from '../../../src-renderer/charts/run-plot.ts';
import type { HyperparameterKind, TunedHyperparameter } from '../../../src-shared/domain/hyperparameter.ts';
import { perturbationBand } from '../../../src-shared/domain/perturbation-band.ts';
import { plotToCsv } from '../../../src-shared/plot/plot-csv.ts';
import { paperLstm } from '../../support/paper-seven.ts';

function live(series: string, steps: readonly number[], y: readonly number[]): LiveCurve {
  return {
    series,
    x: Float64Array.from(steps, (step) => step / 10),
    y: Float64Array.from(y),
    steps: Float64Array.from(steps),
    total: 100,
  };
}

function tuned(
  layer: string,
  kind: HyperparameterKind,
  range: readonly [number, number] = [0, 0.9],
): TunedHyperparameter {
  return { name: `${layer}.${kind}`, kind, layer, start: 0.05, range, scale: 0.5, discrete: false, isShared: false };
}

const choices: RunPlotChoices = {
  axis: 'epoch',
  lossUnit: 'loss',
  lossScale: 'linear',
  extent: 'range',
  window: null,
  lifted: null,
};

function plotOf(curves: readonly LiveCurve[], change: Partial<RunPlotInput> = {}) {
  const bySeries = new Map(curves.map((curve) => [curve.series, curve]));
  return runPlot({
    title: 'Run 1',
    tuned: [],
    model: { kind: 'mlp', hidden: [] },
    form: 'images',
    curve: (series) => bySeries.get(series) ?? null,
    best: null,
    warmUpEnd: null,
    rateDrops: [],
    expectedEnd: 40,
    isOver: false,
    choices,
    ...change,
  });
}

describe('the figure of a run', () => {
  it('never shows a test series', () => {
    const table = plotOf([live('loss/validation', [1], [1]), live('loss/test', [1], [1])]);
    expect(table.panels.flatMap(({ lines }) => lines.map(({ id }) => id))).toEqual(['loss/validation']);
  });

  it('marks the lowest finite validation loss', () => {
    const validation = live('loss/validation', [10, 20, 30], [2, Number.NaN, 1.5]);
    const table = plotOf([validation], { best: lowestPoint(validation) });
    expect(table.panels[0]?.marks).toEqual([{ kind: 'best', line: 'loss/validation', x: 3, y: 1.5 }]);
  });

  it('groups schedules as the paper does, a panel for each unit over its range', () => {
    const table = plotOf([], {
      tuned: [
        tuned('input', 'dropout', [0, 0.5]),
        tuned('conv1', 'dropout'),
        tuned('input', 'gaussianNoise', [0, 2]),
        tuned('input', 'hue', [0, 0.5]),
        tuned('input', 'contrast', [0, 1]),
        tuned('input', 'cutoutHoles', [0, 4]),
        tuned('input', 'cutoutLength', [0, 24]),
        tuned('input', 'rotation', [0, 90]),
        tuned('dense1', 'l2', [0, 0.1]),
      ],
    });
    expect(table.panels.map(({ title, range, scale }) => [title, range, scale])).toEqual([
      ['Loss', null, 'linear'],
      ['Dropout (share)', [0, 0.9], 'linear'],
      ['Colour jitter (strength)', [0, 1], 'linear'],
      ['Cutout holes (holes, rounded down in use)', [0, 4], 'linear'],
      ['Cutout length (pixels, rounded down in use)', [0, 24], 'linear'],
      ['Input noise (standard deviations of the input)', [0, 2], 'linear'],
      ['Rotation (degrees to either side)', [0, 90], 'linear'],
      ['L2 (per squared weight)', [0, 0.1], 'log'],
    ]);
    expect(table.panels.flatMap(({ lines }) => lines.map(({ shortLabel }) => shortLabel))).toEqual([
      'Input',
      'Convolution 1',
      'Hue',
      'Contrast',
      'Cutout holes',
      'Cutout length',
      'Input noise',
      'Rotation',
      'Dense 1',
    ]);
  });

  it('counts the length of cutout in what the data is made of', () => {
    const title = (form: RunPlotInput['form']) =>
      plotOf([], { tuned: [tuned('input', 'cutoutLength')], form }).panels[1]?.title;
    expect(title('table')).toBe('Cutout length (columns, rounded down in use)');
    expect(title(null)).toBe('Cutout length (pixels or columns, rounded down in use)');
  });

  it('draws whole numbers as they are tuned, and says that they are rounded down', () => {
    const length = live('hyperparameter/input.cutoutLength', [10, 20], [3.84, 7.9]);
    const table = plotOf([length], { tuned: [{ ...tuned('input', 'cutoutLength', [0, 24]), discrete: true }] });
    expect([...(table.panels[1]?.lines[0]?.y ?? [])]).toEqual([3.84, 7.9]);
    expect(table.notes).toEqual(['Whole numbers are drawn as they are tuned; training uses them rounded down.']);
    expect(plotOf([], { tuned: [tuned('dense1', 'dropout')] }).notes).toEqual([]);
  });

  it('lifts one group out, with all its panels', () => {
    const table = plotOf([], {
      tuned: [tuned('dense1', 'dropout'), tuned('input', 'cutoutHoles'), tuned('input', 'cutoutLength')],
      choices: { ...choices, lifted: 'cutout' },
    });
    expect(table.panels.map(({ id }) => id)).toEqual(['loss', 'cutoutHoles', 'cutoutLength']);
  });

  it('has a band of one perturbation scale, held from its last logged value', () => {
    const table = plotOf(
      [
        live('hyperparameter/dense1.dropout', [10, 20, 30], [0.1, 0.2, 0.3]),
        live('scale/dense1.dropout', [10, 25], [0.5, 0.4]),
      ],
      { tuned: [tuned('dense1', 'dropout')] },
    );
    const band = table.panels[1]?.lines[0]?.band;
    expect([...(band?.low ?? [])]).toEqual([
      perturbationBand(0.1, 0.5, [0, 0.9])[0],
      perturbationBand(0.2, 0.5, [0, 0.9])[0],
      perturbationBand(0.3, 0.4, [0, 0.9])[0],
    ]);
  });

  it('leaves bands out where more than five lines share a panel', () => {
    const layers = ['input', 'dense1', 'dense2', 'dense3', 'dense4', 'dense5'];
    const curves = layers.flatMap((layer) => [
      live(`hyperparameter/${layer}.dropout`, [1], [0.1]),
      live(`scale/${layer}.dropout`, [1], [0.5]),
    ]);
    const bands = (count: number) =>
      plotOf(curves, { tuned: layers.slice(0, count).map((layer) => tuned(layer, 'dropout')) }).panels[1]?.lines.map(
        ({ band }) => band !== null,
      );
    expect(bands(5)).toEqual([true, true, true, true, true]);
    expect(bands(6)?.some(Boolean)).toBe(false);
  });

  it('has its warm-up, its learning-rate drops and its start values as marks', () => {
    const table = plotOf([], { tuned: [tuned('dense1', 'dropout')], warmUpEnd: 2, rateDrops: [7] });
    expect(table.panels[1]?.marks).toEqual([
      { kind: 'warm-up', from: 0, to: 2 },
      { kind: 'learning-rate-drop', x: 7 },
      { kind: 'start', line: 'hyperparameter/dense1.dropout', y: 0.05 },
    ]);
  });

  it('is there with its axes before the first point', () => {
    const table = plotOf([], { tuned: [tuned('dense1', 'dropout')] });
    expect(table.panels.map(({ whenEmpty }) => whenEmpty.length > 0)).toEqual([true, true]);
  });

  it('promises nothing of a run that is over', () => {
    const table = plotOf([], { tuned: [tuned('dense1', 'dropout')], isOver: true });
    expect(table.panels.map(({ whenEmpty }) => whenEmpty)).toEqual([
      'The run ended before its first step was logged.',
      'No value was logged before the run ended.',
    ]);
  });

  describe('of an LSTM', () => {
    const model: RunPlotInput['model'] = paperLstm;
    const seven = [
      tuned('embedding', 'dropout', [0, 0.95]),
      tuned('embedding', 'embeddingDropout', [0, 0.95]),
      tuned('lstm1', 'dropout', [0, 0.95]),
      tuned('lstm2', 'dropout', [0, 0.95]),
      tuned('recurrent', 'dropConnect', [0, 0.95]),
      tuned('recurrent', 'activationPenalty', [0, Number.POSITIVE_INFINITY]),
      tuned('recurrent', 'temporalPenalty', [0, Number.POSITIVE_INFINITY]),
    ];

    it('has its dropouts in one panel over their range and both activation penalties in another without an end', () => {
      const table = plotOf([], { model, form: 'text', tuned: seven });
      expect(
        table.panels.map(({ title, range, lines }) => [title, range, lines.map((line) => line.shortLabel)]),
      ).toEqual([
        ['Loss', null, []],
        [
          'Dropout (share)',
          [0, 0.95],
          ['Input (embedding)', 'Embedding dropout', 'Hidden (LSTM 1)', 'Output (LSTM 2)', 'DropConnect'],
        ],
        [
          'Activation penalties (weight of a mean square)',
          [0, Number.POSITIVE_INFINITY],
          ['Activation penalty α', 'Temporal penalty β'],
        ],
      ]);
      expect(table.panels[1]?.lines[3]?.label).toBe('Dropout of LSTM 2, output dropout');
      const looks = table.panels[1]?.lines.map(({ colour, pattern }) => `${colour}/${pattern}`);
      expect(new Set(looks).size).toBe(5);
    });

    it('has the band of a range without an end between softplus of one scale below and above', () => {
      const name = 'recurrent.activationPenalty';
      const table = plotOf([live(`hyperparameter/${name}`, [10], [0.05]), live(`scale/${name}`, [10], [0.5])], {
        model,
        form: 'text',
        tuned: seven,
      });
      const band = table.panels[2]?.lines[0]?.band;
      // u = log(exp(0.05) - 1) = -2.970629; softplus(u - 0.5) and softplus(u + 0.5).
      expect(band?.low[0]).toBeCloseTo(Math.log1p(Math.exp(-2.970629 - 0.5)), 6);
      expect(band?.high[0]).toBeCloseTo(Math.log1p(Math.exp(-2.970629 + 0.5)), 6);
    });
  });

  it('draws the perplexity of the very losses that were logged, and marks the best one there', () => {
    const validation = live('loss/validation', [10, 20], [Math.log(500), Math.log(120)]);
    const table = plotOf([validation, live('loss/train', [10, 20], [Math.log(400), Math.log(90)])], {
      best: lowestPoint(validation),
      choices: { ...choices, lossUnit: 'perplexity', lossScale: 'log' },
    });
    const [panel] = table.panels;
    expect(panel).toMatchObject({ title: 'Perplexity', y: { name: 'perplexity', unit: '' }, scale: 'log' });
    expect(panel?.lines.map(({ y }) => [...y].map(Math.round))).toEqual([
      [500, 120],
      [400, 90],
    ]);
    expect(panel?.marks.map((mark) => (mark.kind === 'best' ? Math.round(mark.y) : null))).toEqual([120]);
    expect(table.notes[0]).toMatch(/^Perplexity is the exponential of the loss/);
  });

  it('draws bits a character with their unit, on the axis and in the file', () => {
    const table = plotOf([live('loss/validation', [10], [Math.LN2 * 1.5])], {
      choices: { ...choices, lossUnit: 'bits' },
    });
    expect(table.panels[0]).toMatchObject({ title: 'Loss (bits per character)' });
    expect(table.panels[0]?.lines[0]?.y[0]).toBeCloseTo(1.5, 12);
    expect(plotToCsv(table)).toContain('Loss (bits per character),validation,bits per character,1,1.5');
  });
});
