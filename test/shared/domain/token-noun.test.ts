import { describe, expect, it } from 'vitest';
import { tokenNoun } from '../../../src-shared/domain/token-noun.ts';

const of = (level: 'word' | 'character', ...tokens: string[]) => ({
  level,
  commonest: tokens.map((token) => ({ token, count: 1 })),
});

describe('what one token is called', () => {
  it('is what the vocabulary holds, marks aside', () => {
    expect(tokenNoun(of('word', 'the', '<eos>'))).toBe('word');
    expect(tokenNoun(of('character', 'a', '<unk>', '😀'))).toBe('character');
  });

  it('is a token where some are written with two characters, and where nothing is known', () => {
    expect(tokenNoun(of('character', 'C', 'Cl'))).toBe('token');
    expect(tokenNoun(undefined)).toBe('token');
  });
});
