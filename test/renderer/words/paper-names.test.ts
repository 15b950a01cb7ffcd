import { describe, expect, it } from 'vitest';
import { paperNameOf } from '../../../src-renderer/words/paper-names.ts';
import type { LstmConfig } from '../../../src-shared/domain/run-config.ts';

const lstm = (layers: number): LstmConfig => ({
  kind: 'lstm',
  embedding: 8,
  lstm: Array.from({ length: layers }, () => ({ width: 8 })),
  hidden: [],
  readOut: 'mean',
  isTied: true,
  length: 5,
});
const symbolOf = (name: string, layers = 2) => paperNameOf(name, lstm(layers))?.symbol;

describe('the names of the papers', () => {
  // Source: reference lstm/train.py and Merity et al.'s awd-lstm-lm, the options of their command lines.
  it('are those of their command lines', () => {
    expect(symbolOf('embedding.embeddingDropout')).toBe('dropoute');
    expect(symbolOf('embedding.dropout')).toBe('dropouti');
    expect(symbolOf('recurrent.dropConnect')).toBe('wdrop');
    expect(symbolOf('recurrent.activationPenalty')).toBe('alpha');
    expect(symbolOf('recurrent.temporalPenalty')).toBe('beta');
  });

  it('call dropout behind the last layer another than behind those before', () => {
    expect(symbolOf('lstm1.dropout')).toBe('dropouth');
    expect(symbolOf('lstm2.dropout')).toBe('dropouto');
    expect(symbolOf('lstm1.dropout', 1)).toBe('dropouto');
    expect(symbolOf('lstm2.dropout', 3)).toBe('dropouth');
  });

  it('are none where the papers have none', () => {
    expect(paperNameOf('lstm1.l2', lstm(2))).toBe(null);
    expect(paperNameOf('dense1.dropout', lstm(2))).toBe(null);
    expect(paperNameOf('input.dropout', { kind: 'mlp', hidden: [] })).toBe(null);
  });
});
