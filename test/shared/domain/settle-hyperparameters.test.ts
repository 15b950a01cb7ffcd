import { describe, expect, it } from 'vitest';
import { hyperparameterKinds, kindTraits } from '../../../src-shared/domain/hyperparameter.ts';
import { modelConfigSchema } from '../../../src-shared/domain/run-config.ts';
import { applicableNames, settleHyperparameters } from '../../../src-shared/domain/settle-hyperparameters.ts';
import { paperSeven } from '../../support/paper-seven.ts';

const text = { inputs: 1, imageShape: null, tokens: { vocabulary: 50, isRunningText: true } };
const sequences = { inputs: 60, imageShape: null, tokens: { vocabulary: 6, isRunningText: false } };
const lstm = (changes: Record<string, unknown> = {}) =>
  modelConfigSchema.parse({ kind: 'lstm', embedding: 8, lstm: [{ width: 16 }, { width: 8 }], ...changes });

describe('what may be tuned in an LSTM', () => {
  it("on a running text are the paper's seven and weight penalties, in the order of layers and kinds", () => {
    const penalties = ['lstm1.l2', 'lstm1.l1', 'lstm2.l2', 'lstm2.l1', 'output.l2', 'output.l1'];
    const names = applicableNames({ model: lstm(), data: text });
    expect([...names].sort()).toEqual([...paperSeven, ...penalties].sort());
    expect(names.filter((name) => paperSeven.some((one) => one === name))).toEqual(paperSeven);
  });

  it('are no weight penalties of a tied decoder, which has no weights of its own', () => {
    const names = applicableNames({ model: lstm({ isTied: true }), data: text });
    expect(names.filter((name) => name.startsWith('output.'))).toEqual([]);
    expect(names).toContain('lstm2.l2');
  });

  it('on sequences are those of the dense layers too', () => {
    const names = applicableNames({ model: lstm({ hidden: [{ width: 5 }] }), data: sequences });
    expect(names).toEqual(expect.arrayContaining([...paperSeven, 'dense1.dropout', 'dense1.l2', 'output.l1']));
  });

  it('is nothing at the input, whose tokens are names', () => {
    for (const data of [text, sequences, null]) {
      expect(applicableNames({ model: lstm(), data }).filter((name) => name.startsWith('input.'))).toEqual([]);
    }
    for (const kind of hyperparameterKinds.filter((known) => kindTraits[known].appliesTo === 'input')) {
      expect(() =>
        settleHyperparameters({ [`input.${kind}`]: { mode: 'tuned' } }, { model: lstm(), data: text }),
      ).toThrow(`"input.${kind}"`);
    }
  });

  it.each(['mlp', 'cnn'])('has no place in a network of kind %s', (kind) => {
    const model = modelConfigSchema.parse(
      kind === 'mlp' ? { kind, hidden: [{ width: 4 }] } : { kind, conv: [{ channels: 2 }] },
    );
    const names = applicableNames({ model, data: { inputs: 64, imageShape: [8, 8, 1] } });
    const ofTokens = hyperparameterKinds.filter((known) => kindTraits[known].needs === 'tokens');
    expect(ofTokens).toHaveLength(4);
    expect(names.filter((name) => ofTokens.some((known) => name.endsWith(`.${known}`)))).toEqual([]);
    expect(() =>
      settleHyperparameters(
        { 'recurrent.dropConnect': { mode: 'tuned' } },
        { model, data: { inputs: 64, imageShape: [8, 8, 1] } },
      ),
    ).toThrow('"recurrent.dropConnect" cannot be used here: it needs an LSTM, which reads tokens. Set it to off.');
  });
});

describe('the seven as they are settled', () => {
  const settings = Object.fromEntries(paperSeven.map((name) => [name, { mode: 'tuned' as const }]));
  const { tuned } = settleHyperparameters(settings, { model: lstm(), data: text });

  it('share one draw in a batch where the reference shares it', () => {
    expect(tuned.filter(({ isShared }) => isShared).map(({ name }) => name)).toEqual([
      'embedding.embeddingDropout',
      'recurrent.dropConnect',
      'recurrent.activationPenalty',
      'recurrent.temporalPenalty',
    ]);
  });

  it('begin at 0.05, the penalties without an upper end', () => {
    expect(tuned.map(({ start }) => start)).toEqual(tuned.map(() => 0.05));
    const unbounded = tuned.filter(({ range }) => range[1] === Infinity).map(({ kind }) => kind);
    expect(unbounded).toEqual(['activationPenalty', 'temporalPenalty']);
  });

  it('refuses a penalty below nothing, in a sentence that names no end where there is none', () => {
    expect(() =>
      settleHyperparameters(
        { 'recurrent.temporalPenalty': { mode: 'tuned', range: [-1, null] } },
        { model: lstm(), data: text },
      ),
    ).toThrow('The range of "recurrent.temporalPenalty" is -1 to Infinity. It must rise and not begin below 0.');
  });
});
