// Tokens, texts and sequences in words: what there are so many of, and how a token that is no letter is shown.
import type { DataCard, TokenLevel, VocabularySummary } from '../../src-shared/domain/data-card.ts';
import { tokenNoun } from '../../src-shared/domain/token-noun.ts';
import { numberFormat } from './formatters.ts';
import { countedWords, countWords } from './quantities.ts';
import { capitalised } from './sentence-case.ts';

export interface Noun {
  readonly one: string;
  readonly many: string;
}

/** What the rows of data are. */
export const rowNouns: Readonly<Record<DataCard['form'], Noun>> = {
  table: { one: 'row', many: 'rows' },
  images: { one: 'image', many: 'images' },
  text: { one: 'token', many: 'tokens' },
  sequences: { one: 'sequence', many: 'sequences' },
};

/** What the tokens are. */
export const tokenNouns: Readonly<Record<TokenLevel, Noun>> = {
  word: { one: 'word', many: 'words' },
  character: { one: 'character', many: 'characters' },
};

/** What the tokens of a vocabulary are. */
export function tokenNounOf(vocabulary: Parameters<typeof tokenNoun>[0]): Noun {
  const one = tokenNoun(vocabulary);
  return { one, many: `${one}s` };
}

export const levelChoices: readonly { readonly value: TokenLevel; readonly words: string }[] = [
  { value: 'word', words: 'a word, between white space' },
  { value: 'character', words: 'a character' },
];

/** "150 rows", "3,000 images", "687,000 tokens", "3,186 sequences". */
export function rowsWords(rows: number, form: DataCard['form'], locale: string): string {
  const { one, many } = rowNouns[form];
  return countedWords(rows, one, many, locale);
}

/** A head for how many there are: "Rows", "Tokens". */
export function rowsHead(form: DataCard['form']): string {
  return capitalised(rowNouns[form].many);
}

/** "10,000 different words". */
export function vocabularyWords(vocabulary: VocabularySummary, locale: string): string {
  const { one, many } = tokenNounOf(vocabulary);
  return `${countWords(vocabulary.size, locale)} different ${vocabulary.size === 1 ? one : many}`;
}

/** "up to 60 characters", or "60 characters" where all sequences are as long. */
export function lengthsWords(
  { lengths, vocabulary }: Pick<DataCard, 'lengths' | 'vocabulary'>,
  locale: string,
): string {
  if (lengths === undefined) return 'sequences';
  const { one, many } = tokenNounOf(vocabulary);
  const longest = countedWords(lengths.longest, one, many, locale);
  return lengths.shortest === lengths.longest ? longest : `up to ${longest}`;
}

/** How many tokens are not in the vocabulary, and what share that is where all are counted: "12,345 tokens (1.8%)". */
export function unknownWords(unknown: number, all: number | null, locale: string): string {
  if (unknown === 0) return 'none';
  const counted = countedWords(unknown, 'token', 'tokens', locale);
  if (all === null) return counted;
  const share = unknown / Math.max(1, all);
  const written = share < 0.001 ? `below ${tenthsWords(0.001, locale)}` : tenthsWords(share, locale);
  return `${counted} (${written})`;
}

/** A share in tenths of a percent, so that points stand below each other: "6.5%", "1.0%". */
export function tenthsWords(share: number, locale: string): string {
  return numberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(share);
}

const named: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\t': 'tab',
  '\n': 'line end',
  '\r': 'carriage return',
  '\u00A0': 'hard space',
  '<eos>': 'line end',
  '<unk>': 'unknown',
};

/** A token as it can be seen; those that leave no mark, or stand for one, by their name. */
export function shownToken(token: string): { readonly text: string; readonly isName: boolean } {
  const name = named[token];
  return name === undefined ? { text: token, isName: false } : { text: name, isName: true };
}

/** Longest sequence that is shown whole at first. */
const longestShown = 64;
const shownAtEnds = 28;

/** Whether a text holds fewer tokens than the sequence has: words where there is white space, else characters. */
export function isCutShort(text: string, tokens: number): boolean {
  return tokens > (/\s/.test(text) ? text.trim().split(/\s+/) : [...text]).length;
}

/**
 * A long sequence with its middle left out: what begins and ends it says more than its beginning alone.
 * @param isCut its end is not there, so there is a beginning only
 */
export function elided(text: string, isCut: boolean): { readonly start: string; readonly end: string } | null {
  // By code points, so that none is cut in two.
  const points = [...text];
  if (points.length <= longestShown) return null;
  if (isCut) return { start: points.slice(0, 2 * shownAtEnds).join(''), end: '' };
  return { start: points.slice(0, shownAtEnds).join(''), end: points.slice(-shownAtEnds).join('') };
}
