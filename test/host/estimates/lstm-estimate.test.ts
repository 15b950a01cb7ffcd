import { describe, expect, it } from 'vitest';
import { estimateRun, stepSeconds } from '../../../src-main/host/estimates/estimate.ts';
import { type RunSize, sizeOfRun } from '../../../src-main/host/estimates/run-size.ts';
import { type ModelTemplateName, modelTemplate } from '../../../src-shared/domain/model-templates.ts';
import type { RunConfigInput } from '../../../src-shared/domain/run-config.ts';
import { testConfig } from '../../support/open-home.ts';

const tuned = { mode: 'tuned' as const };
const text = { inputs: 1, imageShape: null, tokens: { vocabulary: 10_000, isRunningText: true } };
const rows = { train: 686_728, validation: 69_273, test: 64_785 };

function onText(template: ModelTemplateName, changes: Partial<RunConfigInput> = {}) {
  const config = testConfig({
    model: modelTemplate(template, text),
    hyperparameters: { 'lstm1.dropout': tuned, 'recurrent.dropConnect': tuned, 'embedding.embeddingDropout': tuned },
    method: { name: 'stn', response: 'published' },
    training: { epochs: 6, batchSize: 20 },
    ...changes,
  });
  return { config, size: sizeOfRun(config, { ...text, form: 'text', outputs: 10_000, rows }) };
}

const estimate = (template: ModelTemplateName, changes: Partial<RunConfigInput> = {}) =>
  estimateRun({
    ...onText(template, changes),
    dataBytes: 0,
    cores: 2,
    calibration: { factor: 1, runs: 4, closeness: 1 },
  });

describe('an LSTM on a running text, in numbers', () => {
  const { size } = onText('lstm');

  it('has the steps of its streams, and answers as likely as each token of the vocabulary', () => {
    expect(size.steps).toMatchObject({ batch: 20, batchesPerEpoch: 981 });
    expect(size.decodedOfRow).toBe(35 * 10_000);
    expect(size.times).toBe(35);
  });

  it('multiplies for 35 tokens of a stream, and its response for all but the decoder', () => {
    expect(size.products).toBe(35 * (2 * 4 * 200 * 400 + 200 * 10_000));
    expect(size.respondingProducts).toBe(35 * 2 * 4 * 200 * 400);
  });

  it('draws masks once for a stream, and those of tokens and weights once for the batch', () => {
    // 200 units behind the first layer; with each stream the draw of each hyperparameter.
    expect(size.drawsOfRow).toBe(200 + 3);
    expect(size.drawsOfStep).toBe(10_000 + 2 * 4 * 200 * 200);
  });

  it('is validated in stretches of a length, whatever the batch', () => {
    expect(size.validated).toEqual({ all: 69_273 / 35, step: 20 });
    const { size: short } = onText('lstm', { training: { batchSize: 5_000 } });
    expect(short.validated.step).toBe(Math.floor(69_272 / 35));
  });
});

describe('an LSTM on sequences, in numbers', () => {
  const sequences = { inputs: 60, imageShape: null, tokens: { vocabulary: 6, isRunningText: false } };
  const config = testConfig({
    model: modelTemplate('small-lstm', sequences),
    hyperparameters: { 'lstm1.dropout': tuned },
    training: { epochs: 10, batchSize: 64 },
  });
  const parts = { train: 2_000, validation: 500, test: 500 };
  const size: RunSize = sizeOfRun(config, { ...sequences, form: 'sequences', outputs: 3, rows: parts });

  it('has its steps by rows, and answers once', () => {
    expect(size.steps).toMatchObject({ batch: 64, batchesPerEpoch: 31 });
    expect(size.validated).toEqual({ all: 500, step: 64 });
    expect(size.decodedOfRow).toBe(0);
    expect(size.times).toBe(60);
    expect(size.products).toBe(60 * 4 * 64 * (32 + 64) + 64 * 3);
  });
});

describe('what an LSTM costs', () => {
  it('rises with the layers, the tokens of a step, the streams and the vocabulary', () => {
    const secondsOf = (template: ModelTemplateName, changes: Partial<RunConfigInput> = {}) =>
      stepSeconds(onText(template, changes).size, 2).train;
    const usual = secondsOf('lstm');
    expect(secondsOf('small-lstm')).toBeLessThan(usual);
    expect(secondsOf('large-lstm')).toBeGreaterThan(5 * usual);
    expect(secondsOf('lstm', { training: { batchSize: 40 } })).toBeGreaterThan(1.5 * usual);
    expect(secondsOf('lstm', { method: { name: 'fixed' } })).toBeLessThan(usual);
    const few = { ...text, tokens: { vocabulary: 100, isRunningText: true } };
    const { config } = onText('lstm');
    const size = sizeOfRun(config, { ...few, form: 'text', outputs: 100, rows });
    expect(stepSeconds(size, 2).train).toBeLessThan(usual / 1.5);
  });

  it('needs memory for how likely every token is after each of a batch', () => {
    const more = estimate('lstm', { training: { epochs: 6, batchSize: 40 } }).memoryBytes;
    const likelihoods = 4 * 20 * 35 * 10_000;
    expect((more - estimate('lstm').memoryBytes) / likelihoods).toBeGreaterThan(2);
    expect((more - estimate('lstm').memoryBytes) / likelihoods).toBeLessThan(12);
  });
});
