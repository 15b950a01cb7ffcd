import { describe, expect, it } from 'vitest';
import { completeRun } from '../../../src-main/host/config/complete-run.ts';
import { suggestHyperparameters, suggestModel } from '../../../src-main/host/config/suggest-config.ts';
import { type DataCard, dataCardSchema } from '../../../src-shared/domain/data-card.ts';
import { inputShapeByCard } from '../../../src-shared/domain/input-shape.ts';
import { layerSizes } from '../../../src-shared/domain/model-size.ts';
import { modelTemplateNames } from '../../../src-shared/domain/model-templates.ts';
import { settleHyperparameters } from '../../../src-shared/domain/settle-hyperparameters.ts';
import { paperSeven } from '../../support/paper-seven.ts';

function card(rows: number, imageShape?: DataCard['imageShape']): DataCard {
  return dataCardSchema.parse({
    version: 1,
    id: '0123456789abcdef',
    name: 'assay',
    form: imageShape === undefined ? 'table' : 'images',
    ...(imageShape === undefined ? {} : { imageShape }),
    source: 'csv',
    provenance: '',
    contentHash: '0'.repeat(64),
    task: 'regression',
    target: 'yield',
    rows,
    columns: Array.from({ length: 20 }, (_, index) => ({
      name: `x${index}`,
      kind: 'numeric',
      role: 'input',
      missing: 0,
    })),
    warnings: [],
  });
}

const suggested = (data: DataCard, written: Record<string, unknown> = {}) =>
  completeRun(data, { written, changes: [], split: undefined });

describe('what is suggested for a data set', () => {
  it.each([
    [20, 32],
    [150, 32],
    [1_797, 64],
    [70_000, 128],
  ])('trains %i rows in batches of %i', (rows, batchSize) => {
    expect(suggested(card(rows)).training.batchSize).toBe(batchSize);
  });

  it('trains small data longer than large data, within bounds', () => {
    const epochs = [20, 150, 1_797, 70_000, 10_000_000].map((rows) => suggested(card(rows)).training.epochs);
    expect(epochs).toEqual([...epochs].sort((left, right) => right - left));
    expect(Math.max(...epochs)).toBe(200);
    expect(Math.min(...epochs)).toBe(20);
  });

  it('trains convolutions for more steps: a small folder of pictures longer, a large set in fewer epochs', () => {
    expect(suggested(card(150, [64, 64, 3])).training).toMatchObject({ batchSize: 32, epochs: 400 });
    expect(suggested(card(600, [28, 28, 1])).training).toMatchObject({ batchSize: 32, epochs: 308 });
    expect(suggested(card(70_000, [28, 28, 1])).training).toMatchObject({ batchSize: 128, epochs: 10 });
  });

  it('is named for the data', () => {
    expect(suggested(card(150)).name).toBe('assay');
  });

  it('is the small convolutional network for images and the perceptron for tables', () => {
    expect(suggested(card(150)).model.kind).toBe('mlp');
    const { model } = suggested(card(150, [32, 32, 3]));
    expect(model.kind === 'cnn' && model.conv.map(({ channels }) => channels)).toEqual([10, 20, 40]);
  });

  it('fits any size of image and any template, so that a run can begin', () => {
    for (const side of [1, 2, 4, 7, 8, 9, 16, 28, 32, 96, 224]) {
      for (const template of [undefined, ...modelTemplateNames.filter((name) => !name.endsWith('lstm'))]) {
        if (side < 8 && template !== undefined && template !== 'perceptron') continue;
        const data = card(500, [side, side, 1]);
        const { model, hyperparameters } = suggested(data, template === undefined ? {} : { model: template });
        const shape = inputShapeByCard(data);
        const { tuned } = settleHyperparameters(hyperparameters, { model, data: shape });
        expect(tuned.length).toBeGreaterThan(0);
        const sizes = layerSizes(model, { ...shape, outputs: 2, tuned: tuned.length, response: 'centred' });
        expect(sizes.every(({ outputs }) => outputs > 0)).toBe(true);
      }
    }
  });

  it('takes the name of a template in place of a model, and names them all where there is none of that name', () => {
    const { model } = suggested(card(150, [32, 32, 3]), { model: 'alexnet' });
    expect(model.kind === 'cnn' && model.conv).toHaveLength(5);
    const changed = completeRun(card(150, [32, 32, 3]), {
      written: {},
      changes: [
        { path: 'model', value: 'medium-cnn' },
        { path: 'model.hidden.0.width', value: 20 },
      ],
      split: undefined,
    });
    expect(changed.model.hidden).toEqual([{ width: 20, activation: 'relu' }]);
    expect(() => suggested(card(150), { model: 'resnet' })).toThrow(
      /no model "resnet"\. Name one of perceptron, small-cnn/,
    );
  });
});

describe('what is tuned', () => {
  it('in a dense network is the dropout of every layer that has one and the first weight decay, for any depth', () => {
    for (const hidden of [[], suggestModel(card(150)).hidden]) {
      const model = { kind: 'mlp', hidden } as const;
      const data = { inputs: 784, imageShape: [28, 28, 1] as const };
      const { tuned } = settleHyperparameters(suggestHyperparameters(model, data), { model, data });
      expect(tuned.filter(({ kind }) => kind === 'dropout')).toHaveLength(hidden.length + 1);
      expect(tuned.filter(({ kind }) => kind === 'l2').map(({ layer }) => layer)).toEqual([
        hidden.length === 0 ? 'output' : 'dense1',
      ]);
    }
  });

  it('in the small convolutional network is dropout after the input, cutout by the size of the image, and shift', () => {
    const { hyperparameters } = suggested(card(150, [64, 48, 1]));
    expect(hyperparameters).toEqual({
      'conv1.dropout': { mode: 'tuned' },
      'conv2.dropout': { mode: 'tuned' },
      'conv3.dropout': { mode: 'tuned' },
      'flatten.dropout': { mode: 'tuned' },
      'input.cutoutHoles': { mode: 'tuned', start: 1.5 },
      'input.cutoutLength': { mode: 'tuned', start: 6, range: [0, 36] },
      'input.shift': { mode: 'tuned' },
    });
  });

  it('in AlexNet are the fifteen of the paper, and on grey images those without colours', () => {
    const { hyperparameters, model } = suggested(card(150, [32, 32, 3]), { model: 'alexnet' });
    const { tuned } = settleHyperparameters(hyperparameters, { model, data: inputShapeByCard(card(150, [32, 32, 3])) });
    expect(tuned.map(({ name }) => name).sort()).toEqual(
      [
        ...['conv1', 'conv2', 'conv3', 'conv4', 'conv5', 'flatten', 'dense1', 'input'].map((name) => `${name}.dropout`),
        ...['hue', 'contrast', 'saturation', 'brightness', 'inputScaling', 'cutoutHoles', 'cutoutLength'].map(
          (kind) => `input.${kind}`,
        ),
      ].sort(),
    );
    expect(Object.keys(suggested(card(150, [32, 32, 1]), { model: 'alexnet' }).hyperparameters)).toHaveLength(13);
  });

  it('along the columns of a table is dropout, noise and shift', () => {
    const { hyperparameters } = suggested(card(150), { model: 'signal-cnn' });
    expect(Object.keys(hyperparameters)).toEqual([
      'conv1.dropout',
      'conv2.dropout',
      'conv3.dropout',
      'flatten.dropout',
      'dense1.dropout',
      'input.gaussianNoise',
      'input.shift',
    ]);
  });
});

/** A running text of so many tokens, or a table with a sequence of up to so many in each of its rows. */
function cardOfTokens(form: 'text' | 'sequences', { rows, longest = 1 }: { rows: number; longest?: number }): DataCard {
  return dataCardSchema.parse({
    ...card(rows),
    form,
    columns: [],
    task: form === 'text' ? 'language' : 'classification',
    ...(form === 'text' ? {} : { classes: ['a', 'b'], lengths: { shortest: 1, median: 1, longest } }),
    vocabulary: { level: 'word', size: 50, unknown: 0, commonest: [] },
  });
}

describe('what is suggested for a running text', () => {
  const kjv = {
    ...cardOfTokens('text', { rows: 821_464 }),
    givenSplit: { train: 686_728, validation: 69_273, test: 64_785 },
  };

  it("is the setting of the paper's language model", () => {
    const { training, method, data, model } = suggested(kjv);
    expect(data.split.kind).toBe('contiguous');
    expect(model).toMatchObject({ kind: 'lstm', lstm: [{ width: 200 }, { width: 200 }], isTied: true, length: 35 });
    expect(training).toMatchObject({
      batchSize: 20,
      optimizer: { name: 'sgd', learningRate: 30, momentum: 0 },
      clipNorm: 0.25,
      decay: { kind: 'nonmonotone', window: 5, factor: 0.25 },
      minimumLearningRate: 3e-4,
    });
    expect(method).toMatchObject({ response: 'published', warmUpEpochs: 1 });
  });

  it('learns characters with Adam', () => {
    const characters = { ...kjv, vocabulary: { level: 'character' as const, size: 40, unknown: 0, commonest: [] } };
    const { optimizer, clipNorm } = suggested(characters).training;
    expect(optimizer).toMatchObject({ name: 'adam', learningRate: 3e-3 });
    expect(clipNorm).toBe(0.25);
  });

  it('is a smaller network where the text is short', () => {
    expect(suggested(cardOfTokens('text', { rows: 99_999 })).model).toMatchObject({
      lstm: [{ width: 64 }],
      isTied: true,
    });
    expect(suggested(cardOfTokens('text', { rows: 100_000 })).model).toMatchObject({ embedding: 200 });
  });

  it("tunes the paper's seven", () => {
    const { hyperparameters, model } = suggested(kjv);
    const { tuned } = settleHyperparameters(hyperparameters, { model, data: inputShapeByCard(kjv) });
    expect(tuned.map(({ name }) => name)).toEqual(paperSeven);
  });

  it('goes through a short text often and a long one a few times, by the tokens that are trained on', () => {
    const epochs = [300, 20_000, 686_728, 100_000_000].map(
      (train) => suggested({ ...kjv, givenSplit: { train, validation: 100, test: 100 } }).training.epochs,
    );
    expect(epochs).toEqual([100, 100, 6, 3]);
    expect(suggested(cardOfTokens('text', { rows: 981_040 })).training.epochs).toBe(6);
  });

  it('gives another optimiser a learning rate of its own, unless one is named', () => {
    const optimizerOf = (data: DataCard, ...changes: (readonly [string, unknown])[]) => {
      const named = changes.map(([path, value]) => ({ path: `training.optimizer.${path}`, value }));
      return completeRun(data, { written: {}, changes: named, split: undefined }).training.optimizer;
    };
    expect(optimizerOf(kjv, ['name', 'adam'])).toMatchObject({ name: 'adam', learningRate: 3e-3 });
    expect(optimizerOf(kjv, ['name', 'adam'], ['learningRate', 0.5])).toMatchObject({
      name: 'adam',
      learningRate: 0.5,
    });
    expect(optimizerOf(cardOfTokens('sequences', { rows: 90 }), ['name', 'sgd'])).toMatchObject({ learningRate: 1 });
  });

  it('leaves what was written', () => {
    const { training, method } = suggested(kjv, {
      training: { epochs: 40 },
      method: { name: 'stn', response: 'centred' },
    });
    expect(training).toMatchObject({ epochs: 40, batchSize: 20 });
    expect(method).toMatchObject({ response: 'centred', warmUpEpochs: 2 });
  });
});

describe('what is suggested for sequences', () => {
  const splice = cardOfTokens('sequences', { rows: 3_000, longest: 60 });

  it('is a small LSTM that reads them whole, whose dropouts and DropConnect are tuned', () => {
    const { model, hyperparameters, training, data } = suggested(splice);
    expect(model).toMatchObject({ kind: 'lstm', lstm: [{ width: 64 }], isTied: false, length: 60 });
    expect(Object.keys(hyperparameters)).toEqual(['embedding.dropout', 'lstm1.dropout', 'recurrent.dropConnect']);
    expect(training).toMatchObject({ optimizer: { name: 'adam' }, batchSize: 128 });
    expect(data.split.kind).toBe('stratified');
  });

  it('completes an LSTM that was written without a length, and no other', () => {
    const lengthOf = (data: DataCard, length?: number) => {
      const { model } = suggested(data, { model: { kind: 'lstm', lstm: [{ width: 8 }], length } });
      return model.kind === 'lstm' ? model.length : null;
    };
    expect(lengthOf(splice)).toBe(60);
    expect(lengthOf(splice, 20)).toBe(20);
    expect(lengthOf(cardOfTokens('sequences', { rows: 100, longest: 4_000 }))).toBe(256);
    expect(lengthOf(cardOfTokens('text', { rows: 10_000 }))).toBe(35);
  });

  it('tunes the dropout of dense layers behind the read-out too', () => {
    const { hyperparameters } = suggested(splice, {
      model: { kind: 'lstm', lstm: [{ width: 8 }, { width: 8 }], hidden: [{ width: 4 }] },
    });
    expect(Object.keys(hyperparameters)).toEqual([
      'embedding.dropout',
      'lstm1.dropout',
      'lstm2.dropout',
      'recurrent.dropConnect',
      'dense1.dropout',
    ]);
  });
});

describe('of a method that is given values', () => {
  const values = { 'input.dropout': [0.1, 0.2], 'dense2.l2': [0, 0.01] };
  const schedule = { unit: 'epochs', at: [0, 9], values };
  const tuned = { 'input.dropout': { mode: 'tuned' }, 'dense2.l2': { mode: 'tuned' } };
  const last = { 'input.dropout': 0.2, 'dense2.l2': 0.01 };

  it('what they are of is tuned, and nothing else', () => {
    expect(suggested(card(200), { method: { name: 'replay', schedule } }).hyperparameters).toEqual(tuned);
    expect(suggested(card(200), { method: { name: 'final', values: last } }).hyperparameters).toEqual(tuned);
    const changes = [{ path: 'method', value: { name: 'replay', schedule } }];
    expect(completeRun(card(200), { written: {}, changes, split: undefined }).hyperparameters).toEqual(tuned);
  });

  it('what was written stays', () => {
    const hyperparameters = { 'input.dropout': { mode: 'tuned', range: [0, 0.3] } };
    const config = suggested(card(200), { hyperparameters, method: { name: 'replay', schedule } });
    expect(config.hyperparameters).toEqual(hyperparameters);
    expect(suggested(card(200)).hyperparameters).not.toEqual(tuned);
  });
});
