import { describe, expect, it } from 'vitest';
import { capitalised, inSentence } from '../../../src-renderer/words/sentence-case.ts';

describe('a first letter', () => {
  it('is large at the beginning of a sentence', () => {
    expect(['all dropouts', 'L2', ''].map(capitalised)).toEqual(['All dropouts', 'L2', '']);
  });

  it('is small within one, but for names and abbreviations', () => {
    const words = ['Dropout of LSTM 1', 'L2 of dense 1', 'LSTM 1', 'DropConnect', 'Temporal penalty β'];
    expect(words.map(inSentence)).toEqual([
      'dropout of LSTM 1',
      'L2 of dense 1',
      'LSTM 1',
      'DropConnect',
      'temporal penalty β',
    ]);
  });
});
