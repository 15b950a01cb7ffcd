import { describe, expect, it } from 'vitest';
import { canAddLayer, withLayerAdded, withLayerRemoved } from '../../../src-renderer/stores/model-layers.ts';

const layer = (width: number) => ({ width, activation: 'relu' as const });
const mlp = (...widths: number[]) => ({ kind: 'mlp' as const, hidden: widths.map(layer) });

describe('layers of a draft', () => {
  it('are added like the last one, with its dropout and without its penalties', () => {
    const added = withLayerAdded({
      model: mlp(64, 32),
      hyperparameters: { 'dense2.dropout': { mode: 'fixed', value: 0.3 }, 'dense2.l2': { mode: 'tuned' } },
    });
    expect(added.model).toEqual(mlp(64, 32, 32));
    expect(added.hyperparameters).toEqual({
      'dense2.dropout': { mode: 'fixed', value: 0.3 },
      'dense2.l2': { mode: 'tuned' },
      'dense3.dropout': { mode: 'fixed', value: 0.3 },
    });
  });

  it('are added to a network that has none', () => {
    expect(withLayerAdded({ model: mlp(), hyperparameters: {} }).model).toEqual(mlp(64));
  });

  it('close the gap with their settings when one between them is removed', () => {
    const removed = withLayerRemoved(
      {
        model: mlp(1, 2, 3),
        hyperparameters: {
          'input.dropout': { mode: 'tuned' },
          'dense1.dropout': { mode: 'fixed', value: 0.1 },
          'dense2.dropout': { mode: 'fixed', value: 0.2 },
          'dense3.dropout': { mode: 'fixed', value: 0.3 },
          'output.l2': { mode: 'tuned' },
        },
      },
      1,
    );
    expect(removed.model).toEqual(mlp(1, 3));
    expect(removed.hyperparameters).toEqual({
      'input.dropout': { mode: 'tuned' },
      'dense1.dropout': { mode: 'fixed', value: 0.1 },
      'dense2.dropout': { mode: 'fixed', value: 0.3 },
      'output.l2': { mode: 'tuned' },
    });
  });

  it('are 64 at most', () => {
    expect(canAddLayer(mlp(...Array<number>(63).fill(8)))).toBe(true);
    expect(canAddLayer(mlp(...Array<number>(64).fill(8)))).toBe(false);
  });
});
