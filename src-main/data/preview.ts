// Some rows of a data set as a person looks at them: a table with the names of its categories, images with their classes, sequences
// beside the other columns of their rows. Not here: the lines of a text (preview-text).
// Sizes are bounded here, because the rows travel in one message.
import type { Preview } from '../../src-shared/contract/data.ts';
import {
  type Column,
  type Dataset,
  type ImageDataset,
  imageSize,
  type Pixels,
  type SequenceDataset,
  sequenceOf,
  type TableDataset,
} from './dataset.ts';
import { previewOfText } from './preview-text.ts';
import { levelOf, textOfTokens } from './tokens.ts';

/** Cells of one preview: 200 rows of 1,000 columns. Wider tables show fewer rows. */
const mostCells = 200_000;
/** Pixels of one preview, in bytes. */
const mostPixelBytes = 4 * 2 ** 20 - 2 ** 16;
/** Characters of one cell. */
const longestCell = 500;
/** Longest sequence that is shown whole. */
const longestSequence = 5_000;

const significantDigits = [6, 7, 8, 9];

/** The shortest decimal that means the same 32-bit float: 5.1, not 5.099999904632568. */
export function shortestDecimal(value: number): number {
  const digits = significantDigits.find((count) => Math.fround(Number(value.toPrecision(count))) === value);
  return digits === undefined ? value : Number(value.toPrecision(digits));
}

function cellOf(column: Column, row: number): string | number | null {
  if (column.kind === 'categorical') return column.categories[column.codes[row] ?? -1]?.slice(0, longestCell) ?? null;
  const value = column.values[row] ?? Number.NaN;
  if (Number.isNaN(value)) return null;
  return Number.isFinite(value) ? shortestDecimal(value) : String(value);
}

/** Pixels as a screen shows them: of 16 bits, black stays black and the brightest of those shown is white. */
function asBytes(pixels: Pixels): Uint8Array<ArrayBuffer> {
  if (pixels instanceof Uint8Array) return Uint8Array.from(pixels);
  const brightest = pixels.reduce((most, value) => Math.max(most, value), 1);
  return Uint8Array.from(pixels, (value) => Math.round((255 * value) / brightest));
}

interface Stretch {
  readonly start: number;
  readonly limit: number;
}

function previewOfImages(dataset: ImageDataset, { start, limit }: Stretch): Preview {
  const totalRows = dataset.card.rows;
  const size = imageSize(dataset);
  const end = Math.min(totalRows, start + Math.min(limit, Math.floor(mostPixelBytes / size)));
  const classes = dataset.card.classes ?? [];
  return {
    form: 'images',
    imageShape: [...dataset.imageShape],
    pixels: asBytes(dataset.pixels.subarray(start * size, end * size)),
    labels: Array.from(dataset.labels.subarray(start, end), (label) => classes[label] ?? String(label)),
    totalRows,
  };
}

/** The numbers of the rows that are shown. */
function shownRows({ card, columns }: TableDataset | SequenceDataset, { start, limit }: Stretch): number[] {
  const fitting = Math.max(1, Math.floor(mostCells / Math.max(1, columns.length)));
  const count = Math.min(card.rows - start, limit, fitting);
  return Array.from({ length: count }, (_, index) => start + index);
}

function previewOfSequences(dataset: SequenceDataset, stretch: Stretch): Preview {
  const { columns, sequence, vocabulary, rule, card } = dataset;
  const names = { vocabulary, level: levelOf(rule) };
  const shown = shownRows(dataset, stretch);
  const inPlace = <Value>(others: Value[], own: Value) => others.toSpliced(sequence.position, 0, own);
  return {
    form: 'sequences',
    columns: inPlace(
      columns.map(({ name }) => name),
      sequence.name,
    ),
    sequence: sequence.position,
    rows: shown.map((row) => {
      // As many tokens as characters are shown: a token has one at least.
      const text = textOfTokens(sequenceOf(dataset, row).subarray(0, longestSequence), names).slice(0, longestSequence);
      return inPlace<string | number | null>(
        columns.map((column) => cellOf(column, row)),
        text,
      );
    }),
    lengths: shown.map((row) => sequenceOf(dataset, row).length),
    totalRows: card.rows,
  };
}

/** Rows from `offset` on, at most `limit`, fewer where they would not fit into a message; lines of each part where there is a text. */
export function previewOf(
  dataset: Dataset,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Preview {
  if (dataset.form === 'text') return previewOfText(dataset, { offset, limit });
  const totalRows = dataset.card.rows;
  const stretch = { start: Math.min(offset, totalRows), limit };
  if (dataset.form === 'images') return previewOfImages(dataset, stretch);
  if (dataset.form === 'sequences') return previewOfSequences(dataset, stretch);
  const { columns } = dataset;
  return {
    form: 'table',
    columns: columns.map(({ name }) => name),
    rows: shownRows(dataset, stretch).map((row) => columns.map((column) => cellOf(column, row))),
    totalRows,
  };
}
