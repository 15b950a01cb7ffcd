// How texts and sequences become tokens: what a person may choose at import. Not here: the cutting itself (src-main/data).
import { z } from 'zod';
import { tokenLevels } from './data-card.ts';

/** Different tokens that are kept unless another number is chosen; marks for padding, unknown tokens and line ends are not counted. */
export const usualVocabularySize = 10_000;
/** Most different tokens that may be kept. */
export const largestVocabulary = 1_000_000;

/** The choices, each of them to be left out. */
export const textChoices = {
  /** What one token is: a word, between white space, or a character; told from the text unless chosen. */
  level: z.enum(tokenLevels).optional(),
  /** Different tokens that are kept, the most frequent ones; all others become `<unk>`. */
  vocabularySize: z.number().int().min(1).max(largestVocabulary).optional(),
  /** Whether capital letters become small ones; off unless chosen. */
  lowercase: z.boolean().optional(),
};

/** Everything that may be chosen about a running text; the rest is about columns and images. */
export const choicesOfTexts: readonly string[] = [...Object.keys(textChoices), 'encoding', 'task'];
