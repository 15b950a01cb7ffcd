// Some rows of a data set as a person looks at them: a table with the names of its categories, or images with their classes.
// Sizes are bounded here, because the rows travel in one message.
import type { Preview } from '../../src-shared/contract/data.ts';
import { type Column, type Dataset, imageSize, type Pixels } from './dataset.ts';

/** Cells of one preview: 200 rows of 1,000 columns. Wider tables show fewer rows. */
const mostCells = 200_000;
/** Pixels of one preview, in bytes. */
const mostPixelBytes = 4 * 2 ** 20 - 2 ** 16;
/** Characters of one cell. */
const longestCell = 500;

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

/** Rows from `offset` on, at most `limit`, fewer where they would not fit into a message. */
export function previewOf(
  dataset: Dataset,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Preview {
  const totalRows = dataset.card.rows;
  const start = Math.min(offset, totalRows);
  if (dataset.form === 'images') {
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
  const { columns } = dataset;
  const fitting = Math.max(1, Math.floor(mostCells / columns.length));
  const count = Math.min(totalRows - start, limit, fitting);
  return {
    form: 'table',
    columns: columns.map(({ name }) => name),
    rows: Array.from({ length: count }, (_, index) => columns.map((column) => cellOf(column, start + index))),
    totalRows,
  };
}
