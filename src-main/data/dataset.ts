// What a data set is in memory once it has been read: its rows, in typed arrays, beside its card.
// Not here: reading files (importers), storing (storage), dividing rows (split) or scaling them (preprocess).
import type { ColumnRole, DataCard } from '../../src-shared/domain/data-card.ts';
import type { TokenRule, Tokens } from './tokens.ts';

/** A column of numbers; NaN is a missing value. */
export interface NumericColumn {
  readonly kind: 'numeric';
  readonly name: string;
  readonly role: ColumnRole;
  /** [rows] */
  readonly values: Float32Array;
}

/** A column of names, as positions in `categories`; -1 is a missing value. */
export interface CategoricalColumn {
  readonly kind: 'categorical';
  readonly name: string;
  readonly role: ColumnRole;
  /** [rows] */
  readonly codes: Int32Array;
  /** For the target in label order, otherwise most frequent first. */
  readonly categories: readonly string[];
}

export type Column = NumericColumn | CategoricalColumn;

export interface TableContents {
  readonly form: 'table';
  /** Every column of the file, those that are ignored too: a split may still be made by one of them. */
  readonly columns: readonly Column[];
}

/** Samples of 8 or 16 bits, as the files have them. */
export type Pixels = Uint8Array | Uint16Array;

export interface ImageContents {
  readonly form: 'images';
  /** [height, width, channels] */
  readonly imageShape: readonly [number, number, number];
  /** [rows, height, width, channels], row-major, 0–255 or 0–65,535: black to white. */
  readonly pixels: Pixels;
  /** [rows], positions in the card's classes. */
  readonly labels: Int32Array;
}

/** A running text; the card says which of its tokens the files set apart for validation and test. */
export interface TextContents {
  readonly form: 'text';
  /** [rows], positions in `vocabulary`. */
  readonly tokens: Tokens;
  /** [V], most frequent first. */
  readonly vocabulary: readonly string[];
  readonly rule: TokenRule;
}

/** A table with a sequence of tokens in each row. */
export interface SequenceContents {
  readonly form: 'sequences';
  /** Every column but that of the sequences, the target among them. */
  readonly columns: readonly Column[];
  /** What the column of the sequences is called, and how many columns of the file stand before it. */
  readonly sequence: { readonly name: string; readonly position: number };
  /** The sequences of all rows, one after the other; positions in `vocabulary`. */
  readonly tokens: Tokens;
  /** [rows + 1]: where each sequence starts in `tokens`, and where the last one ends. */
  readonly starts: Uint32Array;
  /** [V]: padding, unknown, then the most frequent first. */
  readonly vocabulary: readonly string[];
  readonly rule: TokenRule;
}

export type Contents = TableContents | ImageContents | TextContents | SequenceContents;
export type TableDataset = TableContents & { readonly card: DataCard };
export type ImageDataset = ImageContents & { readonly card: DataCard };
export type TextDataset = TextContents & { readonly card: DataCard };
export type SequenceDataset = SequenceContents & { readonly card: DataCard };

/** A data set with all its rows: it stays inside this room, others receive the parts that `prepareData` makes of it. */
export type Dataset = TableDataset | ImageDataset | TextDataset | SequenceDataset;

/** How many values a pixel of one channel can have. */
export function levelsOf(pixels: Pixels): 256 | 65_536 {
  return pixels instanceof Uint8Array ? 256 : 65_536;
}

/** Samples of one image: pixels times channels. */
export function imageSize(contents: ImageContents): number {
  const [height, width, channels] = contents.imageShape;
  return height * width * channels;
}

/** The column that holds the answers. */
export function targetColumn(contents: TableContents | SequenceContents): Column {
  const target = contents.columns.find((column) => column.role === 'target');
  if (target === undefined) throw new Error('A table without a target column reached the data room.');
  return target;
}

/** Tokens of a row's sequence, [length], to be read only. */
export function sequenceOf({ tokens, starts }: SequenceContents, row: number): Tokens {
  return tokens.subarray(starts[row], starts[row + 1]);
}

/** Labels of every row, [rows]; throws for a regression target and for a text, which have none. */
export function labelsOf(contents: Contents): Int32Array {
  if (contents.form === 'images') return contents.labels;
  if (contents.form === 'text') throw new Error('A running text has no labels.');
  const target = targetColumn(contents);
  if (target.kind === 'numeric') throw new Error(`The target "${target.name}" is a number and has no labels.`);
  return target.codes;
}
