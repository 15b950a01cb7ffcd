// What texts are cut into and how tokens are kept: the marks, the rules, the arrays. Not here: the cutting itself (importers/tokenise).
import type { TokenLevel } from '../../src-shared/domain/data-card.ts';

/** Stands in front of a sequence that is shorter than others; token 0 of sequences. */
export const paddingMark = '<pad>';
/** Stands for every token that is not in the vocabulary; token 1 of sequences. */
export const unknownMark = '<unk>';
/** The end of a line, where a text is read word by word. */
export const lineEndMark = '<eos>';

/** Tokens of sequences that stand for no token of the data. */
export const sequenceMarks = [paddingMark, unknownMark] as const;

/** Positions in a vocabulary: 16 bits where they suffice, else 32. */
export type Tokens = Uint16Array | Int32Array;

/** How a text is cut: at white space; into characters; into the atoms, bonds and brackets of a SMILES. */
export const tokenKinds = ['words', 'characters', 'smiles'] as const;
/** What becomes of letters before they are looked up. */
export const letterCases = ['kept', 'lower', 'upper'] as const;

export interface TokenRule {
  readonly kind: (typeof tokenKinds)[number];
  readonly letters: (typeof letterCases)[number];
}

/** What one token is, by the rule that cuts them. */
export function levelOf({ kind }: TokenRule): TokenLevel {
  return kind === 'words' ? 'word' : 'character';
}

/** Most tokens that 16 bits tell apart. */
const shortVocabulary = 65_536;

/** Room for so many tokens of a vocabulary. */
export function tokenArray(length: number, vocabulary: number): Tokens {
  return vocabulary <= shortVocabulary ? new Uint16Array(length) : new Int32Array(length);
}

/** Tokens as a person reads them: words with blanks between them and lines of their own, characters side by side. */
export function textOfTokens(
  tokens: Iterable<number>,
  { vocabulary, level }: { readonly vocabulary: readonly string[]; readonly level: TokenLevel },
): string {
  const names = Array.from(tokens, (token) => vocabulary[token] ?? unknownMark);
  if (level === 'character') return names.join('');
  return names
    .map((name, position) => {
      if (name === lineEndMark) return '\n';
      return position === 0 || names[position - 1] === lineEndMark ? name : ` ${name}`;
    })
    .join('');
}
