// The three parts a data set is divided into, and the words that tables use for them.

export type PartName = 'train' | 'validation' | 'test';

const words: Readonly<Record<string, PartName>> = {
  train: 'train',
  training: 'train',
  validation: 'validation',
  valid: 'validation',
  val: 'validation',
  test: 'test',
};

/** The part a word names, whatever its case; null for any other word. */
export function partOfName(word: string): PartName | null {
  return words[word.trim().toLowerCase()] ?? null;
}
