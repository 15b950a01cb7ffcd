// Sums that ONNX Runtime's WebGPU provider (1.30) leaves to a few of a card's many cores, written so that all of them take part. Where the
// result is small and what is added up is long, its shaders share out the result alone.
import { arithmetic } from './kernels/arithmetic.ts';
import { transpose } from './kernels/arrangement.ts';
import { reshape } from './kernels/reshape.ts';
import { type Node, nodeOf, type Recorded, type Rule } from './rewrite.ts';
import { splitsOf } from './split.ts';
import { sizeOf, type Value } from './value.ts';

/** Rows from which a product A^T B is worth cutting. */
const manyRows = 2_048;
/** Rows of a piece, at least: shorter ones are over before they have begun. */
const rowsOfPiece = 256;
/** Rows and columns of the result that one group of a shader's threads works out. */
const tile = 32;
/** So many groups keep a card busy. */
const busy = 512;

/**
 * A^T B over many rows, as gradients of filters are, becomes products over pieces of the rows, side by side, and their sum. One NVIDIA H100:
 * 65,536 rows of 27 and 32 values took 4.3 ms as one product.
 */
export const inPieces: Rule = (value, { graph, lookUp }) => {
  const product = nodeOf(value, 'Gemm');
  const [a, b, added] = product?.inputs ?? [];
  if (product === null || a === undefined || b === undefined || added !== undefined) return null;
  if (!isSet(product, 'transA') || isSet(product, 'transB')) return null;
  const [rows = 0, left = 0] = a.shape;
  const right = b.shape[1] ?? 0;
  const pieces = piecesOf(rows, Math.ceil(left / tile) * Math.ceil(right / tile));
  if (pieces < 2) return null;
  const cut = (whole: Value): Value => reshape(graph, lookUp(whole), [pieces, rows / pieces, whole.shape[1] ?? 0]);
  const shape = [pieces, left, right];
  const products = graph.node('MatMul', [transpose(graph, cut(a), [0, 2, 1]), cut(b)], { shape, type: 'float32' });
  const sum = graph.node('ReduceSum', [products, graph.integers([0])], value, { keepdims: { int: 0 } });
  const { alpha } = product.attributes;
  const factor = alpha !== undefined && 'float' in alpha ? alpha.float : 1;
  return arithmetic(graph, 'Mul', sum, graph.fill(factor, { shape: [], type: 'float32' }));
};

/** A power of two that divides the rows and keeps the card busy; 1: not worth it. */
function piecesOf(rows: number, tiles: number): number {
  if (rows < manyRows) return 1;
  let pieces = 1;
  while (rows % (2 * pieces) === 0 && rows / (2 * pieces) >= rowsOfPiece && 2 * pieces * tiles <= busy) pieces *= 2;
  return pieces;
}

function isSet({ attributes }: Node, name: string): boolean {
  const flag = attributes[name];
  return flag !== undefined && 'int' in flag && flag.int === 1;
}

/** From so many values on one group of threads takes too long for their sum. */
const longSum = 2 ** 16;

/**
 * A sum over everything becomes a sum over rows and then one over their sums: a gradient's norm, for one. One NVIDIA H100: the squares of
 * 2 million values took 0.7 ms.
 */
export const byRows: Rule = (value, { graph, lookUp }) => {
  const squares = nodeOf(value, 'ReduceSumSquare');
  const sum = squares ?? nodeOf(value, 'ReduceSum');
  const [x] = sum?.inputs ?? [];
  if (sum === null || x === undefined || x.shape.length < 2 || sizeOf(value.shape) !== 1) return null;
  if (x.type !== 'float32' || sizeOf(x.shape) < longSum) return null;
  const columns = x.shape.at(-1) ?? 1;
  const rows = sizeOf(x.shape) / columns;
  const matrix = reshape(graph, lookUp(x), [rows, columns]);
  const ofRows = graph.node(
    sum.operator,
    [matrix, graph.integers([1])],
    { shape: [rows], type: 'float32' },
    { keepdims: { int: 0 } },
  );
  const total = graph.node('ReduceSum', [ofRows], { shape: [], type: 'float32' }, { keepdims: { int: 0 } });
  return reshape(graph, total, value.shape);
};

/** Pieces from which one sum is worth it. */
const manyPieces = 4;

/**
 * All pieces of one value added up one by one, as TensorFlow.js writes the gradient of repeating rows, become one sum: an operation instead
 * of one a row.
 */
export function ofPieces({ values, isSingle, usersOf }: Recorded): Rule {
  const splits = splitsOf(values);
  const isTerm = (value: Value): boolean =>
    isSingle(value) && usersOf(value).some((user) => nodeOf(user, 'Add') !== null);
  const termsOf = (sum: Value): readonly Value[] =>
    nodeOf(sum, 'Add')?.inputs.flatMap((input) =>
      nodeOf(input, 'Add') !== null && isTerm(input) ? termsOf(input) : [input],
    ) ?? [];
  return (value, { graph, lookUp }) => {
    if (value.type !== 'float32' || nodeOf(value, 'Add') === null || isTerm(value)) return null;
    const terms = termsOf(value);
    const split = splits.get(terms[0]?.id ?? -1);
    if (split === undefined || terms.length < manyPieces || split.pieces.length !== terms.length) return null;
    const { whole, axis, pieces } = split;
    const isWhole = new Set(terms).size === terms.length && terms.every((term) => splits.get(term.id) === split);
    if (!isWhole || pieces.some(({ shape }) => shape[axis] !== pieces[0]?.shape[axis])) return null;
    const before = sizeOf(whole.shape.slice(0, axis));
    const after = sizeOf(whole.shape) / before / pieces.length;
    const stacked = reshape(graph, lookUp(whole), [before, pieces.length, after]);
    const result = { shape: [before, after], type: 'float32' } as const;
    const sum = graph.node('ReduceSum', [stacked, graph.integers([1])], result, { keepdims: { int: 0 } });
    return reshape(graph, sum, value.shape);
  };
}
