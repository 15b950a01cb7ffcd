// What the name of a file says about texts: whether it is one, and which part of several it holds. The one list for the host and the window.

const textName = /\.(?:txt|text|tokens|raw|md)(?:\.gz)?$/i;

/** Endings that are no part of a data set's name. */
const endings =
  /(?:\.(?:csv|tsv|tab|txt|text|tokens|raw|md|fasta|fas|fa|fna|ffn|faa|frn|gz|tgz|tar|zip|idx|bin|npy|npz))+$/i;

/** The parts by the words that name them; a word stands alone between what is no letter. */
const wordsOfParts = [
  ['train', /(?:^|[^a-z])(?:train|training)(?:[^a-z]|$)/i],
  ['validation', /(?:^|[^a-z])(?:validation|valid|val|dev|development)(?:[^a-z]|$)/i],
  ['test', /(?:^|[^a-z])(?:test|testing)(?:[^a-z]|$)/i],
] as const;

/** Whether a name is one that plain texts have. */
export function isTextName(name: string): boolean {
  return textName.test(name);
}

/** A file's name without its endings: `assay` of `assay.csv.gz`. */
export function withoutEndings(name: string): string {
  return name.replace(endings, '');
}

/** The part that a file's name says it is: `ptb.valid.txt`, `wiki.train.tokens.gz`; null where it names none, or several. */
export function partNamed(name: string): (typeof wordsOfParts)[number][0] | null {
  const named = wordsOfParts.filter(([, pattern]) => pattern.test(name));
  return named.length === 1 ? (named[0]?.[0] ?? null) : null;
}

/** A name without the word for its part: `ptb` of `ptb.train`; empty where nothing else is left. */
export function withoutPart(name: string): string {
  const rest = wordsOfParts.reduce((shorter, [, pattern]) => shorter.replace(pattern, ' '), name);
  return rest.replace(/^[\s._-]+|[\s._-]+$/g, '');
}
