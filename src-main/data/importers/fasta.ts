// FASTA files to a table of sequences: the sequence, and what the header says about it. The class is a part of the header, or the file.
import { basename } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { partNamed } from '../../../src-shared/domain/text-names.ts';
import { startOf } from '../files/open-tree.ts';
import { countOf, shown } from '../sentences.ts';
import { headerColumns, textColumn } from './fasta-headers.ts';
import { readFasta } from './fasta-records.ts';
import { type ImportChoices, rolesOf } from './import-choices.ts';
import type { Imported } from './imported.ts';
import type { RawColumn } from './raw-column.ts';
import { refuseForFasta } from './refuse-choices.ts';
import { withRoles } from './sequence-choice.ts';
import { assembleTable } from './table.ts';
import { chooseTarget, type TargetChoice } from './target-choice.ts';
import { openText } from './text-files.ts';

const fastaName = /\.(?:fasta|fas|fa|fna|ffn|faa|frn)(?:\.gz)?$/i;
/** A header, and a line of letters below it. */
const fastaStart = /^\ufeff?(?:;[^\n]*\n)*>[^\n]*\n[A-Za-z*.-]{2,}\s*(?:\n|$)/;

/** Whether a name is one that FASTA files have. */
export const isFastaName = (path: string) => fastaName.test(path);

/** Whether all of these are FASTA files, by their names or their first lines. */
export async function areFasta(paths: readonly string[]): Promise<boolean> {
  if (paths.every(isFastaName)) return true;
  const starts = await Promise.all(paths.map(startOf));
  return starts.every((start) => fastaStart.test(new TextDecoder().decode(start).replaceAll('\r', '')));
}

const sequenceColumn = 'sequence';

/** Most different values that classes of a header have, and rows that each needs on average: more are names. */
const mostClasses = 50;
const rowsOfClass = 3;

/** Whether a column tells classes or numbers apart, rather than naming the rows. */
function couldBeTarget(column: RawColumn): boolean {
  if (column.name === 'id' || column.name === sequenceColumn) return false;
  if (column.kind === 'numeric') return true;
  const { length } = column.categories;
  return length > 1 && length <= mostClasses && length * rowsOfClass <= column.codes.length;
}

interface Sequences {
  readonly headers: string[];
  readonly sequences: string[];
  /** File of each sequence, by number. */
  readonly files: number[];
  readonly hashes: string[];
}

async function readAll(paths: readonly string[], encoding: string | undefined): Promise<Sequences> {
  const read: Sequences = { headers: [], sequences: [], files: [], hashes: [] };
  for (const [index, path] of paths.entries()) {
    const text = await openText(path, encoding);
    read.hashes.push(text.survey.hash);
    const before = read.headers.length;
    for await (const { header, sequence } of readFasta(text, basename(path))) {
      read.headers.push(header);
      read.sequences.push(sequence);
      read.files.push(index);
    }
    if (read.headers.length > before) continue;
    throw new AppError('data/not-fasta', `${basename(path)} holds no sequence: no line begins with ">".`);
  }
  return read;
}

const stemOf = (path: string) =>
  basename(path)
    .replace(/\.gz$/i, '')
    .replace(/\.[^.]+$/, '');

/** What the files are to each other: one for each class, or parts of one data set. */
function fileColumn(paths: readonly string[], files: readonly number[]): RawColumn | null {
  if (paths.length === 1) return null;
  const parts = paths.map((path) => partNamed(basename(path)));
  if (parts.every((part) => part !== null))
    return textColumn(
      'part',
      files.map((file) => parts[file] ?? ''),
    );
  const names = paths.map(stemOf);
  return textColumn(
    'class',
    files.map((file) => names[file] ?? ''),
  );
}

/** @throws AppError `data/no-target` where headers and files name no classes */
function targetAmong(columns: readonly RawColumn[], choices: ImportChoices, file: string): TargetChoice {
  const names = columns.map(({ name }) => name);
  const isChosen = choices.target !== undefined || [...rolesOf(choices).values()].includes('target');
  const likely = columns.filter(couldBeTarget).map(({ name }) => name);
  if (isChosen || likely.length > 0) {
    const choice = chooseTarget(names, choices, file, (name) => !likely.includes(name));
    if (isChosen) return choice;
    const warning = `The target is "${choice.name}", as the ${choice.name === 'class' && names[0] === 'class' ? 'files are' : 'headers are'} written. Choose another column as the target if that is not what is to be predicted.`;
    if (likely.includes(choice.name)) return { name: choice.name, warning };
  }
  const [first] = columns.filter(({ kind, name }) => kind === 'categorical' && name === 'id');
  const example = first?.kind === 'categorical' ? first.categories[0] : undefined;
  throw new AppError(
    'data/no-target',
    `The headers of ${file} name no classes${example === undefined ? '' : `, only sequences such as "${shown(example)}"`}. Write the class behind each name (>seq1 promoter), or import a file for each class.`,
  );
}

/**
 * Imports FASTA files: one with classes or numbers in its headers, or one for each class.
 * @throws AppError in words for every file that is no FASTA: see the codes `data/…` in this folder
 */
export async function importFasta(paths: readonly string[], choices: ImportChoices): Promise<Imported> {
  const names = paths.map((path) => basename(path));
  const file = names.join(', ');
  refuseForFasta(choices, file);
  const { headers, sequences, files, hashes } = await readAll(paths, choices.encoding);
  const ofFiles = fileColumn(paths, files);
  const found = headerColumns(headers).filter(({ name }) => name !== sequenceColumn && name !== ofFiles?.name);
  const columns = [...(ofFiles === null ? [] : [ofFiles]), ...found, textColumn(sequenceColumn, sequences)];
  const target = targetAmong(columns, choices, file);
  const table = assembleTable({ columns, target, choices: withRoles(choices, [sequenceColumn], 'sequence'), file });
  return {
    ...table,
    target: target.name,
    reading: `Read from ${file}: ${countOf(headers.length, 'sequence')} in FASTA. ${table.cutting ?? ''}`.trim(),
    fileHashes: hashes,
  };
}
