import { describe, expect, it } from 'vitest';
import { sequenceKindOf } from '../../../src-main/data/importers/sequence-kind.ts';
import { make } from '../small-datasets.ts';

/** So many different texts of these letters, long enough to look like sequences. */
function texts(letters: string, count = 40, length = 30): string[] {
  let state = 1;
  return make(count, () =>
    make(length, () => {
      state = (state * 48_271) % 2_147_483_647;
      return letters[state % letters.length] ?? '';
    }).join(''),
  );
}

const molecules = [
  'CCO',
  'CC(=O)O',
  'c1ccccc1',
  'CCN(CC)CC',
  'ClC(Cl)Cl',
  'C1CCCC1',
  'CC(C)=O',
  'O=C(N)N',
  'C#N',
  'BrCCBr',
];

describe('the texts of a column', () => {
  it.each([
    ['nucleotides', texts('ACGT')],
    ['nucleotides', texts('ACGT').map((text) => text.toLowerCase())],
    ['nucleotides', texts('ACGU-N')],
    ['amino acids', texts('ACDEFGHIKLMNPQRSTVWY')],
    ['SMILES', molecules],
    ['SMILES', ['C[C@@H](N)C(=O)[O-].[Na+]', ...molecules]],
    ['words', make(20, (row) => `the sample number ${row} was turbid after a day`)],
  ])('are %s', (kind, column) => {
    expect(sequenceKindOf(column)).toBe(kind);
  });

  it.each([
    ['names', make(30, (row) => `Smith${row}`)],
    ['codes', make(30, (row) => `C100${row}`)],
    ['codes of capitals', make(30, (row) => `AB-${row}-XY`)],
    ['classes', make(40, (row) => (row % 2 ? 'promoter' : 'terminator'))],
    ['classes in words', make(40, (row) => (row % 2 ? 'a b c d e f' : 'g h i j k l'))],
    ['dates', make(30, (row) => `2024-01-${row + 10}`)],
    ['few texts', texts('ACGT', 5)],
    ['short texts', texts('ACGT', 40, 4)],
    ['nothing', []],
  ])('are no sequences: %s', (_, column) => {
    expect(sequenceKindOf(column)).toBeNull();
  });
});
