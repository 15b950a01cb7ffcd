import { describe, expect, it } from 'vitest';
import { differenceFigure } from '../../../../src-renderer/charts/difference-figure.ts';
import { lightTheme } from '../../../../src-renderer/charts/palette.ts';
import {
  differenceLine,
  lossOf,
  quantityWords,
  type VerdictChoices,
  verdictsAgainst,
} from '../../../../src-renderer/views/compare/verdicts.ts';
import { row } from '../runs/row.ts';

const choices: VerdictChoices = { quantity: 'loss', at: 'best', ofEpoch: new Map(), metric: 'accuracy' };
const group = (id: string, losses: readonly number[]) => ({
  id,
  label: id,
  rows: losses.map((loss, index) => row(index + 1, { seed: index + 1, best: { epoch: 2, loss, metric: 0.9 } })),
});
const fixed = group('fixed', [1, 1.1, 0.9, 1, 1]);
const lower = group('tuned', [0.5, 0.61, 0.4, 0.5, 0.51]);
const against = (groups: Parameters<typeof verdictsAgainst>[0], region: number | null = null) =>
  verdictsAgainst(groups, fixed, { choices, region });

describe('experiments against a baseline', () => {
  it('are each but the baseline, in their own colour, seed by seed', () => {
    const [first, ...others] = against([fixed, lower]);
    expect(others).toEqual([]);
    expect([first?.ordinal, first?.verdict.kind]).toEqual([1, 'better']);
    // Differences are -0.5, -0.49, -0.5, -0.5, -0.49.
    expect(first?.verdict.difference.mean).toBeCloseTo(-0.496, 12);
  });

  it('are practically the same within the region that was chosen', () => {
    expect(against([fixed, lower], 0.6)[0]?.verdict.kind).toBe('same');
    expect(against([fixed, lower])[0]?.verdict.practical.region).toBeCloseTo(0.01, 12);
  });

  it('that have no run yet are not among them, nor counted as compared', () => {
    const found = against([fixed, lower, group('waiting', [])]);
    expect(found.map(({ group: { id } }) => id)).toEqual(['tuned']);
    expect(found[0]?.verdict.question.ways).toBe(2);
  });

  it('compare a share by what is missing to all of it, so that lower is better', () => {
    const seed = row(1, { metric: 'accuracy', best: { epoch: 2, loss: 1, metric: 0.9 } });
    expect(lossOf(seed, { ...choices, quantity: 'metric' })).toBeCloseTo(10, 12);
    expect(
      lossOf(row(1, { metric: 'rmse', best: { epoch: 2, loss: 1, metric: 7 } }), { ...choices, quantity: 'metric' }),
    ).toBe(7);
  });

  it('on test rows use only runs whose rows were opened; sealed ones have not failed', () => {
    const opened = row(1, { seed: 1, test: { loss: 0.4, metric: 0.8, at: 0 } });
    const base = {
      ...fixed,
      rows: [row(5, { seed: 1, test: { loss: 0.6, metric: 0.7, at: 0 } }), row(6, { seed: 2 })],
    };
    const [found] = verdictsAgainst([base, { ...lower, rows: [opened, row(2, { seed: 2 })] }], base, {
      choices: { ...choices, quantity: 'test-loss' },
      region: null,
    });
    expect(found?.verdict.kind).toBe('single');
    expect(found?.verdict.failed).toEqual({ first: [], baseline: [] });
  });

  it('name the epoch in heads and in sentences', () => {
    expect(quantityWords(choices)).toBe('validation loss, best');
    expect(quantityWords(choices, 'sentence')).toBe('best validation loss');
    expect(quantityWords({ ...choices, at: { epoch: 7 } }, 'sentence')).toBe('validation loss at epoch 7');
    expect(quantityWords({ ...choices, quantity: 'metric' })).toBe(
      'validation error in % (100 − accuracy) at the best epoch',
    );
  });
});

describe('the figure of differences', () => {
  const figure = differenceFigure({
    title: 'Differences',
    quantity: 'Validation loss, best: difference from fixed',
    lines: against([fixed, lower, group('alone', [])].map((one) => one)).map(differenceLine),
    region: 0.01,
    percent: (share) => `${Math.round(100 * share)} %`,
    notes: [],
  });

  it('stands left of zero where an experiment is lower, with its probability beside it', () => {
    const marks = figure.draw({ size: { width: 900, height: 300 }, theme: lightTheme, number: String });
    const zero = marks.find((mark) => mark.kind === 'path' && mark.dash !== undefined);
    const dot = marks.find((mark) => mark.kind === 'dot');
    if (zero?.kind !== 'path' || dot?.kind !== 'dot') throw new Error('Expected a line at zero and a dot.');
    expect(dot.x).toBeLessThan(Number(/M([\d.]+)/.exec(zero.d)?.[1]));
    expect(marks.some((mark) => mark.kind === 'text' && mark.text === 'better 100 %')).toBe(true);
  });

  it('has both intervals in its rows', () => {
    const [line] = figure.rows;
    expect(line?.slice(0, 2)).toEqual(['tuned', 5]);
    const [low, high, lowest, highest] = (line?.slice(3, 7) ?? []).map(Number);
    // Percentiles of the bootstrap lie inside the interval by Student's t for five seeds.
    expect([(low ?? 0) < (lowest ?? 0), (highest ?? 0) < (high ?? 0)]).toEqual([true, true]);
    expect(line?.at(-1)).toBe('better');
  });
});
