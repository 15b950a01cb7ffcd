import { describe, expect, it } from 'vitest';
import { buildModel } from '../../../src-main/zoo/registry.ts';
import { layerSizes } from '../../../src-shared/domain/model-size.ts';
import { modelConfigSchema } from '../../../src-shared/domain/run-config.ts';

const shapes = [[], [{ width: 5 }], [{ width: 7, activation: 'tanh' }, { width: 3 }]];
const forms = ['none', 'centred', 'published'] as const;

describe('the size of a model by its config', () => {
  it.each(
    shapes.flatMap((hidden) => forms.flatMap((response) => [0, 2].map((tuned) => ({ hidden, response, tuned })))),
  )('is that of the model itself: %j', ({ hidden, response, tuned }) => {
    const config = modelConfigSchema.parse({ kind: 'mlp', hidden });
    const built = buildModel(config, {
      inputs: 4,
      imageShape: null,
      pixelScale: null,
      outputs: 3,
      featureOfInput: [0, 1, 2, 3],
      form: response,
      hyperparameters: tuned,
      active: new Set(),
    });
    const sizes = layerSizes(config, { inputs: 4, imageShape: null, outputs: 3, tuned, response });
    expect(
      sizes.map(({ name, shape, parameters, responseParameters }) => ({
        name,
        outputShape: shape,
        parameters,
        responseParameters,
      })),
    ).toEqual(built.layers);
  });

  it('has the activations of the hidden layers and none at the ends', () => {
    const model = modelConfigSchema.parse({ kind: 'mlp', hidden: [{ width: 7, activation: 'tanh' }] });
    const sizes = layerSizes(model, { inputs: 4, imageShape: null, outputs: 3, tuned: 0, response: 'none' });
    expect(sizes.map(({ inputs, activation }) => [inputs, activation])).toEqual([
      [4, null],
      [4, 'tanh'],
      [7, null],
    ]);
  });
});
