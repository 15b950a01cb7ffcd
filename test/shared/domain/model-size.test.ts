import { describe, expect, it } from 'vitest';
import { buildModel } from '../../../src-main/zoo/registry.ts';
import { type LayerSize, layerSizes } from '../../../src-shared/domain/model-size.ts';
import { modelTemplate } from '../../../src-shared/domain/model-templates.ts';
import { modelConfigSchema } from '../../../src-shared/domain/run-config.ts';

const shapes = [[], [{ width: 5 }], [{ width: 7, activation: 'tanh' }, { width: 3 }]];
const forms = ['none', 'centred', 'published', 'delta'] as const;

/** Sizes as the model itself tells them. */
const asBuilt = (sizes: readonly LayerSize[]) =>
  sizes.map(({ name, shape, parameters, responseParameters }) => ({
    name,
    outputShape: shape,
    parameters,
    responseParameters,
  }));

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
    expect(asBuilt(sizes)).toEqual(built.layers);
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

describe('the size of an LSTM', () => {
  const sumOf = (sizes: readonly LayerSize[], of: (size: LayerSize) => number) =>
    sizes.reduce((sum, size) => sum + of(size), 0);

  it("is that of the paper's language model, worked out by hand", () => {
    const text = { inputs: 1, imageShape: null, tokens: { vocabulary: 10_000, isRunningText: true } };
    const sizes = layerSizes(modelTemplate('large-lstm', text), {
      ...text,
      outputs: 10_000,
      tuned: 7,
      response: 'published',
    });
    // A table of 10,000 x 650, twice 4 gates of 650 units from 650 + 650 values with two biases each, and the decoder's biases.
    const layer = 4 * 650 * 1_300 + 2 * 4 * 650;
    expect(sizes.map(({ name, parameters }) => [name, parameters])).toEqual([
      ['input', 0],
      ['embedding', 6_500_000],
      ['lstm1', layer],
      ['lstm2', layer],
      ['recurrent', 0],
      ['output', 10_000],
    ]);
    expect(sumOf(sizes, ({ parameters }) => parameters)).toBe(13_280_400);
    // A second table and 7 factors for each of its columns; second weights and biases and 7 for each sum of both products and biases.
    expect(sumOf(sizes, ({ responseParameters }) => responseParameters)).toBe(
      6_500_000 + 7 * 650 + 2 * (layer + 7 * 16 * 650),
    );
    // Of 70 tokens: both layers, and the decoder that says how likely each of 10,000 words is.
    expect(sumOf(sizes, ({ products }) => products)).toBe(70 * (2 * 4 * 650 * 1_300 + 650 * 10_000));
    expect(sizes.at(-1)?.activities).toBe(700_000);
  });

  it.each(
    forms.flatMap((response) =>
      [0, 3].flatMap((tuned) => [true, false].map((isText) => ({ response, tuned, isText }))),
    ),
  )('is that of the model itself: %j', ({ response, tuned, isText }) => {
    const tokens = { vocabulary: 11, isRunningText: isText };
    const written = { kind: 'lstm', embedding: 6, lstm: [{ width: 5 }, { width: 6 }], length: 4 };
    const config = modelConfigSchema.parse({ ...written, ...(isText ? { isTied: true } : { hidden: [{ width: 7 }] }) });
    const data = { inputs: isText ? 1 : 9, imageShape: null, tokens, outputs: isText ? 11 : 3 };
    const built = buildModel(config, {
      ...data,
      pixelScale: null,
      featureOfInput: [],
      form: response,
      hyperparameters: tuned,
      active: new Set(),
    });
    const sizes = layerSizes(config, { ...data, tuned, response });
    expect(asBuilt(sizes)).toEqual(built.layers);
  });

  it('has a decoder of its own where it is not tied', () => {
    const text = { inputs: 1, imageShape: null, tokens: { vocabulary: 50, isRunningText: true } };
    const model = modelConfigSchema.parse({ kind: 'lstm', embedding: 8, lstm: [{ width: 6 }] });
    const sizes = layerSizes(model, { ...text, outputs: 50, tuned: 0, response: 'none' });
    expect(sizes.at(-1)?.parameters).toBe(6 * 50 + 50);
    expect(sumOf(sizes, ({ responseParameters }) => responseParameters)).toBe(0);
  });

  it('on sequences reads as many tokens as there are, and answers once', () => {
    const sequences = { inputs: 12, imageShape: null, tokens: { vocabulary: 6, isRunningText: false } };
    const model = modelConfigSchema.parse({ kind: 'lstm', embedding: 4, lstm: [{ width: 5 }], hidden: [{ width: 3 }] });
    const sizes = layerSizes(model, { ...sequences, outputs: 2, tuned: 0, response: 'none' });
    expect(sizes.map(({ name, parameters, products }) => [name, parameters, products])).toEqual([
      ['input', 0, 0],
      ['embedding', 24, 0],
      ['lstm1', 4 * 5 * 9 + 40, 12 * 4 * 5 * 9],
      ['recurrent', 0, 0],
      ['dense1', 18, 15],
      ['output', 8, 6],
    ]);
    const longer = modelConfigSchema.parse({ ...model, length: 9 });
    expect(layerSizes(longer, { ...sequences, outputs: 2, tuned: 0, response: 'none' })[2]?.products).toBe(9 * 180);
  });
});
