// Whether texts are sequences, and of what: nucleotides, amino acids, SMILES, words. Told from some of them. Not here: what becomes of
// a column of them (sequence-table).

/** What the texts of a column are. */
export type SequenceKind = 'nucleotides' | 'amino acids' | 'SMILES' | 'words';

/** Fewer texts say nothing about a column. */
const fewestTexts = 10;
/** Texts that are looked at. */
const mostLookedAt = 1_000;
/** Share of different ones: classes and names of groups come again and again. */
const distinctShare = 0.5;
/** Letters of the one in the middle: shorter ones are codes and names. */
const usualLetters = 8;
const usualSmiles = 5;
const usualWords = 5;
/** Share of texts that must be what they look like; the rest may be slips. */
const nearlyAll = 0.95;

/** Source: IUPAC nucleotide codes. */
const nucleotideText = /^[ACGTUNRYSWKMBDHV]+$/i;
const plainNucleotides = /[ACGTUN]/gi;
/** Source: IUPAC amino acid codes with the rare and the ambiguous ones, which are all capital letters; `*` is a stop. */
const aminoAcidText = /^[A-Z*.-]+$/;
/** Atoms of the organic subset, bracket atoms, bonds, branches, rings. Source: the OpenSMILES specification. */
const smilesText = /^(?:\[[^\]\s]+\]|Br|Cl|[BCNOPSFIbcnops]|[-=#$:/\\.~()*]|\d|%\d\d)+$/;
/** What distinguishes a structure from a code such as C1001 or a word such as CONN. */
const structure = /[()=#[\]]|c1/;

const middleOf = (values: number[]) => values.sort((left, right) => left - right)[values.length >> 1] ?? 0;

function share(texts: readonly string[], holds: (text: string) => boolean): number {
  return texts.filter(holds).length / texts.length;
}

/** Gaps of an alignment say nothing, and a few letters may stand for several nucleotides. */
function isNucleotides(text: string): boolean {
  const letters = text.replace(/[-.]/g, '');
  return nucleotideText.test(letters) && (letters.match(plainNucleotides)?.length ?? 0) >= 0.9 * letters.length;
}

/** What these texts are; null where they are no sequences. @param texts without missing ones */
export function sequenceKindOf(texts: readonly string[]): SequenceKind | null {
  if (texts.length < fewestTexts) return null;
  const seen = texts.slice(0, mostLookedAt);
  if (new Set(seen).size < distinctShare * seen.length) return null;
  const letters = middleOf(seen.map((text) => text.length));
  if (letters >= usualLetters && share(seen, isNucleotides) >= nearlyAll) return 'nucleotides';
  const isSmiles = share(seen, (text) => smilesText.test(text)) >= nearlyAll;
  if (isSmiles && letters >= usualSmiles && share(seen, (text) => structure.test(text)) >= 0.5) return 'SMILES';
  if (letters >= usualLetters && share(seen, (text) => aminoAcidText.test(text)) >= nearlyAll) return 'amino acids';
  const words = middleOf(seen.map((text) => text.split(/\s+/).length));
  return words >= usualWords ? 'words' : null;
}
