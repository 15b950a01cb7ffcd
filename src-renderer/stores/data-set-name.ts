// What the names of chosen files say: what to call the data set, and whether it is a text.
import type { PickedFiles } from './picked-files.ts';

const packed = /(\.(csv|tsv|txt|tab|text|tokens|raw|md|fa|faa|fna|fasta|gz|tgz|tar|bin|npy|npz))+$/i;
/** The part that a file of several holds: `ptb.train`, `valid`. */
const part = /(^|[-_. ])(train|training|valid|validation|val|dev|development|test|testing)$/i;
const text = /\.(txt|text|tokens|raw|md)(\.gz)?$/i;

/** Whether files are called as texts are. */
export function areCalledText(names: readonly string[]): boolean {
  return names.length > 0 && names.every((name) => text.test(name));
}

/** From the folder or the first file; names that only say which part a file holds say nothing. */
export function nameFor({ files, folder }: PickedFiles): string {
  const plain = (folder?.name ?? files[0]?.name ?? '')
    .replace(packed, '')
    .replace(/[-.]idx\d-ubyte$/i, '')
    .replace(/^(train|t10k|test)[-_](images|labels)$/i, 'images');
  const whole = files.length > 1 && folder === null ? plain.replace(part, '') : plain;
  return (whole === '' ? 'text' : whole).slice(0, 200);
}
