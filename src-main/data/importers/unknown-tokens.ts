// What a person should know where a vocabulary leaves much of the data out.
import type { TokenLevel } from '../../../src-shared/domain/data-card.ts';
import { unknownMark } from '../tokens.ts';

/** Share of unknown tokens from which much of a text or of a sequence is lost. */
const many = 0.05;

export interface UnknownTokens {
  readonly unknown: number;
  /** Of all the data. */
  readonly tokens: number;
  readonly level: TokenLevel;
  /** Goes on after the mark: what comes of it. */
  readonly consequence?: string;
  /** Whether the data itself has more different tokens than are kept. */
  readonly isCut: boolean;
}

/** Says what share of the tokens stands as unknown, where it is large. */
export function unknownWarnings({ unknown, tokens, level, consequence = '', isCut }: UnknownTokens): string[] {
  if (unknown <= many * tokens) return [];
  const percent = ((100 * unknown) / tokens).toFixed(1);
  const advice = isCut ? ' A larger vocabulary has fewer of them.' : '';
  return [
    `${percent} % of the ${level}s are not in the vocabulary and stand as ${unknownMark}${consequence}.${advice}`,
  ];
}
