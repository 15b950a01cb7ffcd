import { describe, expect, it } from 'vitest';
import { layerNames, layerRole } from '../../../src-shared/domain/layer-names.ts';
import { modelConfigSchema } from '../../../src-shared/domain/run-config.ts';

describe('the layers of a model', () => {
  it.each([
    [{ kind: 'mlp', hidden: [{ width: 4 }] }, ['input', 'dense1', 'output']],
    [
      { kind: 'cnn', conv: [{ channels: 2 }], hidden: [{ width: 4 }] },
      ['input', 'conv1', 'flatten', 'dense1', 'output'],
    ],
    [
      { kind: 'lstm', lstm: [{ width: 8 }, { width: 4 }], hidden: [{ width: 3 }] },
      ['input', 'embedding', 'lstm1', 'lstm2', 'recurrent', 'dense1', 'output'],
    ],
  ])('of %j are %j', (written, names) => {
    expect(layerNames(modelConfigSchema.parse(written))).toEqual(names);
  });

  it('have roles by their names', () => {
    const names = ['input', 'embedding', 'lstm1', 'lstm12', 'recurrent', 'conv3', 'flatten', 'dense2', 'output'];
    expect(names.map(layerRole)).toEqual([
      'input',
      'embedding',
      'lstm',
      'lstm',
      'recurrent',
      'conv',
      'flatten',
      'dense',
      'output',
    ]);
  });
});
