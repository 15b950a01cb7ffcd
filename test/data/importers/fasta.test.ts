import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type SequenceDataset, sequenceOf } from '../../../src-main/data/dataset.ts';
import { readFiles } from '../../../src-main/data/import-dataset.ts';
import { fieldsOf } from '../../../src-main/data/importers/fasta-headers.ts';
import type { ImportChoices } from '../../../src-main/data/importers/import-choices.ts';
import { textOfTokens } from '../../../src-main/data/tokens.ts';
import { temporaryHome } from '../../support/temporary-home.ts';
import { refusal } from '../files.ts';
import { make } from '../small-datasets.ts';

function filesWith(contents: Readonly<Record<string, string | Uint8Array>>): string[] {
  const folder = temporaryHome();
  return Object.entries(contents).map(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  });
}

async function read(
  contents: Readonly<Record<string, string | Uint8Array>>,
  choices: ImportChoices = {},
): Promise<SequenceDataset> {
  const { dataset } = await readFiles({ files: filesWith(contents), choices });
  if (dataset.form !== 'sequences') throw new Error(`A ${dataset.form} was read; sequences were expected.`);
  return dataset;
}

const bases = (row: number) => `acgtacgt${'ACGT'[row % 4] ?? ''}${'ACGT'[(row >> 2) % 4] ?? ''}`;
const records = (count: number, header: (row: number) => string) =>
  make(count, (row) => `>${header(row)}\n${bases(row)}\n`).join('');
const kind = (row: number) => (row % 2 ? 'promoter' : 'other');

const textOf = (dataset: SequenceDataset, row: number) =>
  textOfTokens(sequenceOf(dataset, row), { vocabulary: dataset.vocabulary, level: 'character' });

describe('the header of a sequence', () => {
  it.each([
    ['seq1', { id: 'seq1' }],
    ['seq1 promoter', { id: 'seq1', description: 'promoter' }],
    ['seq1|promoter|strong', { id: 'seq1', 'field 2': 'promoter', 'field 3': 'strong' }],
    ['seq1 class=promoter length=60', { id: 'seq1', class: 'promoter', length: '60' }],
    ['seq1 [organism=Homo sapiens] [gene=TP53]', { id: 'seq1', organism: 'Homo sapiens', gene: 'TP53' }],
    [
      'sp|P69905|HBA_HUMAN Hemoglobin subunit alpha OS=Homo sapiens OX=9606 GN=HBA1 PE=1 SV=2',
      {
        id: 'sp',
        'field 2': 'P69905',
        'field 3': 'HBA_HUMAN',
        description: 'Hemoglobin subunit alpha',
        OS: 'Homo sapiens',
        OX: '9606',
        GN: 'HBA1',
        PE: '1',
        SV: '2',
      },
    ],
    ['s note="a = b" class=x', { id: 's', note: 'a = b', class: 'x' }],
    ['', { id: '' }],
  ])('says: %s', (header, expected) => {
    expect(Object.fromEntries(fieldsOf(header))).toEqual(expected);
  });
});

describe('a FASTA file', () => {
  it.each([
    ['behind the name', (row: number) => `s${row} ${kind(row)}`, 'description'],
    ['behind a bar', (row: number) => `s${row}|${kind(row)}`, 'field 2'],
    ['under a key', (row: number) => `s${row} length=10 class=${kind(row)}`, 'class'],
    ['under a key with another name', (row: number) => `s${row} element=${kind(row)}`, 'element'],
  ])('has its classes %s', async (_, header, target) => {
    const dataset = await read({ 'a.fasta': records(20, header) });
    expect(dataset.card).toMatchObject({
      source: 'fasta',
      name: 'a',
      task: 'classification',
      target,
      classes: ['other', 'promoter'],
      rows: 20,
      lengths: { shortest: 10, median: 10, longest: 10 },
      vocabulary: { level: 'character', size: 6 },
    });
    expect(dataset.card.warnings[0]).toContain(`The target is "${target}", as the headers are written.`);
    expect(textOf(dataset, 1)).toBe(bases(1).toUpperCase());
  });

  it('may have numbers for a target', async () => {
    const dataset = await read({ 'a.fa': records(20, (row) => `s${row} affinity=${row / 4}`) });
    expect(dataset.card).toMatchObject({ target: 'affinity', task: 'regression' });
  });

  it('has the target that is chosen', async () => {
    const contents = { 'a.fa': records(20, (row) => `s${row} ${kind(row)} strand=${row % 3}`) };
    expect((await read(contents)).card.target).toBe('description');
    expect((await read(contents, { target: 'strand', task: 'classification' })).card.classes).toEqual(['0', '1', '2']);
  });

  it('is read with lines of any length, gzip, remarks, blanks, numbers and Windows line ends', async () => {
    const wrapped = make(
      20,
      (row) => `; a remark\r\n>s${row} ${kind(row)}\r\n1 acg tac\r\n\r\n7 gt${bases(row).slice(8)}\r\n`,
    ).join('');
    const plain = await read({ 'a.fasta': records(20, (row) => `s${row} ${kind(row)}`) });
    const dataset = await read({ 'a.fna.gz': gzipSync(wrapped) });
    expect(dataset.tokens).toEqual(plain.tokens);
    expect(dataset.starts).toEqual(plain.starts);
  });

  it('is known by its first lines whatever it is called', async () => {
    expect((await read({ 'a.txt': records(20, (row) => `s${row} ${kind(row)}`) })).card.source).toBe('fasta');
  });

  it('leaves headers without a sequence out, and says so', async () => {
    const dataset = await read({
      'a.fa': `>empty other\n${records(20, (row) => `s${row} ${kind(row)}`)}>last other\n`,
    });
    expect(dataset.card.rows).toBe(20);
    expect(dataset.card.warnings).toContain('2 rows without a value in the sequence "sequence" were left out.');
  });
});

describe('several FASTA files', () => {
  it('are a class each', async () => {
    const dataset = await read({
      'membrane.faa': records(12, (row) => `m${row}`),
      'soluble.faa': records(8, (row) => `s${row}`),
    });
    expect(dataset.card).toMatchObject({ target: 'class', classes: ['membrane', 'soluble'], classCounts: [12, 8] });
    expect(dataset.card.warnings[0]).toContain('The target is "class", as the files are written.');
  });

  it('are parts where their names say so', async () => {
    const header = (row: number) => `s${row} ${kind(row)}`;
    const dataset = await read({
      'test.fa': records(10, header),
      'train.fa': records(20, header),
      'valid.fa': records(10, header),
    });
    expect(dataset.card.target).toBe('description');
    expect(dataset.card.columns.find(({ name }) => name === 'part')).toMatchObject({ role: 'split' });
  });
});

describe('what is no FASTA that can be learnt', () => {
  it.each([
    [
      'text before the first header',
      { 'a.fa': `ACGT\n${records(20, kind)}` },
      {},
      'data/not-fasta',
      'Line 1 of a.fa stands before the first header',
    ],
    [
      'no header',
      { 'a.fa': '; remarks only\n\n' },
      {},
      'data/not-fasta',
      'a.fa holds no sequence: no line begins with ">"',
    ],
    ['an empty file', { 'a.fa': '' }, {}, 'data/empty-file', 'a.fa is empty'],
    [
      'no classes',
      { 'a.fa': records(20, (row) => `s${row}`) },
      {},
      'data/no-target',
      'The headers of a.fa name no classes, only sequences such as "s0". Write the class behind each name (>seq1 promoter), or import a file for each class.',
    ],
    [
      'a name in every header',
      { 'a.fa': records(20, (row) => `s${row} gene ${row}`) },
      {},
      'data/no-target',
      'The headers of a.fa name no classes, only sequences such as "s0".',
    ],
    [
      'a few sequences',
      { 'a.fa': records(4, (row) => `s${row} ${kind(row)}`) },
      { target: 'description' },
      'data/too-few-rows',
      'a.fa has 4 rows',
    ],
    [
      'a binary file',
      { 'a.fa': Uint8Array.from({ length: 999 }, (_, index) => index % 253) },
      {},
      'data/not-text',
      'a.fa is not a text file',
    ],
    ['a delimiter', { 'a.fa': records(20, kind) }, { delimiter: ';' }, 'data/not-a-table', 'no delimiter to choose'],
    [
      'one class',
      { 'a.fa': records(20, (row) => `s${row} up`) },
      { target: 'description' },
      'data/one-class',
      'holds one class only',
    ],
  ] as const)('%s', async (_, contents, choices, code, message) => {
    const error = await refusal(read(contents, choices));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(message)]);
  });
});
