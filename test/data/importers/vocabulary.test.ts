import { describe, expect, it } from 'vitest';
import { buildVocabulary, TokenCounts } from '../../../src-main/data/importers/vocabulary.ts';

function counted(text: string): ReadonlyMap<string, number> {
  const counts = new TokenCounts('a.txt');
  for (const token of text.split(' ')) counts.add(token);
  return counts.different;
}

describe('a vocabulary', () => {
  it('holds tokens by how often they occur, then by which came first', () => {
    const counts = counted('b a c a <eos> b a d <eos>');
    expect(buildVocabulary({ counts, size: 10 })).toEqual({ tokens: ['a', 'b', '<eos>', 'c', 'd'], leftOut: 0 });
  });

  it('keeps so many words beside the marks, and counts what it leaves out as unknown', () => {
    const counts = counted('b a c a <eos> b a d <eos> c');
    // c twice and d once are unknown: three, as often as a, which was there before.
    expect(buildVocabulary({ counts, size: 2 })).toEqual({ tokens: ['a', '<unk>', 'b', '<eos>'], leftOut: 2 });
  });

  it('takes a mark for unknown words in the text as a word like any other', () => {
    expect(buildVocabulary({ counts: counted('<unk> a <unk>'), size: 1 }).tokens).toEqual(['<unk>', 'a']);
  });

  it('begins with marks where they must have the first numbers', () => {
    const counts = counted('C N C <unk> O');
    expect(buildVocabulary({ counts, size: 2, first: ['<pad>', '<unk>'] }).tokens).toEqual([
      '<pad>',
      '<unk>',
      'C',
      'N',
    ]);
  });

  it('gives every token that is kept a number of its own', () => {
    const counts = counted(Array.from({ length: 500 }, (_, index) => `w${(index * index) % 97}`).join(' '));
    for (const size of [1, 5, 50, 500]) {
      const { tokens } = buildVocabulary({ counts, size });
      expect(new Set(tokens).size).toBe(tokens.length);
      expect(tokens.filter((token) => token !== '<unk>').length).toBe(Math.min(size, counts.size));
    }
  });
});
