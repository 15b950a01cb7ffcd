// Which arrays belong together, told from their names and shapes: x_train with y_train, test_images with test_labels, x with y.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type PartName, partOfName } from '../part-names.ts';
import { listNames } from '../sentences.ts';
import type { ImportChoices } from './import-choices.ts';
import type { Imported } from './imported.ts';
import type { NpyArray } from './npy-array.ts';
import type { TellProgress } from './progress.ts';

export interface NpyImport {
  readonly arrays: readonly NpyArray[];
  /** Name of the file, for sentences. */
  readonly file: string;
  readonly choices: ImportChoices;
  readonly tell: TellProgress;
}

export interface NpyPart {
  /** Null where the names tell no part. */
  readonly part: PartName | null;
  readonly inputs: NpyArray;
  /** Null for a table whose target is one of its columns. */
  readonly labels: NpyArray | null;
}

export interface NpyRoles {
  /** In the order null or train, validation, test. */
  readonly parts: readonly NpyPart[];
  readonly classNames: NpyArray | null;
  /** Names of the columns of a table. */
  readonly columnNames: NpyArray | null;
}

const labelWords = ['y', 'label', 'labels', 'target', 'targets', 'lbl'];
const inputWords = ['x', 'image', 'images', 'img', 'data', 'features', 'inputs', 'spectra', 'signals', 'arr'];
const classWords = ['classes', 'class_names', 'label_names', 'categories', 'target_names'];
const columnWords = [
  'columns',
  'column_names',
  'feature_names',
  'features_names',
  'wavelengths',
  'wavenumbers',
  'axis',
];

/** `Xtrain` is `x_train`. */
const wordsOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/^([xy])(?=train|val|test)/, '$1_')
    .split(/[^a-z]+/)
    .filter((word) => word !== '');

const partOf = (array: NpyArray) => wordsOf(array.name).flatMap((word) => partOfName(word) ?? [])[0] ?? null;
const hasWord = (array: NpyArray, words: readonly string[]) => wordsOf(array.name).some((word) => words.includes(word));
const isNamed = (array: NpyArray, names: readonly string[]) => names.includes(array.name.toLowerCase());

/** Rows of an array, and whether each has one value only. */
const rowsOf = ({ header }: NpyArray) => header.shape[0] ?? 0;
const isSingle = ({ header }: NpyArray) =>
  header.shape.length >= 1 && header.shape.slice(1).every((size) => size === 1);

export const shapeWords = ({ header }: NpyArray) => header.shape.join(' x ');

function listed(arrays: readonly NpyArray[]): string {
  return listNames(arrays.map((array) => `${array.name} (${shapeWords(array)})`));
}

function chooseInputs(candidates: readonly NpyArray[], file: string): NpyArray | null {
  const [only, second] = candidates;
  if (only === undefined || second === undefined) return only ?? null;
  const [named, another] = candidates.filter((array) => hasWord(array, inputWords));
  if (named !== undefined && another === undefined) return named;
  throw new AppError(
    'data/unclear-arrays',
    `${file} holds ${listed(candidates)}, and it is not clear which of them are the inputs. Call the inputs x and the labels y, with _train and _test after them where there are such parts.`,
  );
}

function partWith(part: PartName | null, arrays: readonly NpyArray[], file: string): NpyPart[] {
  const isLabels = (array: NpyArray) => isSingle(array) && hasWord(array, labelWords);
  const inputs = chooseInputs(
    arrays.filter((array) => array.header.shape.length >= 2 && !isLabels(array)),
    file,
  );
  if (inputs === null) return [];
  const others = arrays.filter((array) => array !== inputs && isSingle(array));
  const named = others.filter(isLabels);
  const [labels, second] = named.length > 0 ? named : others.filter((array) => rowsOf(array) === rowsOf(inputs));
  if (second !== undefined) {
    throw new AppError(
      'data/unclear-arrays',
      `${file} holds ${listed(named.length > 0 ? named : others)}, and it is not clear which of them are the labels. Call the labels y.`,
    );
  }
  if (labels !== undefined && rowsOf(labels) !== rowsOf(inputs)) {
    throw new AppError(
      'data/unequal-arrays',
      `"${inputs.name}" has ${rowsOf(inputs).toLocaleString('en-US')} rows and "${labels.name}" ${rowsOf(labels).toLocaleString('en-US')}; as many were expected.`,
    );
  }
  return [{ part, inputs, labels: labels ?? null }];
}

/**
 * Finds inputs and labels among arrays.
 * @throws AppError `data/unclear-arrays`, `data/unequal-arrays`, `data/no-arrays`
 */
export function npyRoles(arrays: readonly NpyArray[], file: string): NpyRoles {
  const classNames = arrays.find((array) => isSingle(array) && isNamed(array, classWords)) ?? null;
  const columnNames = arrays.find((array) => isSingle(array) && isNamed(array, columnWords)) ?? null;
  const rest = arrays.filter((array) => array !== classNames && array !== columnNames);
  const named = (['train', 'validation', 'test'] as const).flatMap((part) =>
    partWith(
      part,
      rest.filter((array) => partOf(array) === part),
      file,
    ),
  );
  const parts = named.length > 0 ? named : partWith(null, rest, file);
  if (parts.length > 0) return { parts, classNames, columnNames };
  throw new AppError(
    'data/no-arrays',
    `${file} holds ${arrays.length === 0 ? 'no arrays' : listed(arrays)}. Images (rows x height x width, with channels or without) or a table (rows x columns), and labels, were expected.`,
  );
}

/** The rows that the arrays' names set apart, in the order of the parts. */
export function givenSplitOf(parts: readonly NpyPart[]): Pick<Imported, 'givenSplit'> {
  const rows = (part: string) =>
    parts.reduce((sum, each) => sum + (each.part === part ? (each.inputs.header.shape[0] ?? 0) : 0), 0);
  const [train, validation, test] = [rows('train'), rows('validation'), rows('test')];
  if (train === 0 || validation + test === 0) return {};
  return { givenSplit: { train, ...(validation === 0 ? {} : { validation }), test } };
}
