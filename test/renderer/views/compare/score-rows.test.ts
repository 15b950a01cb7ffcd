import { describe, expect, it } from 'vitest';
import { labelled } from '../../../../src-renderer/views/compare/group-labels.ts';
import { scoreRow, summaryWords } from '../../../../src-renderer/views/compare/score-rows.ts';
import { settingRows } from '../../../../src-renderer/views/compare/setting-rows.ts';
import type { RunRow } from '../../../../src-shared/contract/runs.ts';
import { runConfigSchema } from '../../../../src-shared/domain/run-config.ts';
import { summarize } from '../../../../src-shared/stats/summary.ts';

const row = (id: number, change: object = {}) =>
  ({ id, name: 'digits', metric: 'accuracy', best: null, last: null, ...change }) as unknown as RunRow;

describe('the scores of an experiment', () => {
  it('are means over the seeds that have scores, with their number', () => {
    const score = scoreRow([
      row(1, { best: { epoch: 3, loss: 0.2, metric: 0.9 }, last: { epoch: 5, loss: 0.4, metric: 0.8 } }),
      row(2, { best: { epoch: 5, loss: 0.4, metric: 0.8 }, last: { epoch: 5, loss: 0.6, metric: 0.7 } }),
      row(3),
    ]);
    expect(score.n).toBe(2);
    expect(score.bestLoss.mean).toBeCloseTo(0.3, 12);
    expect(score.bestEpoch.mean).toBe(4);
    expect(score.lastLoss.mean).toBeCloseTo(0.5, 12);
    expect(score.lastMetric.n).toBe(2);
  });

  it('are written with their spread and n, of one seed without a spread', () => {
    const number = (value: number) => value.toFixed(2);
    expect(summaryWords(summarize([1, 2, 3]), 'sd', number)).toBe('2.00 ± 1.00 (n = 3)');
    expect(summaryWords(summarize([1, 2, 3]), 'se', number)).toBe('2.00 ± 0.58 (n = 3)');
    expect(summaryWords(summarize([2]), 'sd', number)).toBe('2.00 (n = 1)');
    expect(summaryWords(summarize([]), 'sd', number)).toBe('–');
  });
});

describe('the settings of experiments', () => {
  const config = (seed: number, learningRate: number) =>
    runConfigSchema.parse({
      name: `seed ${seed}`,
      data: { dataset: '0123456789abcdef' },
      model: { kind: 'mlp', hidden: [{ width: 8 }] },
      hyperparameters: learningRate > 0.1 ? { 'dense1.l2': { mode: 'fixed', value: 0.01 } } : {},
      training: { seed, optimizer: { name: 'sgd', learningRate } },
    });

  it('differ where they differ, and not in name and seed', () => {
    const differing = settingRows([config(1, 0.01), config(2, 0.2)]).filter(({ differs }) => differs);
    expect(differing).toEqual([
      { path: 'training.optimizer.learningRate', values: ['0.01', '0.2'], differs: true },
      { path: 'hyperparameters.dense1.l2.mode', values: [null, 'fixed'], differs: true },
      { path: 'hyperparameters.dense1.l2.value', values: [null, '0.01'], differs: true },
    ]);
  });

  it('name every layer and say "none" where nothing is set', () => {
    const rows = settingRows([config(1, 0.01)]);
    expect(rows.find(({ path }) => path === 'model.hidden.0.width')?.values).toEqual(['8']);
    expect(rows.find(({ path }) => path === 'training.clipNorm')?.values).toEqual(['none']);
  });
});

it('experiments of one name are told apart by their runs', () => {
  const labels = labelled([
    { id: 'a', rows: [row(3), row(1)] },
    { id: 'b', rows: [row(7)] },
    { id: 'c', rows: [row(9, { name: 'wine' })] },
  ]).map(({ label }) => label);
  expect(labels).toEqual(['digits (runs 1–3)', 'digits (run 7)', 'wine']);
});
