// `selftune data import`: brings a table or images into the home.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { importFiles } from '../../host/import-files.ts';
import { homeFrom, oneOf, parseArguments } from '../arguments.ts';
import { cardLines } from '../card-lines.ts';
import type { Command } from '../command.ts';

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
  json: { type: 'boolean' },
} as const;

const help = `selftune data import FILE... [options]

Imports one table (CSV, TSV, with or without gzip), or IDX files (MNIST and its kin), or a folder of IDX files.
What is not named is read off the file. The same file with the same choices is stored once.

  --target COLUMN          What is to be predicted
  --task KIND              classification or regression
  --ignore COLUMN          Leave a column out; may be repeated
  --group COLUMN           Rows with one value here stay together in a split (patient, plate, batch)
  --split COLUMN           This column says train, validation or test
  --delimiter CHARACTER    For example ";" or tab
  --decimal POINT          "." or ","
  --encoding NAME          For example utf-8 or windows-1252
  --header yes | no        Whether the first line holds the columns' names
  --missing TEXT           A cell that means "no value", instead of NA, NaN and their like; may be repeated
  --name TEXT              Name of the data set in lists
  --json                   The data card as one JSON object
  --home DIR               Folder of the database, data sets and runs

Examples:
  selftune data import assay.csv --target yield --ignore operator --group plate
  selftune data import messung.txt --delimiter tab --decimal ,
  selftune data import train-images-idx3-ubyte.gz train-labels-idx1-ubyte.gz
`;

type Values = ReturnType<typeof parseArguments<typeof options>>['values'];

function rolesFrom({ ignore = [], group, split }: Values) {
  return Object.fromEntries([
    ...ignore.map((column) => [column, 'ignore']),
    ...(group === undefined ? [] : [[group, 'group']]),
    ...(split === undefined ? [] : [[split, 'split']]),
  ]);
}

/** The choices that were made; those that were not are left out. */
function choicesFrom(values: Values): Record<string, unknown> {
  const { name, target, task, delimiter, decimal, encoding, header, missing } = values;
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
  };
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
}

/** Imports files as a data set. */
export const dataImportCommand: Command = {
  name: 'data import',
  summary: 'Import a table or images',
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
