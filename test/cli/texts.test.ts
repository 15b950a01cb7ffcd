// Texts and sequences through the real command line.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { dataImportCommand } from '../../src-main/cli/commands/data-import.ts';
import { refusal } from '../data/files.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';
import { writePlainText } from '../support/plain-text.ts';
import { jsonLines, spawnCli } from '../support/spawn-cli.ts';
import { temporaryHome } from '../support/temporary-home.ts';

async function imported(file: string, ...words: string[]) {
  const folder = temporaryHome();
  const terminal = fakeTerminal({ home: folder });
  await dataImportCommand.run([file, ...words, '--home', join(folder, 'home')], terminal);
  return terminal.printed.join('\n');
}

describe('data import of a text', () => {
  it('takes what a token is, how many are told apart, and small letters', async () => {
    const file = await writePlainText(temporaryHome(), 40);
    const card = JSON.parse(await imported(file, '--level', 'word', '--vocabulary', '5', '--json'));
    expect(card).toMatchObject({ form: 'text', task: 'language', vocabulary: { level: 'word' } });
    expect(card.vocabulary.unknown).toBeGreaterThan(0);
    const characters = JSON.parse(await imported(file, '--level', 'character', '--lowercase', '--json'));
    expect(characters).toMatchObject({ vocabulary: { level: 'character', unknown: 0 } });
    expect(characters.rows).toBeGreaterThan(3 * card.rows);
  });

  it('says what there is in words', async () => {
    const file = await writePlainText(temporaryHome(), 40);
    const text = await imported(file, '--level', 'word');
    expect(text).toMatch(/a text of \d+ words, \d+ told apart\./);
    expect(text).toContain('Task: to predict every next token.');
    expect(text).toMatch(/Commonest: "[^"]+" \(\d+\), "/);
    expect(text).not.toContain('Columns:');
  });

  it('is named for its folder where the files are called for their part alone', async () => {
    const folder = join(temporaryHome(), 'ulysses');
    const text = readFileSync(await writePlainText(folder, 60));
    const [train = '', ...others] = ['train.txt', 'valid.txt', 'test.txt'].map((name) => join(folder, name));
    for (const file of [train, ...others]) writeFileSync(file, text);
    expect(JSON.parse(await imported(train, ...others, '--json'))).toMatchObject({ name: 'ulysses', form: 'text' });
  });

  it.each([
    ['--level', 'syllable', /level is "syllable"; expected "word" or "character"/],
    ['--vocabulary', 'large', /^--vocabulary is "large"; a whole number above 0 was expected\.$/],
    ['--vocabulary', '0', /^--vocabulary is "0"; a whole number above 0 was expected\.$/],
  ])('refuses %s %s in a sentence', async (option, value, words) => {
    const file = await writePlainText(temporaryHome(), 40);
    expect((await refusal(imported(file, option, value))).message).toMatch(words);
  });
});

describe('data import of a table of sequences', () => {
  it('reads the column that is named token by token', async () => {
    const file = join(temporaryHome(), 'codes.csv');
    const rows = Array.from({ length: 30 }, (_, row) => `k${row % 7}x,${row % 3},${row % 2 === 0 ? 'yes' : 'no'}`);
    writeFileSync(file, ['code,dose,answer', ...rows].join('\n'));
    const text = await imported(file, '--sequence', 'code', '--target', 'answer', '--level', 'character');
    expect(text).toMatch(/30 sequences of 3 characters, \d+ told apart, 2 classes\./);
    expect(text).toContain('Task: classification of "answer".');
  });
});

describe('a run on a text', () => {
  let folder = '';
  let lines: Record<string, unknown>[] = [];
  const selftune = (line: string) => spawnCli([...line.split(' '), '--home', 'home'], folder);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'selftune-'));
    const file = await writePlainText(folder, 150);
    writeFileSync(
      join(folder, 'text.json'),
      JSON.stringify({ data: { file, level: 'word' }, training: { epochs: 2 } }),
    );
    const { code, stdout, stderr } = await selftune('run text.json --json --set model.length=10');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    lines = jsonLines(stdout);
    return () => rmSync(folder, { recursive: true, force: true });
  });

  it('tells the perplexity of each epoch, the exponential of its loss', () => {
    const epochs = lines.filter(({ type }) => type === 'epoch') as {
      validationLoss: number;
      metrics: Record<string, number>;
    }[];
    expect(epochs).toHaveLength(2);
    for (const { validationLoss, metrics } of epochs) {
      expect(metrics.perplexity).toBeCloseTo(Math.exp(validationLoss), 3);
      expect(metrics).not.toHaveProperty('accuracy');
    }
  });

  it('is shown with its perplexity and with what it wrote last, in words of the text', async () => {
    const { stdout } = await selftune('show 1');
    expect(stdout).toMatch(/Best epoch \d: validation loss [\d.]+, perplexity [\d.,]+\./);
    const [, written = ''] = /What it wrote at step \d+:\n([^\n]+)/.exec(stdout) ?? [];
    const known = /^(the|a|an|my|some|old|cat|dog|bird|man|aunt|sees|likes|follows|hears|moon|fish|river|bread|\.)$/;
    const words = written.split(/\s+/).filter((word) => word !== '');
    expect(words.length).toBeGreaterThan(3);
    expect(words.filter((word) => !known.test(word))).toEqual([]);
  });

  it('is listed with its perplexity', async () => {
    const { stdout } = await selftune('runs');
    expect(stdout).toMatch(/best validation loss +metric there\n/);
    expect(stdout).toMatch(/[\d.]+ at epoch \d+ +perplexity [\d.,]+\n/);
  });

  it('scores the sealed test in perplexity', async () => {
    const { code, stdout } = await selftune('test 1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Test loss [\d.]+, perplexity [\d.,]+ \(\d+ tokens\)\./);
  });
});
