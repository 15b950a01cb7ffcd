import { describe, expect, it } from 'vitest';
import { inputsWords, outputsWords, sampleSize, targetWords } from '../../../src-renderer/words/data-words.ts';
import {
  elided,
  isCutShort,
  lengthsWords,
  rowsHead,
  rowsWords,
  shownToken,
  unknownWords,
} from '../../../src-renderer/words/token-words.ts';
import { sequencesCard, textCard } from '../views/data/token-cards.ts';

describe('texts and sequences in words', () => {
  it('count what they are made of', () => {
    expect(rowsWords(686_728, 'text', 'en')).toBe('686,728 tokens');
    expect(rowsWords(1, 'sequences', 'en')).toBe('1 sequence');
    expect(rowsWords(150, 'table', 'en')).toBe('150 rows');
    expect(rowsHead('text')).toBe('Tokens');
  });

  it('say what goes in and what is predicted', () => {
    expect(inputsWords(textCard, 'en')).toBe('10,000 different words');
    expect(targetWords(textCard, 'en')).toBe('the next word');
    expect(outputsWords(textCard, 'en')).toBe('The next word');
    expect(inputsWords(sequencesCard, 'en')).toBe('up to 90 characters');
    expect(targetWords(sequencesCard, 'en')).toBe('2 classes of kind');
    const smiles = { level: 'character', size: 9, unknown: 0, commonest: [{ token: 'Cl', count: 3 }] } as const;
    expect(inputsWords({ ...sequencesCard, vocabulary: { ...smiles, commonest: [...smiles.commonest] } }, 'en')).toBe(
      'up to 90 tokens',
    );
    expect(lengthsWords({ lengths: { shortest: 60, median: 60, longest: 60 } }, 'en')).toBe('60 tokens');
  });

  it('size samples by their form', () => {
    const sample = { name: '', title: '', description: '', field: '', source: '', licence: '', target: '' };
    const text = { ...sample, task: 'language', form: 'text', rows: 821_234, inputs: 1 } as const;
    expect(sampleSize(text, 'en')).toBe('821,234 tokens');
    const sequences = { ...sample, task: 'classification', form: 'sequences', rows: 3_186, inputs: 60 } as const;
    expect(sampleSize(sequences, 'en')).toBe('3,186 sequences · up to 60 tokens');
  });

  it('say how much is outside the vocabulary', () => {
    expect(unknownWords(0, 1_000, 'en')).toBe('none');
    expect(unknownWords(18, 1_000, 'en')).toBe('18 tokens (1.8%)');
    expect(unknownWords(1, 100_000, 'en')).toBe('1 token (below 0.1%)');
    expect(unknownWords(7, null, 'en')).toBe('7 tokens');
  });

  it('name tokens that cannot be seen', () => {
    expect(shownToken(' ')).toEqual({ text: 'space', isName: true });
    expect(shownToken('<eos>')).toEqual({ text: 'line end', isName: true });
    expect(shownToken('the')).toEqual({ text: 'the', isName: false });
  });

  it('leave the middle of long sequences out, never half a letter', () => {
    expect(elided('A'.repeat(64), false)).toBe(null);
    const long = `${'😀'.repeat(40)}${'C'.repeat(40)}`;
    expect(elided(long, false)).toEqual({ start: '😀'.repeat(28), end: 'C'.repeat(28) });
    expect(elided(long, true)).toEqual({ start: `${'😀'.repeat(40)}${'C'.repeat(16)}`, end: '' });
    expect(isCutShort('ACGT', 4)).toBe(false);
    expect(isCutShort('ACGT', 5)).toBe(true);
    expect(isCutShort('in the beginning', 3)).toBe(false);
    expect(isCutShort('in the beginning', 4)).toBe(true);
  });
});
