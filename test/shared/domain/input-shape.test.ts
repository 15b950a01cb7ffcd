import { describe, expect, it } from 'vitest';
import { datasetIdSchema } from '../../../src-shared/domain/ids.ts';
import { gridOf, inputShapeByCard, outputsByCard } from '../../../src-shared/domain/input-shape.ts';
import { modelTemplate } from '../../../src-shared/domain/model-templates.ts';
import { applicableNames, settleHyperparameters } from '../../../src-shared/domain/settle-hyperparameters.ts';

const grey = { inputs: 64, imageShape: [8, 8, 1] } as const;
const colour = { inputs: 3_072, imageShape: [32, 32, 3] } as const;
const table = { inputs: 100, imageShape: null } as const;
const cnn = modelTemplate('alexnet', colour);
const perceptron = modelTemplate('perceptron', table);

describe('the shape of an example', () => {
  it('is what the card says of images, and what the columns may become of a table', () => {
    const common = {
      version: 1,
      id: datasetIdSchema.parse('0'.repeat(16)),
      name: '',
      source: 'csv',
      provenance: '',
      contentHash: '',
    } as const;
    const rest = { task: 'classification' as const, target: 'y', rows: 3, warnings: [] };
    const columns = [
      { name: 'a', kind: 'numeric' as const, role: 'input' as const, missing: 0 },
      { name: 'b', kind: 'categorical' as const, role: 'input' as const, missing: 1, categories: ['u', 'v'] },
      { name: 'y', kind: 'categorical' as const, role: 'target' as const, missing: 0, categories: ['0', '1'] },
    ];
    expect(inputShapeByCard({ ...common, ...rest, form: 'table', columns })).toEqual({ inputs: 4, imageShape: null });
    expect(inputShapeByCard({ ...common, ...rest, form: 'images', columns: [], imageShape: [4, 5, 3] })).toEqual({
      inputs: 60,
      imageShape: [4, 5, 3],
    });
  });

  it('is one column of single values where convolutions meet a table', () => {
    expect(gridOf(table)).toEqual([100, 1, 1]);
    expect(gridOf(colour)).toEqual([32, 32, 3]);
  });
});

describe('hyperparameters that fit data and model', () => {
  it('are the fifteen of the CIFAR-10 experiment, among others, for AlexNet on colour images', () => {
    const names = applicableNames({ model: cnn, data: colour });
    const published = [
      ...['conv1', 'conv2', 'conv3', 'conv4', 'conv5', 'flatten', 'dense1', 'input'].map((layer) => `${layer}.dropout`),
      ...['hue', 'contrast', 'saturation', 'brightness', 'inputScaling', 'cutoutHoles', 'cutoutLength'].map(
        (kind) => `input.${kind}`,
      ),
    ];
    expect(published).toHaveLength(15);
    expect(names).toEqual(expect.arrayContaining(published));
  });

  it('give no weight penalty to layers without weights', () => {
    const names = applicableNames({ model: cnn, data: colour });
    expect(names).toContain('conv1.l2');
    expect(names).not.toContain('flatten.l2');
    expect(names).not.toContain('input.l2');
  });

  it('refuse colour on grey images with the reason', () => {
    expect(() => settleHyperparameters({ 'input.hue': { mode: 'tuned' } }, { model: cnn, data: grey })).toThrow(
      '"input.hue" cannot be used here: it needs images with three colour channels, and these have one (grey). Set it to off.',
    );
  });

  it.each([
    ['input.rotation', cnn, table, 'it needs images, and the data is a table'],
    ['input.shift', perceptron, table, 'it needs images, or convolutions along the columns of a table'],
    ['input.featureDropout', cnn, grey, 'it needs the columns of a table, and the data are images'],
    ['input.saturation', cnn, table, 'it needs colour images, and the data is a table'],
  ])('refuse %s where it makes no sense', (name, model, data, reason) => {
    expect(() => settleHyperparameters({ [name]: { mode: 'tuned' } }, { model, data })).toThrow(reason);
  });

  it('shift and cut along the axis of a table under convolutions', () => {
    const names = applicableNames({ model: modelTemplate('signal-cnn', table), data: table });
    expect(names).toEqual(expect.arrayContaining(['input.shift', 'input.cutoutHoles', 'input.inputScaling']));
    expect(names).not.toContain('input.rotation');
  });

  it('take whole numbers where the kind is discrete', () => {
    const { tuned } = settleHyperparameters(
      { 'input.cutoutHoles': { mode: 'tuned' }, 'input.shift': { mode: 'tuned' } },
      { model: cnn, data: grey },
    );
    expect(tuned.map(({ name, discrete }) => [name, discrete])).toEqual([
      ['input.cutoutHoles', true],
      ['input.shift', false],
    ]);
  });

  it('fit any data where it is not known', () => {
    expect(settleHyperparameters({ 'input.hue': { mode: 'tuned' } }, { model: cnn, data: null }).tuned).toHaveLength(1);
  });
});

describe('the outputs of a data set', () => {
  it('are its classes, one number, or every token that may come next', () => {
    const vocabulary = { level: 'word' as const, size: 10_001, unknown: 0, commonest: [] };
    expect(outputsByCard({ form: 'table', classes: ['a', 'b', 'c'] })).toBe(3);
    expect(outputsByCard({ form: 'table' })).toBe(1);
    expect(outputsByCard({ form: 'sequences', classes: ['a', 'b'], vocabulary })).toBe(2);
    expect(outputsByCard({ form: 'text', vocabulary })).toBe(10_001);
  });
});
