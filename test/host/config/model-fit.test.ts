import { describe, expect, it } from 'vitest';
import { misfitsOf, refuseMisfit } from '../../../src-main/host/config/model-fit.ts';
import { modelConfigSchema } from '../../../src-shared/domain/run-config.ts';

const mlp = modelConfigSchema.parse({ kind: 'mlp', hidden: [{ width: 4 }] });
const cnn = modelConfigSchema.parse({ kind: 'cnn', conv: [{ channels: 2 }] });
const lstm = (changes: Record<string, unknown> = {}) =>
  modelConfigSchema.parse({ kind: 'lstm', embedding: 8, lstm: [{ width: 16 }, { width: 8 }], ...changes });
const enough = { train: 1_000, validation: 100, test: 100 };
const data = (form: 'table' | 'images' | 'text' | 'sequences') => ({ form, name: 'assay' });

describe('a model that suits its data', () => {
  it('is not refused', () => {
    for (const model of [mlp, cnn]) {
      for (const form of ['table', 'images'] as const) expect(misfitsOf(model, data(form), enough)).toEqual([]);
    }
    expect(misfitsOf(lstm({ isTied: true }), data('text'), enough)).toEqual([]);
    expect(misfitsOf(lstm({ hidden: [{ width: 3 }] }), data('sequences'), enough)).toEqual([]);
    // Of sequences any length will do: shorter ones are padded.
    expect(misfitsOf(lstm({ length: 5_000 }), data('sequences'), enough)).toEqual([]);
    expect(() => refuseMisfit(lstm(), data('text'), enough)).not.toThrow();
  });
});

describe('a model that does not', () => {
  it.each([
    [lstm(), 'table', 'The network is an LSTM and reads tokens, and "assay" is a table of columns.'],
    [lstm(), 'images', 'The network is an LSTM and reads tokens, and "assay" is a set of images.'],
    [mlp, 'text', 'The network is dense and reads numbers, and "assay" is a running text. Choose an LSTM.'],
    [cnn, 'sequences', 'The network is convolutional and reads numbers, and "assay" is a table of sequences.'],
  ] as const)('is told what both are: %j on %s', (model, form, sentence) => {
    const [misfit, ...others] = misfitsOf(model, data(form), enough);
    expect(others).toEqual([]);
    expect(misfit).toMatchObject({ code: 'config/model-misfit', path: 'model' });
    expect(misfit?.message).toContain(sentence);
  });

  it('is told all that keeps it from a running text, each at its field', () => {
    const model = lstm({ isTied: true, embedding: 20, hidden: [{ width: 3 }, { width: 3 }], length: 35 });
    const misfits = misfitsOf(model, data('text'), { train: 1_000, validation: 35, test: 36 });
    expect(misfits.map(({ path, message }) => [path, message])).toEqual([
      [
        'model.isTied',
        'The decoder is tied to the embedding of 20 values, and the last LSTM layer has 8 units. Give both the same width, or untie the decoder.',
      ],
      [
        'model.hidden',
        'On a running text the decoder follows the last LSTM layer, and the network has 2 dense layers between them. Remove them.',
      ],
      [
        'model.length',
        'A step reads 35 tokens and predicts the one after each, which takes 36, and the validation part has 35 tokens. Set the length to 34 or less, or give that part more of the text.',
      ],
    ]);
    expect(() => refuseMisfit(model, data('text'), enough)).toThrow(
      /^The decoder is tied to the embedding of 20 values/,
    );
  });

  it('names every part that is too short, and no length where none would do', () => {
    const [misfit] = misfitsOf(lstm(), data('text'), { train: 36, validation: 12, test: 1 });
    expect(misfit?.message).toBe(
      'A step reads 35 tokens and predicts the one after each, which takes 36, and the validation part has 12 tokens and the sealed test part has 1 token. Give those parts more of the text.',
    );
  });

  it('says nothing of parts that are not known yet', () => {
    expect(misfitsOf(lstm(), data('text'), null)).toEqual([]);
  });

  it('has no decoder to be tied where sequences are classified', () => {
    const [misfit] = misfitsOf(lstm({ isTied: true }), data('sequences'), enough);
    expect(misfit).toMatchObject({ code: 'config/tied-decoder', path: 'model.isTied' });
  });
});
