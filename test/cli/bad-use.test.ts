// Every bad input, through the real command line: one line on standard error, exit code 2, and nothing changed anywhere.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openHomeForWriting } from '../../src-main/store/open.ts';
import { cliCommand, spawnCli } from '../support/spawn-cli.ts';
import { temporaryHome, testTime } from '../support/temporary-home.ts';

/** Every file below a folder with its content. */
function contentsOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    names.map((name) => {
      const path = join(folder, name);
      return [name, statSync(path).isDirectory() ? 'folder' : readFileSync(path, 'base64')];
    }),
  );
}

function expectOneSentence(stderr: string): void {
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr).not.toMatch(/ {4}at |node:internal|Error:/);
}

/** Two IDX headers' worth of a file of ten images of 4 x 4, of which only three follow. */
const truncatedImages = Buffer.concat([
  Buffer.from([0, 0, 8, 3, 0, 0, 0, 10, 0, 0, 0, 4, 0, 0, 0, 4]),
  Buffer.alloc(48),
]);
const tenLabels = Buffer.concat([Buffer.from([0, 0, 8, 1, 0, 0, 0, 10]), Buffer.from([0, 1, 0, 1, 0, 1, 0, 1, 0, 1])]);
const rows = (target: (row: number) => string) =>
  Array.from({ length: 20 }, (_, row) => `${row},${(row * 7) % 5},${target(row)}`).join('\n');

const files: Readonly<Record<string, string | Buffer>> = {
  'good.csv': `a,b,kind\n${rows((row) => (row % 2 === 0 ? 'x' : 'y'))}`,
  'ragged.csv': `a,b,kind\n1,2,x\n3,4\n5,6,y\n`,
  'one-class.csv': `a,b,kind\n${rows(() => 'x')}`,
  'images.idx3-ubyte': truncatedImages,
  'labels.idx1-ubyte': tenLabels,
  'broken.json': '{"data": ',
  'missing-file.json': '{"data": {"file": "none.csv"}}',
  'unknown-column.json': '{"data": {"file": "good.csv", "target": "yield"}}',
  'negative-range.json':
    '{"data": {"file": "good.csv"}, "hyperparameters": {"input.dropout": {"mode": "tuned", "range": [-0.5, 0.5]}}}',
  'untunable.json': '{"data": {"file": "good.csv"}, "hyperparameters": {"momentum": {"mode": "tuned"}}}',
  'empty.txt': '',
  'bytes.txt': Buffer.from(Array.from({ length: 2_000 }, (_, place) => (97 * place) % 256)),
  'latin1.txt': Buffer.from('one line\nun caf\u00e9\n', 'latin1'),
  'tick.txt': 'tick '.repeat(500),
  'short.json': '{"data": {"file": ["train.txt", "valid.txt", "test.txt"], "level": "word"}, "model": "lstm"}',
  'train.txt': 'the cat sees the dog\n'.repeat(40),
  'valid.txt': 'the dog sees the cat\n',
  'test.txt': 'the dog sees the cat\n'.repeat(10),
  'torn.json': '{"data": {"file": "train.txt", "level": "word", "split": {"kind": "random"}}}',
  'dense.json': '{"data": {"file": "train.txt", "level": "word"}, "model": "perceptron"}',
  'unknown-field.json': '{"data": {"file": "good.csv"}, "trainig": {}}',
};

function folderWithFiles(): string {
  const folder = temporaryHome();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

describe('bad use', () => {
  it.each([
    ['an unknown command', 'trian', /^"trian" is no command/],
    ['an unknown option', 'run good.csv --fast', /^"--fast" is no option of "run"/],
    ['a config that is missing', 'run none.json', /^There is no config file .*none\.json/],
    ['a config that is no JSON', 'run broken.json', /^.*broken\.json is no JSON/],
    ['a table as a config', 'run good.csv', /^.*good\.csv is no JSON/],
    ['a missing file', 'run missing-file.json', /^There is no file .*none\.csv/],
    ['an unknown column', 'run unknown-column.json', /^There is no column "yield" in good\.csv/],
    ['a negative range', 'run negative-range.json', /^The range of "input\.dropout" is -0\.5 to 0\.5/],
    ['an untunable name', 'run untunable.json', /^"momentum" cannot be tuned by a self-tuning network: it changes how/],
    ['an unknown field', 'run unknown-field.json', /^"trainig" is not known\. Known here: version, name, data/],
    ['a number in words', 'run --sample iris --epochs ten', /^training\.epochs is "ten"; expected a whole number/],
    [
      'an unknown model',
      'run --sample iris --model resnet',
      /^There is no model "resnet"\. Name one of perceptron, small-cnn/,
    ],
    [
      'convolutions that leave nothing',
      'run --sample iris --model alexnet',
      /^Layer conv\d receives 1 x 1 places and its stride of 1 and pooling of 2 leave none/,
    ],
    ['an unknown sample', 'run --sample moons', /^There is no sample "moons"/],
    ['a missing table', 'data import none.csv', /^There is no file .*none\.csv/],
    ['a ragged table', 'data import ragged.csv', /ragged\.csv/],
    ['one class only', 'data import one-class.csv --target kind', /one class|"x"/],
    ['a truncated IDX', 'data import images.idx3-ubyte labels.idx1-ubyte', /images\.idx3-ubyte/],
    ['an empty text', 'data import empty.txt', /^empty\.txt is empty/],
    ['bytes that are no text', 'data import bytes.txt', /^bytes\.txt is not a text file\./],
    [
      'a text that is not UTF-8',
      'data import latin1.txt --level word',
      /^latin1\.txt is not UTF-8: byte 1\d, in line 2/,
    ],
    ['a vocabulary of one', 'data import tick.txt --level word', /^tick\.txt holds one word only, "tick"/],
    [
      'a validation text shorter than a step',
      'run short.json',
      /^A step reads 35 tokens .* takes 36, and the validation part has 6 tokens\. Set the length to 5 or less/,
    ],
    ['a text torn apart', 'run torn.json', /is a running text: .* Choose the split contiguous\.$/m],
    [
      'numbers for a text',
      'run dense.json',
      /^The network is dense and reads numbers, .* is a running text\. Choose an LSTM/,
    ],
    [
      'an LSTM for numbers',
      'run --sample iris --model lstm',
      /^The network is an LSTM and reads tokens, and "iris" is a table/,
    ],
    ['a run that is not there', 'show 7', /^There is no Selftune home/],
    ['a resume of nothing', 'resume 7', /^There is no Selftune home/],
    ['a test of nothing', 'test 7', /^There is no Selftune home/],
  ])('%s gets one sentence and leaves everything as it was', async (_what, line, sentence) => {
    const folder = folderWithFiles();
    const before = contentsOf(folder);
    const { code, stdout, stderr } = await spawnCli([...line.split(' '), '--home', 'home'], folder);
    expect(stderr).toMatch(sentence);
    expectOneSentence(stderr);
    expect(stdout).toBe('');
    expect(code).toBe(2);
    expect(contentsOf(folder)).toEqual(before);
  });

  it('a second process on the same home is refused and told who owns it', async () => {
    const folder = temporaryHome();
    const home = openHomeForWriting({ directory: join(folder, 'home'), now: () => testTime });
    onTestFinished(() => home.close());
    const before = readdirSync(join(folder, 'home'));
    const { code, stdout, stderr } = await spawnCli(['run', '--sample', 'iris', '--json', '--home', 'home'], folder);
    expect(stderr).toContain(`is in use by another Selftune (process ${process.pid}`);
    expectOneSentence(stderr);
    expect(stdout.split('\n').filter((line) => line.includes('"summary"'))).toEqual([]);
    expect(code).toBe(2);
    expect(readdirSync(join(folder, 'home'))).toEqual(before);
  });
});

/** A tiny file system of one's own needs Linux and leave to make namespaces. */
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

describe.skipIf(!canMount)('a full disk', () => {
  /** Runs the command line with its home on a disk of so many kB, and lists the disk afterwards. */
  function runOnDisk(kilobytes: number, words: string) {
    const disk = join(temporaryHome(), 'disk');
    mkdirSync(disk);
    const script = `mount -t tmpfs -o size=${kilobytes}k tmpfs '${disk}' && { ${cliCommand} ${words} --home '${disk}/home'; code=$?; ls -A '${disk}'; exit $code; }`;
    return spawnSync('unshare', ['-rm', 'sh', '-c', script], { encoding: 'utf8' });
  }

  it.each([16, 64, 100])('of %i kB gets one sentence and keeps nothing', (kilobytes) => {
    const { status, stdout, stderr } = runOnDisk(kilobytes, 'data import src-main/data/samples/iris.csv --json');
    expect(stderr).toMatch(/full|free space/);
    expectOneSentence(stderr);
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });

  it('in the middle of a run ends it with one sentence', () => {
    const { status, stderr } = runOnDisk(300, 'run --sample iris --epochs 2 --json');
    expect(stderr).toMatch(/full/);
    expectOneSentence(stderr);
    expect(status).toBe(1);
  });
});
