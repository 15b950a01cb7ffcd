import { describe, expect, it } from 'vitest';
import { scheduleToJson } from '../../src-main/export/schedule-json.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import { testConfig } from '../support/open-home.ts';

describe('a schedule as JSON', () => {
  const config = testConfig({ hyperparameters: { 'output.l2': { mode: 'tuned', range: [0, null] } } });
  const { tuned } = settleHyperparameters(config.hyperparameters, { model: config.model, data: null });
  const text = scheduleToJson(
    {
      hyperparameters: ['output.l2'],
      points: [{ step: 3, epoch: 1, seconds: 2, values: [Number.NaN], scales: [0.5] }],
    },
    { run: { id: 7, name: 'wine', state: 'finished' }, card: null, config, tuned },
  );
  const file = JSON.parse(text);

  it('names its form and version', () => {
    expect(file).toMatchObject({ schema: 'selftune/schedule', version: 1 });
  });

  it('says where it comes from', () => {
    expect(file.lineage).toEqual({
      run: { id: 7, name: 'wine', state: 'finished' },
      dataset: { id: '0123456789abcdef', name: null, contentHash: null },
      config: JSON.parse(JSON.stringify(config)),
    });
  });

  it('gives each hyperparameter its unit and range, null for an end without bound', () => {
    expect(file.hyperparameters).toEqual([
      {
        name: 'output.l2',
        layer: 'output',
        kind: 'l2',
        unit: expect.stringContaining('squared weights'),
        range: [0, null],
        start: 1e-4,
        isDiscrete: false,
      },
    ]);
  });

  it('writes what was not logged as null', () => {
    expect(file.points).toEqual([{ step: 3, epoch: 1, seconds: 2, values: [null], scales: [0.5] }]);
  });
});
