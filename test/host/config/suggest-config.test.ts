import { describe, expect, it } from 'vitest';
import { suggestConfig, suggestHyperparameters, suggestWarmUp } from '../../../src-main/host/config/suggest-config.ts';
import { type DataCard, dataCardSchema } from '../../../src-shared/domain/data-card.ts';
import { settleHyperparameters } from '../../../src-shared/domain/settle-hyperparameters.ts';

function card(rows: number, form: DataCard['form'] = 'table'): DataCard {
  return dataCardSchema.parse({
    version: 1,
    id: '0123456789abcdef',
    name: 'assay',
    form,
    source: 'csv',
    provenance: '',
    contentHash: '0'.repeat(64),
    task: 'regression',
    target: 'yield',
    rows,
    columns: [],
    warnings: [],
  });
}

describe('what is suggested for a data set', () => {
  it.each([
    [20, 32],
    [150, 32],
    [1_797, 64],
    [70_000, 128],
  ])('trains %i rows in batches of %i', (rows, batchSize) => {
    expect(suggestConfig(card(rows)).training.batchSize).toBe(batchSize);
  });

  it('trains small data longer than large data, within bounds', () => {
    const epochs = [20, 150, 1_797, 70_000, 10_000_000].map((rows) => suggestConfig(card(rows)).training.epochs);
    expect(epochs).toEqual([...epochs].sort((left, right) => right - left));
    expect(Math.max(...epochs)).toBe(200);
    expect(Math.min(...epochs)).toBe(20);
  });

  it('is named for the data', () => {
    expect(suggestConfig(card(150)).name).toBe('assay');
  });

  it('tunes the dropout of every layer that has one and the first weight decay, for any depth', () => {
    for (const hidden of [[], suggestConfig(card(150, 'images')).model.hidden]) {
      const model = { kind: 'mlp', hidden } as const;
      const { tuned } = settleHyperparameters(suggestHyperparameters(model), {
        model,
        data: { inputs: 784, imageShape: [28, 28, 1] },
      });
      expect(tuned.filter(({ kind }) => kind === 'dropout')).toHaveLength(hidden.length + 1);
      expect(tuned.filter(({ kind }) => kind === 'l2').map(({ layer }) => layer)).toEqual([
        hidden.length === 0 ? 'output' : 'dense1',
      ]);
    }
  });

  it('warms up for a twentieth of the epochs, at least one', () => {
    expect([3, 20, 200].map(suggestWarmUp)).toEqual([1, 1, 10]);
  });
});
