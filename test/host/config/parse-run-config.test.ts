import { describe, expect, it } from 'vitest';
import { parseRunConfig } from '../../../src-main/host/config/parse-run-config.ts';

const base = { data: { dataset: '0123456789abcdef' }, model: { kind: 'mlp', hidden: [{ width: 8 }] } };

function refusalOf(written: unknown): string {
  try {
    parseRunConfig(written);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

describe('a run config as written', () => {
  it('gets every default', () => {
    expect(parseRunConfig(base).training).toMatchObject({ epochs: 50, batchSize: 64, clipNorm: null });
  });

  it.each([
    [
      { training: { epochs: 'ten' } },
      'training.epochs is "ten"; expected a whole number above 0 and of at most 1000000.',
    ],
    [{ training: { seed: -1 } }, 'training.seed is -1; expected a whole number from 0 to 4294967295.'],
    [
      { training: { batchSize: 2.5 } },
      'training.batchSize is 2.5; expected a whole number above 0 and of at most 1000000.',
    ],
    [{ training: { clipNorm: 'no' } }, 'training.clipNorm is "no"; expected a number above 0 or null.'],
    [
      { training: { optimizer: { name: 'sgd', learningRate: 0.1, momentum: 1 } } },
      'training.optimizer.momentum is 1; expected a number of at least 0 and below 1.',
    ],
    [
      { training: { optimizer: { name: 'adam', learningRate: 0.1, momentum: 0.9 } } },
      '"training.optimizer.momentum" is not known. Known here: name, learningRate, beta1, beta2, epsilon.',
    ],
    [
      { training: { optimizer: { name: 'adam' } } },
      'training.optimizer.learningRate is missing; expected a number above 0.',
    ],
    [{ method: { name: 'grid' } }, /^method\.name is "grid"; expected "stn", .* or "sinusoid"\.$/],
    [{ method: { name: 'stn', response: 'exact' } }, 'method.response is "exact"; expected "centred" or "published".'],
    [
      { model: { kind: 'mlp', hidden: [{ width: '8' }] } },
      /^model\.hidden\[0\]\.width is "8"; expected a whole number above 0/,
    ],
    [
      { hyperparameters: { 'input.l2': { mode: 'on' } } },
      'hyperparameters["input.l2"].mode is "on"; expected "off", "fixed" or "tuned".',
    ],
    [
      { hyperparameters: { 'input.l2': { mode: 'tuned', scale: -1 } } },
      'hyperparameters["input.l2"].scale is -1; expected a number above 0.',
    ],
    [{ data: { dataset: 'zz' } }, 'data.dataset is "zz". A data set id has 16 hexadecimal digits.'],
    [{ epoch: 3 }, /^"epoch" is not known\. Known here: version, name, data, model/],
    [{ engine: { name: 'cuda' } }, 'engine.name is "cuda"; expected "auto", "onnx", "reference" or "tensorflow".'],
  ])('%j is refused with a sentence', (change, sentence) => {
    expect(refusalOf({ ...base, ...change })).toEqual(
      typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
    );
  });

  it('must be an object', () => {
    expect(refusalOf([1])).toBe('The config is [1]; expected an object {…}.');
  });

  it('shows no more than the start of a long value', () => {
    expect(refusalOf({ ...base, method: { name: 'x'.repeat(5_000) } }).length).toBeLessThan(250);
  });
});
