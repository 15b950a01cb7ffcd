import { describe, expect, it } from 'vitest';
import { type SequenceDataset, sequenceOf, targetColumn } from '../../../src-main/data/dataset.ts';
import { readFiles } from '../../../src-main/data/import-dataset.ts';
import type { ImportChoices } from '../../../src-main/data/importers/import-choices.ts';
import { textOfTokens } from '../../../src-main/data/tokens.ts';
import { fileWith, lines, refusal } from '../files.ts';
import { make } from '../small-datasets.ts';

async function read(content: string, choices: ImportChoices = {}): Promise<SequenceDataset> {
  const { dataset } = await readFiles({ files: [fileWith(content)], choices });
  if (dataset.form !== 'sequences') throw new Error(`A ${dataset.form} was read; sequences were expected.`);
  return dataset;
}

const textsOf = (dataset: SequenceDataset) =>
  make(dataset.card.rows, (row) =>
    textOfTokens(sequenceOf(dataset, row), {
      vocabulary: dataset.vocabulary,
      level: dataset.card.vocabulary?.level ?? 'word',
    }),
  );

/** Different strands, twenty letters each. */
const strand = (row: number) =>
  `ACGTACGTAC${row
    .toString(4)
    .padStart(10, '0')
    .replace(/\d/g, (digit) => 'ACGT'[Number(digit)] ?? '')}`;
const acid = (row: number) => `CC(=O)${'C'.repeat(row + 1)}Cl`;

describe('a table whose only input looks like a sequence', () => {
  it('has the role sequence for it, and says so', async () => {
    const dataset = await read(`strand,class\n${lines(20, (row) => `${strand(row)},${row % 2 ? 'a' : 'b'}`)}`);
    expect(dataset.card).toMatchObject({
      form: 'sequences',
      source: 'csv',
      task: 'classification',
      target: 'class',
      rows: 20,
      classes: ['a', 'b'],
      classCounts: [10, 10],
      lengths: { shortest: 20, median: 20, longest: 20 },
      vocabulary: { level: 'character', size: 6, unknown: 0 },
    });
    expect(dataset.card.columns.map(({ name, kind, role }) => [name, kind, role])).toEqual([
      ['strand', 'sequence', 'sequence'],
      ['class', 'categorical', 'target'],
    ]);
    expect(dataset.card.warnings).toContain(
      'The column "strand" looks like nucleotides and is read token by token, with the role sequence. Give it another role if it only names the rows.',
    );
    expect(dataset.card.provenance).toContain('cut into characters, in capital letters; 4 different ones.');
    expect(textsOf(dataset)).toEqual(make(20, strand));
    expect(dataset.vocabulary.slice(0, 2)).toEqual(['<pad>', '<unk>']);
  });

  it('is never the target, though it comes last', async () => {
    const dataset = await read(`logS,smiles\n${lines(20, (row) => `-${row}.5,${acid(row)}`)}`);
    expect(dataset.card).toMatchObject({ target: 'logS', task: 'regression', vocabulary: { size: 8 } });
    expect(dataset.vocabulary).toEqual(expect.arrayContaining(['Cl', 'C', '(', '=', 'O', ')']));
    expect(dataset.sequence).toEqual({ name: 'smiles', position: 1 });
    expect(dataset.card.columns.map(({ name }) => name)).toEqual(['logS', 'smiles']);
    expect(textsOf(dataset)).toEqual(make(20, acid));
  });

  it('is cut into words where it is a text', async () => {
    const remark = (row: number) => `The sample ${row} was turbid after a day`;
    const dataset = await read(`remark\tpassed\n${lines(20, (row) => `${remark(row)}\t${row % 2 ? 'yes' : 'no'}`)}`, {
      lowercase: true,
    });
    expect(dataset.card.vocabulary).toMatchObject({ level: 'word', size: 2 + 7 + 20 });
    expect(textsOf(dataset)[3]).toBe('the sample 3 was turbid after a day');
  });

  it('is the longest of several', async () => {
    const row = (index: number) =>
      `Sample ${index} of this new series,The sample ${index} was turbid after a day in the dark,${index % 2 ? 'a' : 'b'}`;
    const dataset = await read(`title,remark,class\n${lines(20, row)}`);
    expect(dataset.sequence).toEqual({ name: 'remark', position: 1 });
    expect(dataset.card.columns[0]).toMatchObject({ name: 'title', role: 'ignore' });
    expect(dataset.card.warnings.join('\n')).toContain('The column "title" looks like a sequence and is left out.');
  });

  it('is left alone where the user ignores it', async () => {
    const content = `strand,class\n${lines(20, (row) => `${strand(row)},${row % 2 ? 'a' : 'b'}`)}`;
    const error = await refusal(read(content, { roles: { strand: 'ignore' } }));
    expect(error.code).toBe('data/no-inputs');
  });
});

describe('a table with other inputs beside it', () => {
  const content = `smiles,weight,logS\n${lines(20, (row) => `${acid(row)},${60 + row * 1.5},-${row}.5`)}`;

  it('stays a table, and says how to learn from the sequence', async () => {
    const { dataset } = await readFiles({ files: [fileWith(content)] });
    expect(dataset.form).toBe('table');
    expect(dataset.card.columns.map(({ role }) => role)).toEqual(['ignore', 'input', 'target']);
    expect(dataset.card.warnings).toContain(
      'The column "smiles" looks like a sequence and is left out. Give it the role sequence to learn from it, token by token, instead of the other columns.',
    );
  });

  it('learns from the sequence alone where that is chosen, and says what is left out', async () => {
    const dataset = await read(content, { roles: { smiles: 'sequence', weight: 'input' } });
    expect(dataset.card.columns.map(({ role }) => role)).toEqual(['sequence', 'ignore', 'target']);
    expect(dataset.card.warnings).toContain(
      'The column "weight" is left out: what learns from a sequence has no other inputs.',
    );
  });

  it('keeps a column of groups', async () => {
    const grouped = `plate,strand,y\n${lines(20, (row) => `p${row % 4},${strand(row)},${row}.5`)}`;
    const dataset = await read(grouped, { roles: { strand: 'sequence', plate: 'group' } });
    expect(dataset.card.columns[0]).toMatchObject({ name: 'plate', role: 'group' });
  });

  it('tells that choices about tokens go unused', async () => {
    const { dataset } = await readFiles({ files: [fileWith(content)], choices: { level: 'word', lowercase: true } });
    expect(dataset.card.warnings).toContain(
      'No column is read token by token, so the choice of "level" and "lowercase" goes unused. Give a column of texts the role sequence to use it.',
    );
  });
});

describe('a chosen sequence', () => {
  it('may be of digits, and of few different texts', async () => {
    const dataset = await read(`bits,y\n${lines(20, (row) => `${(row % 3).toString(2).padStart(4, '0')},${row}.5`)}`, {
      roles: { bits: 'sequence' },
    });
    expect(textsOf(dataset).slice(0, 3)).toEqual(['0000', '0001', '0010']);
  });

  it('keeps so many tokens as are chosen, the rest is unknown', async () => {
    const dataset = await read(`s,y\n${lines(20, (row) => `aaaabb${'cdefghij'[row % 8]},${row}.5`)}`, {
      roles: { s: 'sequence' },
      vocabularySize: 2,
    });
    expect(dataset.vocabulary).toEqual(['<pad>', '<unk>', 'a', 'b']);
    expect(dataset.card.vocabulary?.unknown).toBe(20);
    expect(dataset.card.warnings.join(' ')).toContain('14.3 % of the characters are not in the vocabulary');
    expect(textsOf(dataset)[0]).toBe('aaaabb<unk>');
  });

  it('is cut as is chosen', async () => {
    const content = `s,y\n${lines(20, (row) => `${acid(row)} ${acid(row)},${row}.5`)}`;
    const dataset = await read(content, { roles: { s: 'sequence' }, level: 'word' });
    expect(dataset.card.lengths).toEqual({ shortest: 2, median: 2, longest: 2 });
  });

  it('leaves rows without one out, and says how many', async () => {
    const content = `s,y\n${lines(20, (row) => `${row < 2 ? '' : strand(row)},${row}.5`)}`;
    const dataset = await read(content, { roles: { s: 'sequence' } });
    expect(dataset.card.rows).toBe(18);
    expect(dataset.card.warnings).toContain('2 rows without a value in the sequence "s" were left out.');
    expect(targetColumn(dataset)).toMatchObject({ kind: 'numeric', values: expect.objectContaining({ length: 18 }) });
  });

  it.each([
    [
      'all alike',
      `s,y\n${lines(20, (row) => `ACGT,${row}.5`)}`,
      { s: 'sequence' },
      'data/one-sequence',
      'Every row of assay.csv has the same text in the column "s", "ACGT": there is nothing to learn from.',
    ],
    [
      'empty but for a few',
      `s,y\n${lines(20, (row) => `${row < 5 ? 'ACGT' : ''},${row}.5`)}`,
      { s: 'sequence' },
      'data/too-few-rows',
      'assay.csv has 5 rows with a value in the sequence "s"; at least 10 are needed.',
    ],
    [
      'one class',
      `s,y\n${lines(20, (row) => `${strand(row)},up`)}`,
      { s: 'sequence' },
      'data/one-class',
      'The target "y" holds one class only',
    ],
    [
      'two of them',
      `s,t,y\n${lines(20, (row) => `${strand(row)},${strand(row)},${row}.5`)}`,
      { s: 'sequence', t: 'sequence' },
      'data/two-sequences',
      '"s" and "t" are chosen as sequences. Choose one column.',
    ],
    [
      'not there',
      `s,y\n${lines(20, (row) => `${strand(row)},${row}.5`)}`,
      { dna: 'sequence' },
      'data/unknown-column',
      'There is no column "dna"',
    ],
  ] as const)('is refused: %s', async (_, content, roles, code, message) => {
    const error = await refusal(read(content, { roles }));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(message)]);
  });

  it('makes another data set than the same file as a table', async () => {
    const path = fileWith(`s,w,y\n${lines(20, (row) => `${strand(row)},${row},${row}.5`)}`);
    const [table, sequences] = await Promise.all(
      [{}, { roles: { s: 'sequence' as const } }].map(
        async (choices) => (await readFiles({ files: [path], choices })).dataset,
      ),
    );
    expect(table?.card.id).not.toBe(sequences?.card.id);
  });
});
