// Divides the rows of a data set into training, validation and test: random, stratified by class, by whole groups, as a column
// says, or one part after the other. A function of (rows, configuration): the same seed gives the same division on every machine.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { DataCard } from '../../src-shared/domain/data-card.ts';
import type { SplitConfig } from '../../src-shared/domain/run-config.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import {
  allotGroups,
  allotStrata,
  countsOf,
  PartCollector,
  partNames,
  type RowCounts,
  type RowsOfParts,
} from './allot.ts';
import { countContiguous, divideContiguously, openShares, refuseOtherSplits, restOf } from './contiguous-split.ts';
import {
  type CategoricalColumn,
  type Dataset,
  labelsOf,
  type SequenceContents,
  type TableContents,
} from './dataset.ts';
import { partOfName } from './part-names.ts';
import { listNames } from './sentences.ts';

const splitStream = 'split';

/**
 * The kind of split that suits a data set: as its columns say, by its groups, stratified for classes, random for numbers; a running text
 * stays in order.
 */
export function recommendedSplit(card: DataCard): Pick<SplitConfig, 'kind' | 'column'> {
  if (card.form === 'text') return { kind: 'contiguous' };
  const own = card.columns.find((column) => column.role === 'split');
  if (own !== undefined) return { kind: 'column', column: own.name };
  const group = card.columns.find((column) => column.role === 'group');
  if (group !== undefined) return { kind: 'grouped', column: group.name };
  return { kind: card.task === 'classification' ? 'stratified' : 'random' };
}

/**
 * The rows of each part, ascending, disjoint, together all rows, none empty.
 * @throws AppError `data/empty-part`, `data/unknown-column`, `data/unknown-part`, `data/no-strata`, `data/no-columns`,
 *   `data/text-stays-in-order`
 */
export function splitRows(dataset: Dataset, split: SplitConfig): RowsOfParts {
  const parts = divide(dataset, split);
  for (const name of partNames) if (parts[name].length === 0) throw emptyPart(name, dataset, split);
  return parts;
}

/**
 * How many rows each part gets, tokens of a running text: as {@link splitRows}, but without naming each of a text's tokens.
 * @throws AppError as {@link splitRows}
 */
export function countRows(dataset: Dataset, split: SplitConfig): RowCounts {
  if (dataset.form !== 'text') return countsOf(splitRows(dataset, split));
  refuseOtherSplits(dataset, split);
  const counts = countContiguous(dataset.card, split);
  for (const name of partNames) if (counts[name] === 0) throw emptyPart(name, dataset, split);
  return counts;
}

function divide(dataset: Dataset, split: SplitConfig): RowsOfParts {
  refuseOtherSplits(dataset, split);
  switch (split.kind) {
    case 'random':
    case 'stratified':
      return divideByShares(dataset, split, split.kind);
    case 'grouped':
      return divideGroups(dataset, split);
    case 'column':
      return divideByColumn(columnToSplitBy(dataset, split, 'split'));
    case 'contiguous':
      return divideContiguously(dataset.card, split);
    default: {
      const never: never = split.kind;
      throw new Error(`A split of kind ${String(never)} has no rule.`);
    }
  }
}

/** The column that the rows are divided by, if any: as an input it would tell the parts apart. */
export function dividingColumn({ kind, column }: SplitConfig): string | undefined {
  return kind === 'grouped' || kind === 'column' ? column : undefined;
}

/** The last order that was drawn: a split whose shares are being tried out draws the same one again and again. */
let drawn: { readonly length: number; readonly seed: number; readonly order: Uint32Array } | null = null;

/** Nobody may change the order. */
function shuffled(length: number, seed: number): Uint32Array {
  if (drawn?.length !== length || drawn.seed !== seed) {
    drawn = { length, seed, order: new CounterNoise(seed).permutation(splitStream, 0, length) };
  }
  return drawn.order;
}

function divideByShares(dataset: Dataset, split: SplitConfig, kind: 'random' | 'stratified'): RowsOfParts {
  const { givenSplit, rows } = dataset.card;
  const order = shuffled(givenSplit?.train ?? rows, split.seed);
  const strata = kind === 'random' ? [[...order]] : byLabel(order, dataset);
  if (givenSplit === undefined) return allotStrata(strata, [split.train, split.validation, restOf(split)]);
  const { train, validation = 0, test } = givenSplit;
  const divided = allotStrata(strata, openShares(givenSplit, split));
  const from = (start: number, count: number) => Uint32Array.from({ length: count }, (_, index) => start + index);
  return {
    train: divided.train,
    validation: validation > 0 ? from(train, validation) : divided.validation,
    test: test > 0 ? from(train + validation, test) : divided.test,
  };
}

function byLabel(order: Uint32Array, dataset: Dataset): number[][] {
  if (dataset.card.task === 'regression') {
    throw new AppError(
      'data/no-strata',
      `The target "${dataset.card.target}" is a number and has no classes to keep in proportion. Choose the split random or grouped.`,
    );
  }
  return gatherBy(order, labelsOf(dataset));
}

/** Rows with one code together, in the given order of rows; lists in order of appearance. */
function gatherBy(order: Iterable<number>, codes: Int32Array): number[][] {
  const lists = new Map<number, number[]>();
  for (const row of order) {
    const code = codes[row] ?? -1;
    const list = lists.get(code);
    if (list === undefined) lists.set(code, [row]);
    else list.push(row);
  }
  return [...lists.values()];
}

function divideGroups(dataset: Dataset, split: SplitConfig): RowsOfParts {
  const column = columnToSplitBy(dataset, split, 'group');
  // Rows without a group count as one group: they may belong together.
  const groups = gatherBy(column.codes.keys(), column.codes);
  if (groups.length < partNames.length) {
    throw new AppError(
      'data/too-few-groups',
      `The column "${column.name}" has ${groups.length} groups; at least 3 are needed, one for each of training, validation and test. Choose another column or the split random.`,
    );
  }
  const order = Array.from(shuffled(groups.length, split.seed), (group) => groups[group] ?? []);
  return allotGroups(order, [split.train, split.validation, restOf(split)]);
}

function divideByColumn(column: CategoricalColumn): RowsOfParts {
  const partOfCode = column.categories.map(partOfName);
  const parts = new PartCollector();
  for (const [row, code] of column.codes.entries()) {
    const part = partOfCode[code] ?? null;
    if (part === null) {
      const seen = [...column.categories, ...(column.codes.includes(-1) ? [''] : [])];
      throw new AppError(
        'data/unknown-part',
        `The column "${column.name}" holds ${listNames(seen)}; only train, validation (or valid, val) and test were expected, in every row. Correct the column or choose another kind of split.`,
      );
    }
    parts.add(partNames.indexOf(part), [row]);
  }
  return parts.finish();
}

/**
 * The column a split goes by: the one it names, or the one that has the role. Numbers count as names.
 * @throws AppError `data/unknown-column`, `data/no-columns`
 */
export function columnToSplitBy(dataset: Dataset, split: SplitConfig, role: 'group' | 'split'): CategoricalColumn {
  if (dataset.form === 'images' || dataset.form === 'text') {
    throw new AppError(
      'data/no-columns',
      `${dataset.card.name} is ${dataset.form === 'images' ? 'a set of images' : 'a running text'} and has no column to split by. Choose the split ${dataset.form === 'images' ? 'random or stratified' : 'contiguous'}.`,
    );
  }
  const column =
    split.column === undefined
      ? dataset.columns.find((candidate) => candidate.role === role)
      : dataset.columns.find((candidate) => candidate.name === split.column);
  if (column === undefined) throw unknownColumn(dataset, split.column, role);
  return column.kind === 'categorical' ? column : asText(column.name, column.values);
}

function asText(name: string, values: Float32Array): CategoricalColumn {
  const categories = [...new Set(values)].filter((value) => !Number.isNaN(value));
  const codes = new Map(categories.map((value, code) => [value, code]));
  return {
    kind: 'categorical',
    name,
    role: 'group',
    codes: Int32Array.from(values, (value) => codes.get(value) ?? -1),
    categories: categories.map(String),
  };
}

function unknownColumn(contents: TableContents | SequenceContents, name: string | undefined, role: string): AppError {
  const columns = listNames(
    contents.columns.map((column) => column.name),
    20,
  );
  return new AppError(
    'data/unknown-column',
    name === undefined
      ? `No column has the role ${role}. Choose the column to split by; the columns are ${columns}.`
      : `There is no column "${name}" to split by. The columns are ${columns}. Choose one of them.`,
  );
}

function emptyPart(name: string, dataset: Dataset, split: SplitConfig): AppError {
  const advice =
    split.kind === 'column'
      ? `Mark some rows as ${name} in the column "${split.column ?? ''}".`
      : `Add ${dataset.form === 'text' ? 'text' : 'rows'} or change the shares.`;
  const unit = dataset.form === 'text' ? 'token' : 'row';
  return new AppError(
    'data/empty-part',
    `The split leaves no ${unit} of ${dataset.card.rows} for ${name}; each of training, validation and test needs some. ${advice}`,
    { part: name },
  );
}
