import { describe, expect, it } from 'vitest';
import { withEmbedding, withTiedWidth } from '../../../src-renderer/stores/lstm-model.ts';
import {
  canAddLayer,
  canRemoveLayer,
  withLayerAdded,
  withLayerRemoved,
  withTying,
} from '../../../src-renderer/stores/model-layers.ts';
import type { LstmConfig } from '../../../src-shared/domain/run-config.ts';

const lstm = (widths: readonly number[], change: Partial<LstmConfig> = {}): LstmConfig => ({
  kind: 'lstm',
  embedding: 200,
  lstm: widths.map((width) => ({ width })),
  hidden: [],
  readOut: 'mean',
  isTied: true,
  length: 35,
  ...change,
});
const widthsOf = (model: unknown) => (model as LstmConfig).lstm.map(({ width }) => width);

describe('an LSTM in a draft', () => {
  it('keeps its last layer as wide as the embedding it is tied to', () => {
    expect(widthsOf(withEmbedding(lstm([650, 200]), 96))).toEqual([650, 96]);
    expect(widthsOf(withEmbedding(lstm([650, 200], { isTied: false }), 96))).toEqual([650, 200]);
    expect(withTiedWidth(lstm([64], { isTied: false })).lstm).toEqual([{ width: 64 }]);
  });

  it('is tied with its last width changed and without penalties of an output that has no weights any more', () => {
    const hyperparameters = { 'output.l2': { mode: 'tuned' }, 'lstm1.l2': { mode: 'tuned' } } as const;
    const tied = withTying({ model: lstm([64, 32], { isTied: false }), hyperparameters }, true);
    expect(widthsOf(tied.model)).toEqual([64, 200]);
    expect(tied.hyperparameters).toEqual({ 'lstm1.l2': { mode: 'tuned' } });
    const untied = withTying({ model: lstm([64, 200]), hyperparameters: { 'lstm1.l2': { mode: 'tuned' } } }, false);
    expect(untied.model).toEqual(lstm([64, 200], { isTied: false }));
  });

  it('gets layers like its last one and gives them up, the tied width always at the end', () => {
    const hyperparameters = {
      'embedding.dropout': { mode: 'tuned' },
      'lstm1.dropout': { mode: 'fixed', value: 0.1 },
      'lstm2.dropout': { mode: 'fixed', value: 0.2 },
      'recurrent.dropConnect': { mode: 'tuned' },
    } as const;
    const added = withLayerAdded({ model: lstm([650, 200]), hyperparameters }, 'lstm');
    expect(widthsOf(added.model)).toEqual([650, 200, 200]);
    expect(added.hyperparameters['lstm3.dropout']).toEqual({ mode: 'fixed', value: 0.2 });
    const removed = withLayerRemoved({ model: lstm([650, 200]), hyperparameters }, 'lstm', 1);
    expect(widthsOf(removed.model)).toEqual([200]);
    const first = withLayerRemoved({ model: lstm([650, 200]), hyperparameters }, 'lstm', 0);
    expect(first.hyperparameters).toEqual({
      'embedding.dropout': { mode: 'tuned' },
      'lstm1.dropout': { mode: 'fixed', value: 0.2 },
      'recurrent.dropConnect': { mode: 'tuned' },
    });
  });

  it('keeps one LSTM layer and has no convolutions', () => {
    expect(canRemoveLayer(lstm([64]), 'lstm')).toBe(false);
    expect(canRemoveLayer(lstm([64, 64]), 'lstm')).toBe(true);
    expect(canAddLayer(lstm([64]), 'lstm')).toBe(true);
    expect(canAddLayer(lstm(Array.from({ length: 16 }, () => 8)), 'lstm')).toBe(false);
    expect(canAddLayer(lstm([64]), 'conv')).toBe(false);
    expect(canAddLayer({ kind: 'mlp', hidden: [] }, 'lstm')).toBe(false);
  });
});
