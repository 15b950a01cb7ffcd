import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { TextDataset } from '../../../src-main/data/dataset.ts';
import { readFiles } from '../../../src-main/data/import-dataset.ts';
import type { ImportChoices } from '../../../src-main/data/importers/import-choices.ts';
import { textOfTokens } from '../../../src-main/data/tokens.ts';
import type { ImportProgress } from '../../../src-shared/contract/data.ts';
import { temporaryHome } from '../../support/temporary-home.ts';
import { fileWith, lines, refusal } from '../files.ts';
import { make } from '../small-datasets.ts';

/** Several files in one folder; their paths. */
function filesWith(contents: Readonly<Record<string, string | Uint8Array>>): string[] {
  const folder = temporaryHome();
  return Object.entries(contents).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  });
}

async function read(files: readonly string[], choices: ImportChoices = {}): Promise<TextDataset> {
  const { dataset } = await readFiles({ files, choices });
  if (dataset.form !== 'text') throw new Error(`A ${dataset.form} was read; a text was expected.`);
  return dataset;
}

const textOf = ({ tokens, vocabulary, card }: TextDataset) =>
  textOfTokens(tokens, { vocabulary, level: card.vocabulary?.level ?? 'word' });

const verse = 'and god said let there be light and there was light\n';
const prose = verse.repeat(20);

describe('one text', () => {
  it('becomes words and line ends, to be divided later', async () => {
    const dataset = await read([fileWith(prose, 'genesis.txt')]);
    expect(dataset.card).toMatchObject({
      name: 'genesis',
      form: 'text',
      source: 'text',
      task: 'language',
      target: 'next word',
      rows: 240,
      columns: [],
      vocabulary: { level: 'word', size: 9, unknown: 0 },
      warnings: [],
    });
    expect(dataset.card.givenSplit).toBeUndefined();
    expect(dataset.card.provenance).toContain('The vocabulary is that of the whole text.');
    expect(dataset.vocabulary).toEqual(['and', 'there', 'light', 'god', 'said', 'let', 'be', 'was', '<eos>']);
    expect(textOf(dataset)).toBe(prose);
  });

  it('tells how it was read, and reads the same with that', async () => {
    const path = fileWith(prose, 'genesis.txt');
    const { reading } = await readFiles({ files: [path] });
    expect(reading).toEqual({
      task: 'language',
      level: 'word',
      vocabularySize: 10_000,
      lowercase: false,
      encoding: 'utf-8',
    });
    expect((await read([path], reading)).tokens).toEqual((await read([path])).tokens);
  });

  it('is the same with gzip, with a byte-order mark, with UTF-16, and with other line ends', async () => {
    const expected = (await read([fileWith(prose, 'a.txt')])).tokens;
    const utf16 = Buffer.from(`\ufeff${prose}`, 'utf16le');
    const variants: Record<string, string | Uint8Array> = {
      'a.txt.gz': gzipSync(prose),
      'b.txt': `\ufeff${prose}`,
      'c.txt': utf16,
      'd.txt': Buffer.from(utf16).swap16(),
      'e.txt': prose.replaceAll('\n', '\r\n'),
      'f.txt': prose.replaceAll('\n', '\r'),
      'g.txt': prose.trimEnd(),
    };
    for (const path of filesWith(variants)) expect((await read([path])).tokens, path).toEqual(expected);
  });

  it('is read character by character where it has no blanks, or where that is chosen', async () => {
    const genome = await read([fileWith('ACGT'.repeat(100), 'genome.txt')]);
    expect(genome.card).toMatchObject({
      target: 'next character',
      rows: 400,
      vocabulary: { level: 'character', size: 4 },
    });
    const chosen = await read([fileWith(prose, 'a.txt')], { level: 'character' });
    expect(chosen.card.rows).toBe(prose.length);
    expect(textOf(chosen)).toBe(prose);
  });

  it('keeps the most frequent words, small letters where that is chosen, and says what share is lost', async () => {
    const dataset = await read([fileWith(prose.replaceAll('god', 'God'), 'a.txt')], {
      vocabularySize: 2,
      lowercase: true,
    });
    expect(dataset.vocabulary).toEqual(['<unk>', 'and', 'there', '<eos>']);
    expect(dataset.card.vocabulary?.unknown).toBe(7 * 20);
    expect(dataset.card.warnings).toEqual([
      '58.3 % of the words are not in the vocabulary and stand as <unk>: the loss says how well that mark is predicted, too. A larger vocabulary has fewer of them.',
    ]);
    expect(dataset.card.provenance).toContain('in small letters');
    expect(dataset.card.provenance).toContain('The vocabulary is the 2 most frequent words of the whole text.');
  });

  it('has its letters made small word by word, wherever a chunk ends', async () => {
    // A sigma is another letter at a word's end; the file is longer than a chunk.
    const dataset = await read([fileWith('ΟΔΟΣ ΣΟΦΙΑ '.repeat(40_000), 'a.txt')], { lowercase: true });
    expect(dataset.vocabulary).toEqual(['οδος', 'σοφια', '<eos>']);
  });

  it.each([
    ['that is not there', () => '/nowhere/a.txt', 'data/no-such-file'],
    [
      'whose gzip breaks off',
      () =>
        fileWith(
          gzipSync(Buffer.from(make(9_000, (index) => `${index * index} `).join(''))).subarray(0, -900),
          'a.txt.gz',
        ),
      'data/truncated-gzip',
    ],
  ])('is refused as a file %s', async (_, path, code) => {
    expect((await refusal(read([path()]))).code).toBe(code);
  });

  it('takes Windows-1252 where that is chosen', async () => {
    const path = fileWith(Buffer.from('caf\u00e9 noir\n'.repeat(60), 'latin1'), 'a.txt');
    expect((await read([path], { encoding: 'windows-1252' })).vocabulary).toContain('café');
  });

  it('has one token for each word, however many there are', async () => {
    const many = lines(3_000, (row) => `w${row} w${row} w${row} w${row} w${row} w${row} x y`);
    const dataset = await read([fileWith(many, 'a.txt')], { vocabularySize: 70_000 });
    expect(textOf(dataset)).toBe(many);
    // More than 65,536 words need 32 bits.
    const wide = lines(700, (row) => Array.from({ length: 100 }, (_, index) => `v${row * 100 + index}`).join(' '));
    const wideDataset = await read([fileWith(wide, 'b.txt')], { vocabularySize: 80_000 });
    expect(wideDataset.tokens).toBeInstanceOf(Int32Array);
    expect(textOf(wideDataset)).toBe(wide);
    expect(wideDataset.card.warnings[0]).toMatch(/^70,700 words and 70,001 different ones, such as .* too rarely/);
  });
});

describe('texts for training, validation and test', () => {
  const train = `${'the cat sat on the <unk> mat\n'.repeat(20)}`;

  it('are told by their names, whatever their order, and share the vocabulary of training', async () => {
    const dataset = await read(
      filesWith({
        'ptb.test.txt': 'the dog sat\n',
        'ptb.train.txt': train,
        'ptb.valid.txt': 'the cat ran\n',
      }),
    );
    expect(dataset.card.givenSplit).toEqual({ train: 160, validation: 4, test: 4 });
    expect(dataset.card.name).toBe('ptb');
    expect(textOf(dataset)).toBe(`${train}the cat <unk>\nthe <unk> sat\n`);
    expect(dataset.card.provenance).toContain(
      'Read from ptb.train.txt, ptb.valid.txt, ptb.test.txt: words between white space, <eos> at the end of each line, utf-8. The vocabulary is that of ptb.train.txt.',
    );
  });

  it('need a mark for unknown words only where there are some', async () => {
    const plain = 'the cat sat on the mat\n'.repeat(20);
    const known = await read(filesWith({ 'train.txt': plain, 'dev.txt': 'the cat\n', 'test.txt': 'the mat\n' }));
    expect(known.vocabulary).not.toContain('<unk>');
    const unknown = await read(filesWith({ 'train.txt': plain, 'dev.txt': 'the dog\n', 'test.txt': 'the mat\n' }));
    expect(unknown.vocabulary).toEqual([...known.vocabulary, '<unk>']);
    expect(unknown.card.vocabulary?.unknown).toBe(1);
  });

  it('may lack one for validation', async () => {
    const dataset = await read(filesWith({ 'train.txt.gz': gzipSync(train), 'test.txt.gz': gzipSync('the cat\n') }));
    expect(dataset.card.givenSplit).toEqual({ train: 160, test: 3 });
    expect(dataset.card.name).toBe('text');
  });

  it('are refused where their names do not tell them apart', async () => {
    const cases = [
      { 'a.txt': train, 'b.txt': train },
      { 'train1.txt': train, 'train-2.txt': train },
      { 'valid.txt': train, 'test.txt': train },
      { 'train-test.txt': train, 'train.txt': train },
    ];
    for (const files of cases) {
      const error = await refusal(read(filesWith(files)));
      expect(error.code).toBe('data/unknown-part');
      expect(error.message).toContain('do not say which text is for what');
    }
  });
});

describe('a file that is called a text', () => {
  it('is a table where its lines are cut alike', async () => {
    const { dataset } = await readFiles({
      files: [fileWith(`a,b,y\n${lines(20, (row) => `${row},${row * 2},${row % 2}`)}`, 'a.txt')],
    });
    expect(dataset.form).toBe('table');
    const { dataset: tabs } = await readFiles({
      files: [fileWith(`a\tb\n${lines(20, (row) => `${row}.5\t${row}`)}`, 'a.txt')],
    });
    expect(tabs.form).toBe('table');
  });

  it('is a text where commas come as they please, and where that is chosen', async () => {
    const story =
      'One day, long ago, a king sat.\nHe had a daughter, and a son.\nThey lived, so they say, well, and long.\n';
    expect((await read([fileWith(story.repeat(10), 'a.txt')])).card.rows).toBe(250);
    const table = fileWith(`a,b\n${lines(80, (row) => `${row},${row % 2}`)}`, 'a.csv');
    expect((await read([table], { task: 'language' })).card.form).toBe('text');
  });
});

describe('what is no text that can be learnt', () => {
  const rejected: readonly (readonly [string, string | Uint8Array, ImportChoices, string, RegExp])[] = [
    ['an empty file', '', {}, 'data/empty-file', /a\.txt is empty/],
    ['blanks only', '\n \n\t\n'.repeat(100), {}, 'data/empty-file', /a\.txt holds no text/],
    [
      'a binary file',
      Uint8Array.from({ length: 5_000 }, (_, index) => index % 251),
      {},
      'data/not-text',
      /a\.txt is not a text file/,
    ],
    [
      'a word that repeats',
      'the the the\n'.repeat(50),
      {},
      'data/one-word',
      /a\.txt holds one word only, "the": there is nothing to predict. Choose the level character or another text\./,
    ],
    ['a letter that repeats', 'a'.repeat(400), {}, 'data/one-word', /holds one character only, "a"/],
    ['a few words', 'to be or not to be\n', {}, 'data/short-text', /a\.txt holds 7 words; at least 100 are needed for/],
    ['a regression', prose, { task: 'regression' }, 'data/no-table', /one column only/],
    ['a column', prose, { task: 'language', target: 'y' }, 'data/not-a-table', /no target to choose/],
    ['a size of pictures', prose, { imageSize: [8, 8] }, 'data/not-a-table', /no imageSize to choose/],
  ];
  it.each(rejected)('%s', async (_, content, choices, code, message) => {
    const error = await refusal(read([fileWith(content, 'a.txt')], choices));
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
  });

  it.each([
    ['a stray byte', [0x61, 0x20, 0xff, 0x20], 2],
    ['a letter of Windows-1252', [0x63, 0x61, 0x66, 0xe9, 0x20], 3],
    ['an overlong form', [0xc0, 0xaf], 0],
    ['half of a pair', [0xed, 0xa0, 0x80], 0],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], 0],
    ['a lone follower', [0x80], 0],
  ])('is invalid UTF-8, told with its place: %s', async (_, bytes, at) => {
    const good = Buffer.from(`${verse.repeat(3)}Größe 😀 `);
    const error = await refusal(
      read([fileWith(Buffer.concat([good, Uint8Array.from(bytes), Buffer.from(prose)]), 'a.txt')]),
    );
    expect(error.code).toBe('data/not-utf8');
    expect(error.details).toEqual({ byte: good.length + at + 1, line: 4 });
    expect(error.message).toContain(`is not UTF-8: byte ${good.length + at + 1}, in line 4, cannot be.`);
  });

  it('counts bytes and lines from 1, and names the letter itself, not what follows it', async () => {
    const error = await refusal(read([fileWith(Buffer.from('one line\nun caf\xe9\n', 'latin1'), 'a.txt')]));
    expect(error.message).toContain('a.txt is not UTF-8: byte 16, in line 2, cannot be.');
  });

  it('is UTF-8 that ends within a character, also where UTF-8 was chosen', async () => {
    const cut = Buffer.from(`${prose}😀`).subarray(0, -1);
    for (const choices of [{}, { encoding: 'utf-8' }]) {
      const { code, details } = await refusal(read([fileWith(cut, 'a.txt')], choices));
      expect([code, details.byte]).toEqual(['data/not-utf8', Buffer.byteLength(prose) + 1]);
    }
  });

  it('is an empty text beside one for training', async () => {
    const error = await refusal(read(filesWith({ 'train.txt': prose, 'valid.txt': ' ', 'test.txt': prose })));
    expect(error.message).toBe('valid.txt holds no text. Choose a file with text in it.');
  });
});

describe('one line of 50 MB', () => {
  it('is read like any other, and said', async () => {
    const line = 'and the earth was without form and void '.repeat(1_250_000);
    const told: ImportProgress[] = [];
    const files = [fileWith(gzipSync(line, { level: 1 }), 'line.txt.gz')];
    const { dataset } = await readFiles({ files }, (progress) => told.push(progress));
    expect(dataset.card.rows).toBe(8 * 1_250_000 + 1);
    // How far it is, is told every million tokens, twice: counted and encoded.
    expect(told.length).toBe(2 * 9);
    expect(told.at(-1)).toEqual({ phase: 'reading', done: 9 * 2 ** 20, total: 10_000_001 });
    expect(dataset.card.warnings).toEqual([
      'The text has 1 line only, so <eos> hardly ever comes; what is read and predicted is one long line.',
    ]);
  });

  it('without a blank is read by characters, or refused in words', async () => {
    const path = fileWith(gzipSync('ACGTTGCA'.repeat(6_250_000), { level: 1 }), 'line.txt.gz');
    const error = await refusal(read([path], { level: 'word' }));
    expect(error.code).toBe('data/long-word');
    expect(error.message).toContain('Choose the level character.');
  });
});
