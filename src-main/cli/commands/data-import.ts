// `selftune data import`: brings a table, images, a text or sequences into the home.
import type { ImportProgress } from '../../../src-shared/contract/data.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { importFiles } from '../../host/import-files.ts';
import { homeFrom, oneOf, parseArguments } from '../arguments.ts';
import { cardLines } from '../card-lines.ts';
import type { Command } from '../command.ts';
import type { Terminal } from '../terminal.ts';

const options = {
  name: { type: 'string' },
  target: { type: 'string' },
  task: { type: 'string' },
  ignore: { type: 'string', multiple: true },
  group: { type: 'string' },
  split: { type: 'string' },
  delimiter: { type: 'string' },
  decimal: { type: 'string' },
  encoding: { type: 'string' },
  header: { type: 'string' },
  missing: { type: 'string', multiple: true },
  size: { type: 'string' },
  fit: { type: 'string' },
  colour: { type: 'string' },
  sequence: { type: 'string' },
  level: { type: 'string' },
  vocabulary: { type: 'string' },
  lowercase: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

const help = `selftune data import FILE... [options]

Imports one table (CSV, TSV, with or without gzip); one text, or texts with train, valid and test in their names; FASTA files;
IDX files (MNIST and its kin), CIFAR's binary batches, NumPy arrays (.npy, .npz);
or one folder or archive (tar, tar.gz, zip) of these, or of pictures (PNG, JPEG, TIFF, BMP, WebP) with a folder for each class.
What is not named is read off the file. The same file with the same choices is stored once.

  --target COLUMN          What is to be predicted
  --task KIND              classification, regression, or language: to predict every next token of a text
  --ignore COLUMN          Leave a column out; may be repeated
  --group COLUMN           Rows with one value here stay together in a split (patient, plate, batch)
  --split COLUMN           This column says train, validation or test
  --delimiter CHARACTER    For example ";" or tab
  --decimal POINT          "." or ","
  --encoding NAME          For example utf-8 or windows-1252
  --header yes | no        Whether the first line holds the columns' names
  --missing TEXT           A cell that means "no value", instead of NA, NaN and their like; may be repeated
  --size HEIGHTxWIDTH      For pictures: the size they become, in pixels; the commonest of them, 64 at most, unless given
  --fit KIND               How they become it: crop, pad, stretch (all scaled), or window (not scaled)
  --colour KIND            grey or colour
  --sequence COLUMN        The column whose cells are read token by token: SMILES, bases, residues, sentences
  --level KIND             For texts and sequences: what one token is, word or character
  --vocabulary COUNT       Different tokens that are told apart, the commonest; all others count as unknown
  --lowercase              Capital letters become small ones
  --name TEXT              Name of the data set in lists
  --json                   The data card as one JSON object
  --home DIR               Folder of the database, data sets and runs

Examples:
  selftune data import assay.csv --target yield --ignore operator --group plate
  selftune data import messung.txt --delimiter tab --decimal ,
  selftune data import train-images-idx3-ubyte.gz train-labels-idx1-ubyte.gz
  selftune data import cifar-10-binary.tar.gz
  selftune data import leaves/ --size 48x48 --fit pad
  selftune data import train.txt valid.txt test.txt --level word
  selftune data import activities.csv --sequence smiles --target active
`;

type Values = ReturnType<typeof parseArguments<typeof options>>['values'];

function rolesFrom({ ignore = [], group, split, sequence }: Values) {
  return Object.fromEntries([
    ...ignore.map((column) => [column, 'ignore']),
    ...(group === undefined ? [] : [[group, 'group']]),
    ...(split === undefined ? [] : [[split, 'split']]),
    ...(sequence === undefined ? [] : [[sequence, 'sequence']]),
  ]);
}

/** `32x48` as [height, width]; one number is a square. */
function sizeFrom(text: string): [number, number] {
  const [, height, width = height] = /^(\d{1,4})(?:x(\d{1,4}))?$/i.exec(text) ?? [];
  if (height === undefined || width === undefined) {
    throw new AppError(
      'cli/bad-argument',
      `--size is "${text}"; a height and a width in pixels were expected, such as 32x48.`,
    );
  }
  return [Number(height), Number(width)];
}

function countFrom(option: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new AppError('cli/bad-argument', `--${option} is "${text}"; a whole number above 0 was expected.`);
}

const redrawEveryMs = 100;

const phaseWords: Readonly<Record<ImportProgress['phase'], string>> = {
  idle: '',
  looking: 'Looking at files',
  reading: 'Reading',
  storing: 'Storing',
};

/** Shows how far the reading is, in one line that moves, where someone looks at it. */
function progressTeller(terminal: Terminal): (progress: ImportProgress) => void {
  let redrawDue = Number.NEGATIVE_INFINITY;
  return ({ phase, done, total }) => {
    if (!terminal.isInteractive || terminal.now() < redrawDue) return;
    redrawDue = terminal.now() + redrawEveryMs;
    const count = done.toLocaleString('en-US');
    terminal.status(`${phaseWords[phase]}: ${total === 0 ? count : `${count} of ${total.toLocaleString('en-US')}`}`);
  };
}

/** The choices that were made; those that were not are left out. */
function choicesFrom(values: Values): Record<string, unknown> {
  const { name, target, task, delimiter, decimal, encoding, header, missing, size, fit, colour } = values;
  const { level, vocabulary, lowercase } = values;
  const roles = rolesFrom(values);
  const choices = {
    name,
    target,
    task,
    roles: Object.keys(roles).length === 0 ? undefined : roles,
    delimiter: delimiter === 'tab' || delimiter === '\\t' ? '\t' : delimiter,
    decimal,
    encoding,
    header: header === undefined ? undefined : oneOf('header', ['yes', 'no'], header) === 'yes',
    missing,
    imageSize: size === undefined ? undefined : sizeFrom(size),
    imageFit: fit,
    imageColour: colour,
    level,
    vocabularySize: vocabulary === undefined ? undefined : countFrom('vocabulary', vocabulary),
    lowercase,
  };
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
}

/** Imports files as a data set. */
export const dataImportCommand: Command = {
  name: 'data import',
  summary: 'Import a table, images, a text or sequences',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('data import', args, options);
    if (positionals.length === 0) {
      throw new AppError('cli/bad-argument', 'No file was named; "selftune data import" expects at least one.');
    }
    const { card, isNew } = await importFiles({
      home: homeFrom(values.home, terminal),
      directory: terminal.directory,
      files: positionals,
      choices: choicesFrom(values),
      tell: progressTeller(terminal),
    }).finally(() => {
      if (terminal.isInteractive) terminal.status('');
    });
    if (values.json === true) {
      terminal.data(`${JSON.stringify({ type: 'dataset', isNew, ...card })}\n`);
      return 0;
    }
    if (!isNew) terminal.line('This data set was there already.');
    for (const text of cardLines(card)) terminal.line(text);
    terminal.line(`Train on it with a config that says: {"data": {"dataset": "${card.id}"}}`);
    return 0;
  },
};
