// The matrices of Winograd's convolution with a filter of three: four outputs from six products instead of twelve. Plain numbers.
// Source: Lavin & Gray 2016, "Fast algorithms for convolutional neural networks"; the construction is Toom and Cook's: values of both
// polynomials at five points and infinity, their products, and the polynomial through those.

/** Outputs of one tile, taps of a filter, products of a tile. */
const outputs = 4;
const taps = 3;
export const products = outputs + taps - 1;

/** Half the rounding error of the usual 0, 1, -1, 2, -2: 3e-6 of the largest value over 384 channels (numpy, against float64). */
const points = [0, 0.7, -0.7, 1.4, -1.4];

type Matrix = readonly (readonly number[])[];

/** Coefficients of the product of (x - root) over the roots, constant first. */
function polynomial(roots: readonly number[]): readonly number[] {
  let coefficients = [1];
  for (const root of roots) {
    const shifted = [0].concat(coefficients);
    coefficients = shifted.map((value, power) => value - root * (coefficients[power] ?? 0));
  }
  return coefficients;
}

function matrix(rows: number, columns: number, entry: (row: number, column: number) => number): Matrix {
  return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (__, column) => entry(row, column)));
}

const others = (at: number): readonly number[] => points.filter((_, other) => other !== at);
const isInfinity = (at: number): boolean => at === products - 1;

/** Outputs from products, [4, 6]. */
const fromProducts = matrix(outputs, products, (power, at) =>
  isInfinity(at) ? Number(power === outputs - 1) : (points[at] as number) ** power,
);
/** What a filter brings to the products, [6, 3]. */
const ofFilter = matrix(products, taps, (at, power) => {
  if (isInfinity(at)) return Number(power === taps - 1);
  const point = points[at] as number;
  return point ** power / others(at).reduce((product, other) => product * (point - other), 1);
});
/** What six inputs bring to the products, [6, 6]. */
const ofInputs = matrix(products, products, (at, place) => {
  const roots = isInfinity(at) ? points : others(at);
  return polynomial(roots)[place] ?? 0;
});

/** Tiles along an axis of so many outputs. */
export function tilesOf(count: number): number {
  return Math.ceil(count / outputs);
}

/** One axis: products of all tiles, [6, tiles, extent], from an axis whose first window begins `border` before it. */
function ofAxis(extent: number, count: number, border: number): readonly Matrix[] {
  return Array.from({ length: products }, (_, at) =>
    matrix(tilesOf(count), extent, (tile, place) => ofInputs[at]?.[place + border - tile * outputs] ?? 0),
  );
}

/** One axis: outputs from the products of all tiles, [6, tiles, count]. */
function toAxis(count: number): readonly Matrix[] {
  return Array.from({ length: products }, (_, at) =>
    matrix(tilesOf(count), count, (tile, place) => fromProducts[place - tile * outputs]?.[at] ?? 0),
  );
}

/** Both axes: [36 * tiles, pixels]; products before tiles, rows before columns. */
function ofPlane(rows: readonly Matrix[], columns: readonly Matrix[]): Matrix {
  return rows.flatMap((row) =>
    columns.flatMap((column) =>
      row.flatMap((tileRow) =>
        column.map((tileColumn) => tileRow.flatMap((left) => tileColumn.map((right) => left * right))),
      ),
    ),
  );
}

/** What the pixels of an image bring to the products of its tiles, [36 * tiles, H * W]. */
export function imageMatrix(
  [height, width]: readonly [number, number],
  [down, across]: readonly [number, number],
  [top, left]: readonly [number, number],
): Matrix {
  return ofPlane(ofAxis(height, down, top), ofAxis(width, across, left));
}

/** What the products of an image's tiles bring to its sums, transposed: [36 * tiles, windows]. */
export function sumMatrix([down, across]: readonly [number, number]): Matrix {
  return ofPlane(toAxis(down), toAxis(across));
}

/** What the places of a filter bring to the products, [36, 9]. */
export function filterMatrix(): Matrix {
  return ofFilter.flatMap((row) =>
    ofFilter.map((column) => row.flatMap((left) => column.map((right) => left * right))),
  );
}
