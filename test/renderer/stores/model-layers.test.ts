import { describe, expect, it } from 'vitest';
import {
  canAddLayer,
  canRemoveLayer,
  withLayerAdded,
  withLayerRemoved,
} from '../../../src-renderer/stores/model-layers.ts';

const layer = (width: number) => ({ width, activation: 'relu' as const });
const conv = (channels: number) => ({ channels, kernel: 5, stride: 2, pool: 2, activation: 'elu' as const });
const cnn = (channels: readonly number[], ...widths: number[]) => ({
  kind: 'cnn' as const,
  conv: channels.map(conv),
  hidden: widths.map(layer),
});
const mlp = (...widths: number[]) => ({ kind: 'mlp' as const, hidden: widths.map(layer) });

describe('layers of a draft', () => {
  it('are added like the last one, with its dropout and without its penalties', () => {
    const added = withLayerAdded(
      {
        model: mlp(64, 32),
        hyperparameters: { 'dense2.dropout': { mode: 'fixed', value: 0.3 }, 'dense2.l2': { mode: 'tuned' } },
      },
      'hidden',
    );
    expect(added.model).toEqual(mlp(64, 32, 32));
    expect(added.hyperparameters).toEqual({
      'dense2.dropout': { mode: 'fixed', value: 0.3 },
      'dense2.l2': { mode: 'tuned' },
      'dense3.dropout': { mode: 'fixed', value: 0.3 },
    });
  });

  it('are added to a network that has none', () => {
    expect(withLayerAdded({ model: mlp(), hyperparameters: {} }, 'hidden').model).toEqual(mlp(64));
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
      'hidden',
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

  it('are convolutions too, which leave the size of the image as it is when one is added', () => {
    const added = withLayerAdded(
      {
        model: cnn([8, 16], 32),
        hyperparameters: { 'conv2.dropout': { mode: 'tuned', start: 0.2 }, 'dense1.dropout': { mode: 'tuned' } },
      },
      'conv',
    );
    expect(added.model).toEqual({
      kind: 'cnn',
      conv: [conv(8), conv(16), { ...conv(16), stride: 1, pool: 1 }],
      hidden: [layer(32)],
    });
    expect(added.hyperparameters).toEqual({
      'conv2.dropout': { mode: 'tuned', start: 0.2 },
      'conv3.dropout': { mode: 'tuned', start: 0.2 },
      'dense1.dropout': { mode: 'tuned' },
    });
  });

  it('move the settings of their own list only when a convolution is removed', () => {
    const removed = withLayerRemoved(
      {
        model: cnn([8, 16], 32),
        hyperparameters: {
          'conv1.dropout': { mode: 'fixed', value: 0.1 },
          'conv2.dropout': { mode: 'fixed', value: 0.2 },
          'flatten.dropout': { mode: 'tuned' },
          'dense1.dropout': { mode: 'fixed', value: 0.5 },
        },
      },
      'conv',
      0,
    );
    expect(removed.model).toEqual(cnn([16], 32));
    expect(removed.hyperparameters).toEqual({
      'conv1.dropout': { mode: 'fixed', value: 0.2 },
      'flatten.dropout': { mode: 'tuned' },
      'dense1.dropout': { mode: 'fixed', value: 0.5 },
    });
  });

  it('are one convolution at least, and none in a dense network', () => {
    expect(canRemoveLayer(cnn([8]), 'conv')).toBe(false);
    expect(canRemoveLayer(cnn([8, 16]), 'conv')).toBe(true);
    expect(canRemoveLayer(mlp(8), 'hidden')).toBe(true);
    expect(canAddLayer(cnn([8]), 'conv')).toBe(true);
    expect(canAddLayer(mlp(8), 'conv')).toBe(false);
  });

  it('are 64 at most', () => {
    expect(canAddLayer(mlp(...Array<number>(63).fill(8)), 'hidden')).toBe(true);
    expect(canAddLayer(mlp(...Array<number>(64).fill(8)), 'hidden')).toBe(false);
  });
});
