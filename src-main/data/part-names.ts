// The three parts a data set is divided into, and the words that tables use for them.

export type PartName = 'train' | 'validation' | 'test';

const words: ReadonlyMap<string, PartName> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['validation', 'validation'],
  ['valid', 'validation'],
  ['val', 'validation'],
  ['test', 'test'],
]);

/** The part a word names, whatever its case; null for any other word. */
export function partOfName(word: string): PartName | null {
  return words.get(word.trim().toLowerCase()) ?? null;
}
