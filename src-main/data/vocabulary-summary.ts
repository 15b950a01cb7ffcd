// What a vocabulary is, in numbers, as a card says it.
import type { VocabularySummary } from '../../src-shared/domain/data-card.ts';
import type { SequenceContents, TextContents } from './dataset.ts';
import { levelOf, paddingMark, unknownMark } from './tokens.ts';

/** Tokens that a card lists. */
const mostListed = 100;

/** How often each token of the vocabulary occurs, [V]. */
export function countTokens({ tokens, vocabulary }: Pick<TextContents, 'tokens' | 'vocabulary'>): Float64Array {
  const counts = new Float64Array(vocabulary.length);
  // By position: there may be a hundred million tokens, and an iterator takes several times as long.
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as number;
    counts[token] = (counts[token] as number) + 1;
  }
  return counts;
}

/** Size, unknown tokens and the commonest ones. */
export function summariseVocabulary(contents: TextContents | SequenceContents): VocabularySummary {
  const { vocabulary, rule } = contents;
  const counts = countTokens(contents);
  const commonest = [...counts.keys()]
    .filter((token) => vocabulary[token] !== paddingMark && (counts[token] ?? 0) > 0)
    .sort((left, right) => (counts[right] ?? 0) - (counts[left] ?? 0) || left - right)
    .slice(0, mostListed);
  return {
    level: levelOf(rule),
    size: vocabulary.length,
    unknown: counts[vocabulary.indexOf(unknownMark)] ?? 0,
    commonest: commonest.map((token) => ({ token: vocabulary[token] ?? '', count: counts[token] ?? 0 })),
  };
}
