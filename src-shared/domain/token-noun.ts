// What one token of a vocabulary is called. The one rule for the window and the command line.
import type { VocabularySummary } from './data-card.ts';

const isMark = (text: string) => /^<\w+>$/.test(text);

/** A word, a character, or, of SMILES, a token: atoms and bonds, of which some are written with two characters. */
export function tokenNoun(
  vocabulary: Pick<VocabularySummary, 'level' | 'commonest'> | undefined,
): 'word' | 'character' | 'token' {
  if (vocabulary === undefined) return 'token';
  const { level, commonest } = vocabulary;
  const isMixed = level === 'character' && commonest.some(({ token }) => [...token].length > 1 && !isMark(token));
  return isMixed ? 'token' : level;
}
