// Which tokens are told apart: counted, ranked by how often they occur, cut at a size. Not here: cutting text into tokens (tokenise).
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { lineEndMark, unknownMark } from '../tokens.ts';

/** Most different tokens that are counted; a map holds few more. */
const mostDifferent = 8_000_000;

/** Below this length an engine copies a piece of a text; longer ones keep the whole chunk alive that they were cut from. */
const longestCopied = 12;

/** A text of its own, so that the chunk it was cut from can go. */
function detached(token: string): string {
  return token.length > longestCopied ? Buffer.from(token, 'utf16le').toString('utf16le') : token;
}

/** How often each token occurs. */
export class TokenCounts {
  readonly #counts = new Map<string, number>();
  readonly #file: string;
  /** Tokens in all. */
  total = 0;

  /** @param file name of what is counted, for sentences */
  constructor(file: string) {
    this.#file = file;
  }

  get different(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  add(token: string, times = 1): void {
    this.total += times;
    const count = this.#counts.get(token);
    if (count !== undefined) {
      this.#counts.set(token, count + times);
      return;
    }
    if (this.#counts.size >= mostDifferent) {
      throw new AppError(
        'data/too-many-words',
        `${this.#file} holds more than ${mostDifferent.toLocaleString('en-US')} different words. Choose the level character, or import a part of it.`,
      );
    }
    this.#counts.set(detached(token), times);
  }
}

export interface Vocabulary {
  /** What each token stands for, [V]. */
  readonly tokens: readonly string[];
  /** Different tokens that were left out. */
  readonly leftOut: number;
}

export interface VocabularyRequest {
  readonly counts: ReadonlyMap<string, number>;
  /** Tokens that are kept at most, marks not counted. */
  readonly size: number;
  /** Tokens that come first, whether they occur or not. */
  readonly first?: readonly string[];
}

/**
 * The most frequent tokens, in that order; of equally frequent ones those that occurred first. What is left out counts as unknown, and
 * the marks for unknown tokens and line ends are ranked like any other token.
 */
export function buildVocabulary({ counts, size, first = [] }: VocabularyRequest): Vocabulary {
  const marks = new Set([lineEndMark, unknownMark, ...first]);
  const ranked = [...counts].filter(([token]) => !marks.has(token)).sort(([, left], [, right]) => right - left);
  const kept = ranked.slice(0, size);
  const leftOut = ranked.slice(size);
  const unknown = leftOut.reduce((sum, [, count]) => sum + count, counts.get(unknownMark) ?? 0);
  const [unknownOnes, lineEnds] = [
    unknown > 0 ? [[unknownMark, unknown] as const] : [],
    [...counts].filter(([token]) => token === lineEndMark),
  ];
  const free = [...kept, ...unknownOnes, ...lineEnds].filter(([token]) => !first.includes(token));
  const tokens = free.sort(([, left], [, right]) => right - left).map(([token]) => token);
  return { tokens: [...first, ...tokens], leftOut: leftOut.length };
}

/** Positions in a vocabulary by token. */
export function positionsIn(tokens: readonly string[]): ReadonlyMap<string, number> {
  return new Map(tokens.map((token, position) => [token, position]));
}
