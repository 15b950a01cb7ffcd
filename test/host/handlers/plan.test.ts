import { describe, expect, it } from 'vitest';
import { type RunConfigInput, runConfigSchema } from '../../../src-shared/domain/run-config.ts';
import { configFor, testApplication } from '../../support/test-application.ts';

async function planner() {
  const { client, dataset } = await testApplication();
  const check = (changes: Partial<Record<keyof RunConfigInput, unknown>> = {}) =>
    client.call('plan.check', { config: { ...configFor(dataset), ...changes } });
  return { client, dataset, check };
}

describe('a suggestion', () => {
  it('is a whole config that has no problems', async () => {
    const { client, dataset } = await planner();
    const config = await client.call('plan.suggest', { dataset });
    expect(runConfigSchema.parse(config)).toEqual(config);
    expect(config).toMatchObject({ name: 'iris', data: { dataset, split: { kind: 'stratified' } } });
    expect((await client.call('plan.check', { config })).problems).toEqual([]);
  });
});

describe('a suggestion by template', () => {
  it('has the network of that name, tuned as it suits', async () => {
    const { client, dataset } = await planner();
    const config = await client.call('plan.suggest', { dataset, template: 'signal-cnn' });
    expect(config.model.kind).toBe('cnn');
    expect(config.hyperparameters['conv1.dropout']).toEqual({ mode: 'tuned' });
  });
});

describe('a sound plan', () => {
  it('has layers with their sizes, counted by hand', async () => {
    const { check } = await planner();
    const { layers, tuned, fixed, rows, applicable } = await check();
    // Two sets of 4 x 8 + 8 weights, a gain, and a map from 1 hyperparameter to 2 x 8 factors; then 8 x 3 + 3, a gain and 2 x 3.
    const weightless = { activation: null, parameters: 0, responseParameters: 0, products: 0 };
    expect(layers).toEqual([
      { name: 'input', inputs: 4, outputs: 4, shape: [4], activities: 4, ...weightless },
      {
        name: 'dense1',
        inputs: 4,
        outputs: 8,
        shape: [8],
        activation: 'relu',
        parameters: 41,
        responseParameters: 56,
        products: 32,
        activities: 8,
      },
      {
        name: 'output',
        inputs: 8,
        outputs: 3,
        shape: [3],
        activation: null,
        parameters: 28,
        responseParameters: 33,
        products: 24,
        activities: 3,
      },
    ]);
    expect([tuned, fixed]).toEqual([1, 0]);
    expect(rows).toEqual({ train: 105, validation: 22, test: 23 });
    expect(applicable).toEqual([
      'input.dropout',
      'input.featureDropout',
      'input.gaussianNoise',
      'dense1.dropout',
      'dense1.l2',
      'dense1.l1',
      'output.l2',
      'output.l1',
    ]);
  });

  it('has an estimate that says what it is based on', async () => {
    const { check } = await planner();
    const { estimates } = await check();
    expect(estimates?.basis).toMatch(/^A guess .*no run of this kind has finished on this machine yet\.$/);
    expect(estimates?.seconds[0]).toBeLessThan(estimates?.seconds[1] ?? 0);
  });

  it('with the method fixed holds everything and has no response', async () => {
    const { check } = await planner();
    const { layers, tuned, fixed, problems } = await check({
      method: { name: 'fixed' },
      hyperparameters: { 'input.dropout': { mode: 'tuned' }, 'dense1.l2': { mode: 'fixed', value: 0.01 } },
    });
    expect(problems).toEqual([]);
    expect([tuned, fixed]).toEqual([0, 2]);
    expect(layers.every(({ responseParameters }) => responseParameters === 0)).toBe(true);
  });
});

describe('problems', () => {
  it('are told all at once, each at its path', async () => {
    const { check } = await planner();
    const { problems, estimates, layers } = await check({
      training: { epochs: 0, batchSize: 1.5 },
      data: { dataset: 'nothing', split: {} },
      model: { kind: 'mlp', hidden: [{ width: 0 }] },
      hyperparameters: { 'input.dropout': { mode: 'fixed' } },
    });
    expect(problems.map(({ path }) => path).sort()).toEqual([
      'data.dataset',
      'hyperparameters.input.dropout',
      'model.hidden.0.width',
      'training.batchSize',
      'training.epochs',
    ]);
    expect(problems.find(({ path }) => path === 'training.epochs')?.message).toBe(
      'Expected a whole number above 0 and of at most 1000000, not 0.',
    );
    expect(problems.find(({ path }) => path === 'hyperparameters.input.dropout')?.message).toBe(
      'value: Missing. Expected a number.',
    );
    expect(estimates).toBeNull();
    expect(layers).toEqual([]);
  });

  it.each([
    ['a data set that is gone', { data: { dataset: '0'.repeat(16) } }, 'data.dataset', /no data set/],
    [
      'shares that leave nothing',
      { data: { split: { train: 0.9, validation: 0.1 } } },
      'data.split',
      /leave something for the sealed test set/,
    ],
    [
      'a column that is not there',
      { data: { split: { kind: 'grouped', column: 'colour' } } },
      'data.split',
      /no column "colour"/,
    ],
    [
      'nothing to tune',
      { hyperparameters: {} },
      'hyperparameters',
      /No hyperparameter is tuned, so there is no schedule to find/,
    ],
    [
      'a range beyond the limits',
      { hyperparameters: { 'input.dropout': { mode: 'tuned', range: [0, 2] } } },
      'hyperparameters.input.dropout',
      /must rise and lie between 0 and 0\.99/,
    ],
    [
      'a layer that is not there',
      { hyperparameters: { 'dense4.l2': { mode: 'tuned' }, 'input.dropout': { mode: 'tuned' } } },
      'hyperparameters.dense4.l2',
      /no hyperparameter of this model/,
    ],
    [
      'what cannot be tuned',
      { hyperparameters: { 'input.dropout': { mode: 'tuned' }, learningRate: { mode: 'tuned' } } },
      'hyperparameters.learningRate',
      /cannot be tuned/,
    ],
    [
      'a warm-up as long as the run',
      { training: { epochs: 5 }, method: { name: 'stn', warmUpEpochs: 5 } },
      'method.warmUpEpochs',
      /^The warm-up of 5 epochs leaves nothing of the run's 5 epochs to tune in\. Shorten it, to 0 if need be, or train for more epochs\.$/,
    ],
    [
      'a warm-up that is left to its default, of one epoch',
      { training: { epochs: 1 }, method: { name: 'stn' } },
      'method.warmUpEpochs',
      /^The warm-up of 1 epoch leaves nothing of the run's 1 epoch to tune in\./,
    ],
    ['an unknown field', { trainin: {} }, 'trainin', /"trainin" is not known/],
    [
      'another activation',
      { model: { kind: 'mlp', hidden: [{ width: 4, activation: 'step' }] } },
      'model.hidden.0.activation',
      /Expected "relu"/,
    ],
  ])('name %s', async (_what, changes, path, message) => {
    const { client, dataset } = await planner();
    const plain = configFor(dataset);
    const config = { ...plain, ...changes, data: { ...plain.data, ...('data' in changes ? changes.data : {}) } };
    const { problems } = await client.call('plan.check', { config });
    expect(problems.map((problem) => problem.path)).toContain(path);
    expect(problems.find((problem) => problem.path === path)?.message).toMatch(message);
  });

  it('are none where one epoch follows the warm-up, or the method has none', async () => {
    const { check } = await planner();
    const training = { epochs: 5 };
    expect((await check({ training, method: { name: 'stn', warmUpEpochs: 4 } })).problems).toEqual([]);
    expect((await check({ training: { epochs: 1 }, method: { name: 'fixed' } })).problems).toEqual([]);
  });

  it('of two hyperparameters stand side by side, beside a broken split', async () => {
    const { check, dataset } = await planner();
    const { problems } = await check({
      data: { dataset, split: { kind: 'column', column: 'colour' } },
      hyperparameters: {
        'input.dropout': { mode: 'tuned', start: 5 },
        'dense1.l2': { mode: 'fixed', value: -1 },
      },
    });
    expect(problems.map(({ path }) => path)).toEqual([
      'data.split',
      'hyperparameters.input.dropout',
      'hyperparameters.dense1.l2',
    ]);
  });

  it('of an empty config are told too', async () => {
    const { client } = await planner();
    const { problems, rows } = await client.call('plan.check', { config: {} });
    expect(problems.map(({ path }) => path)).toEqual(['data', 'model']);
    expect(rows).toBeNull();
  });
});
