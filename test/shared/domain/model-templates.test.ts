import { describe, expect, it } from 'vitest';
import { modelTemplate, templatesFor } from '../../../src-shared/domain/model-templates.ts';
import { modelConfigSchema } from '../../../src-shared/domain/run-config.ts';

const text = { inputs: 1, imageShape: null, tokens: { vocabulary: 50, isRunningText: true } };
const sequences = (longest: number) => ({
  inputs: longest,
  imageShape: null,
  tokens: { vocabulary: 6, isRunningText: false },
});

describe('the networks for tokens', () => {
  it('are LSTMs alone, and for numbers none of them', () => {
    expect(templatesFor(text)).toEqual(['lstm', 'small-lstm', 'large-lstm']);
    expect(templatesFor(sequences(60))).toEqual(['small-lstm', 'lstm']);
    for (const data of [
      { inputs: 40, imageShape: null },
      { inputs: 784, imageShape: [28, 28, 1] as const },
    ]) {
      expect(templatesFor(data).filter((name) => name.endsWith('lstm'))).toEqual([]);
    }
  });

  it("for a text are tied, and the large one is the paper's: two layers of 650, 70 tokens", () => {
    expect(modelTemplate('large-lstm', text)).toEqual({
      kind: 'lstm',
      embedding: 650,
      lstm: [{ width: 650 }, { width: 650 }],
      hidden: [],
      readOut: 'mean',
      isTied: true,
      length: 70,
    });
  });

  it('can be written as configs, tied where the widths allow it', () => {
    for (const data of [text, sequences(60)]) {
      for (const name of templatesFor(data)) {
        const model = modelConfigSchema.parse(modelTemplate(name, data));
        expect(model).toEqual(modelTemplate(name, data));
        if (model.kind !== 'lstm') throw new Error(`${name} is no LSTM.`);
        expect(model.isTied).toBe(data === text);
        if (model.isTied) expect(model.lstm.at(-1)?.width).toBe(model.embedding);
      }
    }
  });

  it.each([
    [1, 1],
    [60, 60],
    [256, 256],
    [1_000, 256],
  ])('for sequences of %i tokens at most read the last %i', (longest, length) => {
    expect(modelTemplate('small-lstm', sequences(longest))).toMatchObject({ length, isTied: false });
  });
});
