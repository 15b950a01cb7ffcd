import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseChange } from '../../../src-main/host/config/config-change.ts';
import { prepareRun } from '../../../src-main/host/config/prepare-run.ts';
import { temporaryHome } from '../../support/temporary-home.ts';

/** Prepares `written` with changes in the words of `--set`, in a folder that must stay as it is. */
async function prepare(
  written: unknown,
  changes: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
) {
  const directory = temporaryHome();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  const before = readdirSync(directory);
  try {
    return await prepareRun({ written, changes: changes.map(parseChange), home: join(directory, 'home'), directory });
  } finally {
    expect(readdirSync(directory)).toEqual(before);
  }
}

const iris = { data: { sample: 'iris' } };

describe('a run of a sample alone', () => {
  it('gets a model, tuned hyperparameters and a stratified split', async () => {
    const { config, dataset } = await prepare(iris);
    expect(config.name).toBe('iris');
    expect(config.data).toMatchObject({ dataset: dataset.card.id, split: { kind: 'stratified', train: 0.7 } });
    expect(config.model.hidden).toHaveLength(2);
    expect(Object.keys(config.hyperparameters)).toEqual([
      'input.dropout',
      'dense1.dropout',
      'dense2.dropout',
      'dense1.l2',
    ]);
    expect(config.method).toMatchObject({ name: 'stn', response: 'centred' });
  });

  it('splits a regression at random', async () => {
    const { config } = await prepare({ data: { sample: 'diabetes' } });
    expect(config.data.split.kind).toBe('random');
  });

  it('fits its hyperparameters to the model that was chosen', async () => {
    const { config } = await prepare(iris, ['model.hidden=[]']);
    expect(Object.keys(config.hyperparameters)).toEqual(['input.dropout', 'output.l2']);
  });
});

describe('what was written', () => {
  it('stands beside what was suggested', async () => {
    const { config } = await prepare({ ...iris, name: 'mine', training: { epochs: 3 } });
    const suggested = await prepare(iris);
    expect(config.name).toBe('mine');
    expect(config.training).toEqual({ ...suggested.config.training, epochs: 3 });
  });

  it('names all hyperparameters that there are', async () => {
    const { config } = await prepare({ ...iris, hyperparameters: { 'input.dropout': { mode: 'tuned' } } });
    expect(Object.keys(config.hyperparameters)).toEqual(['input.dropout']);
  });

  it('may choose another method', async () => {
    expect((await prepare(iris, ['method.name=fixed'])).config.method).toEqual({ name: 'fixed' });
    expect((await prepare({ ...iris, method: { name: 'fixed' } })).config.method).toEqual({ name: 'fixed' });
  });

  it('of one epoch leaves that epoch to tune in', async () => {
    expect((await prepare(iris, ['training.epochs=1'])).config.method).toMatchObject({ warmUpEpochs: 0 });
    expect((await prepare(iris, ['training.epochs=2'])).config.method).toMatchObject({ warmUpEpochs: 1 });
  });

  it('reads files beside the config with its choices', async () => {
    const rows = Array.from({ length: 30 }, (_, row) => `${row % 7};${row % 2 === 0 ? 'a' : 'b'};x${row % 3}`);
    const { config, dataset } = await prepare(
      { data: { file: 't.csv', target: 'kind', roles: { plate: 'group' }, delimiter: ';' } },
      [],
      { 't.csv': ['dose;kind;plate', ...rows].join('\n') },
    );
    expect(dataset.card).toMatchObject({ target: 'kind', rows: 30 });
    expect(config.data.split).toMatchObject({ kind: 'grouped', column: 'plate' });
  });
});

describe('a run that cannot be', () => {
  it.each([
    [{}, [], /^data is missing; expected one of/],
    [{ data: {} }, [], /^data names no source of data/],
    [{ data: { sample: 'iris', file: 'x.csv' } }, [], /"sample" and "file" at once/],
    [{ data: { sample: 'moons' } }, [], /no sample "moons"/],
    [{ data: { sample: 'iris', target: 'species' } }, [], /^"data\.target" is not known\. Known here: sample, split/],
    [{ data: { file: 'none.csv' } }, [], /There is no file .*none\.csv/],
    [{ data: { dataset: '0123456789abcdef' } }, [], /There is no data set in/],
    [
      { data: { file: 'x.csv', task: 'ranking' } },
      [],
      /^data\.task is "ranking"; expected "classification", "regression" or "language"/,
    ],
    [iris, ['training.epochs=0'], /^training\.epochs is 0; expected a whole number above 0/],
    [iris, ['trainin.epochs=1'], /^"trainin" is not known/],
    [iris, ['hyperparameters.learningRate=tuned'], /"learningRate" cannot be tuned by a self-tuning network/],
    [iris, ['hyperparameters.dense7.dropout=tuned'], /"dense7\.dropout" is no hyperparameter of this model/],
    [iris, ['hyperparameters.input.dropout.range=[-0.5,0.5]'], /The range of "input\.dropout" is -0\.5 to 0\.5/],
    [{ ...iris, hyperparameters: {} }, [], /No hyperparameter is tuned/],
    [
      iris,
      ['training.epochs=3', 'method.warmUpEpochs=3'],
      /^The warm-up of 3 epochs leaves nothing of the run's 3 epochs to tune in\. Shorten it/,
    ],
    [{ data: { sample: 'diabetes', split: { kind: 'stratified' } } }, [], /Choose the split random/],
    [
      { data: { sample: 'iris', split: { train: 0.9, validation: 0.1 } } },
      [],
      /leave something for the sealed test set/,
    ],
    ['iris', [], /^The config is no object/],
  ])('%j with %j is refused', async (written, changes, sentence) => {
    await expect(prepare(written, changes)).rejects.toThrow(sentence);
  });
});
