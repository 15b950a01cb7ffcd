import { describe, expect, it } from 'vitest';
import type { LiveCurve } from '../../../src-renderer/charts/live-series.ts';
import { lowestPoint, type RunPlotInput, runPlot } from '../../../src-renderer/charts/run-plot.ts';
import type { HyperparameterKind, TunedHyperparameter } from '../../../src-shared/domain/hyperparameter.ts';
import { perturbationBand } from '../../../src-shared/domain/perturbation-band.ts';

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

function plotOf(curves: readonly LiveCurve[], change: Partial<RunPlotInput> = {}) {
  const bySeries = new Map(curves.map((curve) => [curve.series, curve]));
  return runPlot({
    title: 'Run 1',
    tuned: [],
    curve: (series) => bySeries.get(series) ?? null,
    best: null,
    warmUpEnd: null,
    rateDrops: [],
    expectedEnd: 40,
    isOver: false,
    choices: { axis: 'epoch', lossScale: 'linear', extent: 'range', window: null, lifted: null },
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

  it('groups schedules by kind, each group over its range', () => {
    const table = plotOf([], {
      tuned: [
        tuned('input', 'dropout', [0, 0.5]),
        tuned('dense1', 'dropout'),
        tuned('input', 'gaussianNoise', [0, 2]),
        tuned('dense1', 'l2', [0, 0.1]),
      ],
    });
    expect(table.panels.map(({ id, range, scale }) => [id, range, scale])).toEqual([
      ['loss', null, 'linear'],
      ['dropout', [0, 0.9], 'linear'],
      ['noise', [0, 2], 'linear'],
      ['penalty', [0, 0.1], 'log'],
    ]);
  });

  it('lifts one group out', () => {
    const table = plotOf([], {
      tuned: [tuned('dense1', 'dropout'), tuned('input', 'gaussianNoise')],
      choices: { axis: 'epoch', lossScale: 'linear', extent: 'range', window: null, lifted: 'noise' },
    });
    expect(table.panels.map(({ id }) => id)).toEqual(['loss', 'noise']);
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
});
