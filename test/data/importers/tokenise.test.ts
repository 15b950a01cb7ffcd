import { describe, expect, it } from 'vitest';
import { cutSequence, cutterFor } from '../../../src-main/data/importers/tokenise.ts';
import type { TokenRule } from '../../../src-main/data/tokens.ts';

const words: TokenRule = { kind: 'words', letters: 'kept' };
const characters: TokenRule = { kind: 'characters', letters: 'kept' };
const smiles: TokenRule = { kind: 'smiles', letters: 'kept' };

function cut(rule: TokenRule, chunks: readonly string[]): string[] {
  const tokens: string[] = [];
  const cutter = cutterFor(rule, 'a.txt');
  for (const chunk of chunks) cutter.push(chunk, (token) => tokens.push(token));
  cutter.end((token) => tokens.push(token));
  return tokens;
}

function tokensOfSequence(text: string, rule: TokenRule): string[] {
  const tokens: string[] = [];
  cutSequence(text, rule, (token) => tokens.push(token));
  return tokens;
}

describe('a stream of words', () => {
  it('ends every line with a mark, empty lines and the last one too', () => {
    expect(cut(words, [' the cat \n\n sat'])).toEqual(['the', 'cat', '<eos>', '<eos>', 'sat', '<eos>']);
    expect(cut(words, ['the cat\n'])).toEqual(['the', 'cat', '<eos>']);
    expect(cut(words, [])).toEqual([]);
  });

  it('is cut the same wherever its chunks end', () => {
    const text = 'aus der Tiefe\u00a0rufe\tich \n Herr \u3000 zu dir\n<unk> N\n';
    const whole = cut(words, [text]);
    expect(whole).toEqual(
      text
        .split('\n')
        .slice(0, -1)
        .flatMap((line) => [...line.split(/\s+/).filter(Boolean), '<eos>']),
    );
    for (let at = 0; at <= text.length; at++) expect(cut(words, [text.slice(0, at), text.slice(at)])).toEqual(whole);
    expect(cut(words, [...text])).toEqual(whole);
  });

  it('is cut at all that regular expressions call white space, and at nothing else', () => {
    for (let code = 0; code < 0x1_0000; code++) {
      const character = String.fromCharCode(code);
      const isCut = cut(words, [`a${character}b`]).length > 2;
      if (isCut !== /\s/.test(character)) expect.fail(`U+${code.toString(16)}`);
    }
  });

  it('has no word of fifty thousand letters, wherever it stands', () => {
    const long = 'ACGT'.repeat(12_500);
    for (const chunks of [[long], [long, long], [`${long} `]]) {
      expect(() => cut(words, chunks)).toThrow('a.txt holds a word of more than 10,000 characters');
    }
  });
});

describe('a stream of characters', () => {
  it('has line ends among its tokens, and counts as Unicode does', () => {
    expect(cut(characters, ['né\n😀'])).toEqual(['n', 'é', '\n', '😀']);
  });
});

describe('a SMILES', () => {
  it.each([
    ['CC(=O)Oc1ccccc1C(=O)O', 'C C ( = O ) O c 1 c c c c c 1 C ( = O ) O'],
    ['ClCCBr', 'Cl C C Br'],
    ['C[C@@H](N)C(=O)[O-].[Na+]', 'C [C@@H] ( N ) C ( = O ) [O-] . [Na+]'],
    ['C%12CC%12', 'C %12 C C %12'],
    ['FC(F)/C=C\\I', 'F C ( F ) / C = C \\ I'],
    ['C[unclosed', 'C [ u n c l o s e d'],
  ])('is cut into atoms, bonds, branches and rings: %s', (text, expected) => {
    expect(tokensOfSequence(text, smiles)).toEqual(expected.split(' '));
    expect(tokensOfSequence(text, smiles).join('')).toBe(text);
  });
});

describe('a sequence', () => {
  it('has the letters that its rule wants', () => {
    expect(tokensOfSequence('acGT', { kind: 'characters', letters: 'upper' })).toEqual(['A', 'C', 'G', 'T']);
    expect(tokensOfSequence(' Good  Taste ', { kind: 'words', letters: 'lower' })).toEqual(['good', 'taste']);
  });
});
