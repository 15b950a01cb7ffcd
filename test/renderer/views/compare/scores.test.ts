import { describe, expect, it } from 'vitest';
import type { EpochScore } from '../../../../src-renderer/stores/epoch-scores.ts';
import { labelled } from '../../../../src-renderer/views/compare/group-labels.ts';
import { cellWords, scoredExperiments } from '../../../../src-renderer/views/compare/scores.ts';
import { settingRows } from '../../../../src-renderer/views/compare/setting-rows.ts';
import type { RunRow } from '../../../../src-shared/contract/runs.ts';
import { type RunId, runIdSchema } from '../../../../src-shared/domain/ids.ts';
import { runConfigSchema } from '../../../../src-shared/domain/run-config.ts';
import { type ScoreAt, scoreTable } from '../../../../src-shared/tables/score-table.ts';

const row = (id: number, change: object = {}) =>
  ({ id, name: 'digits', metric: 'accuracy', best: null, last: null, ...change }) as unknown as RunRow;

describe('the scores of an experiment', () => {
  const scored = (id: number, loss: number, metric: number) =>
    row(id, {
      best: { epoch: 3, loss, metric },
      last: { epoch: 5, loss: 2 * loss, metric: metric / 2 },
      seconds: 10,
      test: null,
    });
  const group = (rows: readonly RunRow[]) => ({ id: 'a', label: 'a', rows });
  const cells = (at: ScoreAt, ofEpoch = new Map<RunId, EpochScore>()) =>
    scoreTable(
      't',
      scoredExperiments(
        [group([scored(1, 0.2, 0.9), scored(2, 0.4, 0.8), row(3, { seconds: null, test: null })])],
        at,
        ofEpoch,
      ),
      {
        at,
        spread: 'sd',
      },
    ).rows[0]?.map((cell) => cellWords(cell, 'en'));

  it('are means over the seeds that have scores, of how many there are, shares as percentages', () => {
    expect(cells('best')?.slice(2)).toEqual([
      '0.300 ± 0.141 (n = 2 of 3)',
      '3.00 ± 0.00 (n = 2 of 3)',
      '85.0 ± 7.1 (n = 2 of 3)',
      '10.0 ± 0.0 (n = 2 of 3)',
    ]);
    expect(cells('last')?.[2]).toBe('0.600 ± 0.283 (n = 2 of 3)');
  });

  it('at a named epoch are those of the runs that came so far', () => {
    const ofEpoch = new Map([[runIdSchema.parse(2), { epoch: 4, loss: 0.7, metric: 0.5 }]]);
    expect(cells({ epoch: 4 }, ofEpoch)?.slice(2, 4)).toEqual(['0.700 (n = 1 of 3)', '50.0 (n = 1 of 3)']);
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
