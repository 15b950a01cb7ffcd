// What a card says about a text: how it was read, and what a person should know.
import type { TokenLevel } from '../../../src-shared/domain/data-card.ts';
import { countOf, listNames } from '../sentences.ts';
import { lineEndMark, type TokenRule, type Tokens, unknownMark } from '../tokens.ts';
import { countTokens } from '../vocabulary-summary.ts';
import { unknownWarnings } from './unknown-tokens.ts';

export interface TextFacts {
  /** Of the files, that for training first. */
  readonly names: readonly string[];
  readonly level: TokenLevel;
  readonly rule: TokenRule;
  /** Tokens that were to be kept at most. */
  readonly size: number;
  /** Different tokens that were not. */
  readonly leftOut: number;
  readonly tokens: Tokens;
  readonly vocabulary: readonly string[];
  readonly encoding: string;
}

/** How the files were read. */
export function textReading({ names, level, rule, size, leftOut, encoding }: TextFacts): string {
  const cut =
    level === 'word' ? `words between white space, ${lineEndMark} at the end of each line` : 'character by character';
  const letters = rule.letters === 'lower' ? ', in small letters' : '';
  const counted = names.length > 1 ? names[0] : 'the whole text';
  const kept =
    leftOut === 0
      ? `The vocabulary is that of ${counted}.`
      : `The vocabulary is the ${size.toLocaleString('en-US')} most frequent ${level}s of ${counted}.`;
  return `Read from ${names.join(', ')}: ${cut}${letters}, ${encoding}. ${kept}`;
}

/** Tokens of a line on average from which line ends mean nothing. */
const longLine = 10_000;

/** What a person should know. */
export function textWarnings({ level, leftOut, tokens, vocabulary }: TextFacts): string[] {
  const [unknown, lineEnd] = [vocabulary.indexOf(unknownMark), vocabulary.indexOf(lineEndMark)];
  const counts = countTokens({ tokens, vocabulary });
  const [unknownTokens, lines] = [counts[unknown] ?? 0, counts[lineEnd] ?? 0];
  return [
    ...unknownWarnings({
      unknown: unknownTokens,
      tokens: tokens.length,
      level,
      consequence: ': the loss says how well that mark is predicted, too',
      isCut: leftOut > 0,
    }),
    ...(level === 'word' && tokens.length > longLine * Math.max(1, lines)
      ? [
          `The text has ${countOf(lines, 'line')} only, so ${lineEndMark} hardly ever comes; what is read and predicted is one long line.`,
        ]
      : []),
    ...rareWarning(level, vocabulary, tokens),
  ];
}

/** Occurrences that a word needs, on average, for anything to be learnt of it. */
const fewestOccurrences = 5;

function rareWarning(level: TokenLevel, vocabulary: readonly string[], tokens: Tokens): string[] {
  if (tokens.length >= fewestOccurrences * vocabulary.length) return [];
  return [
    `${countOf(tokens.length, level)} and ${countOf(vocabulary.length, 'different one')}, such as ${listNames(vocabulary.slice(-3))}: most come too rarely to be learnt. Choose a smaller vocabulary, or the level character.`,
  ];
}
