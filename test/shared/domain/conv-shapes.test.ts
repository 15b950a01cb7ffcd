import { describe, expect, it } from 'vitest';
import { convShapes } from '../../../src-shared/domain/conv-shapes.ts';
import { modelTemplate, modelTemplateNames, templatesFor } from '../../../src-shared/domain/model-templates.ts';
import { cnnConfigSchema, modelConfigSchema } from '../../../src-shared/domain/run-config.ts';

const layers = (...conv: readonly object[]) => cnnConfigSchema.parse({ kind: 'cnn', conv }).conv;
const cifar = { inputs: 3_072, imageShape: [32, 32, 3] } as const;

describe('the shapes between convolutions', () => {
  it('are those of the reference: AlexNet makes 2 x 2 x 256 of 32 x 32', () => {
    const model = modelTemplate('alexnet', cifar);
    if (model.kind !== 'cnn') throw new Error('Expected convolutions.');
    expect(convShapes(model.conv, [32, 32, 3]).map(({ output }) => output)).toEqual([
      [8, 8, 64],
      [4, 4, 192],
      [4, 4, 384],
      [4, 4, 256],
      [2, 2, 256],
    ]);
  });

  it('round down at odd sizes, with a stride as with pooling', () => {
    const [shape] = convShapes(layers({ channels: 4, kernel: 5, stride: 2, pool: 2 }), [13, 7, 1]);
    expect(shape?.convolved).toEqual([7, 4, 4]);
    expect(shape?.output).toEqual([3, 2, 4]);
  });

  it('run along one axis on a grid one column wide', () => {
    const [shape] = convShapes(layers({ channels: 8, kernel: 7, pool: 2 }), [100, 1, 1]);
    expect(shape).toMatchObject({ output: [50, 1, 8], kernel: [7, 1], pool: [2, 1], stride: [1, 1] });
  });

  it('refuse a network that pools more than there is, naming the layer', () => {
    expect(() => convShapes(layers({ channels: 2 }, { channels: 2 }), [3, 3, 1])).toThrow(
      /^Layer conv2 receives 1 x 1 places and its stride of 1 and pooling of 2 leave none\./,
    );
  });
});

describe('templates of networks', () => {
  const sides = [4, 8, 28, 32, 64, 200];
  it.each(sides)('leave something to pool of images of %i pixels', (side) => {
    const data = { inputs: side * side, imageShape: [side, side, 1] } as const;
    for (const name of templatesFor(data)) {
      const model = modelConfigSchema.parse(modelTemplate(name, data));
      if (model.kind === 'cnn') expect(() => convShapes(model.conv, data.imageShape)).not.toThrow();
    }
  });

  it('offer convolutions for images and for rows of many columns, and colour nets for no table', () => {
    expect(templatesFor(cifar)[0]).toBe('small-cnn');
    expect(templatesFor({ inputs: 200, imageShape: null })).toEqual(['perceptron', 'signal-cnn']);
    expect(templatesFor({ inputs: 4, imageShape: null })).toEqual(['perceptron']);
  });

  it('are all valid configs', () => {
    for (const name of modelTemplateNames)
      expect(() => modelConfigSchema.parse(modelTemplate(name, cifar))).not.toThrow();
  });
});

describe('a kernel', () => {
  it('has an odd side', () => {
    expect(() => layers({ channels: 4, kernel: 4 })).toThrow('odd');
  });
});
