// Convolutions with filters of three by three on small images, with a quarter of the multiplications: images, filters and sums are taken
// to where a convolution is 36 products of matrices, and back. Gradients are taken in the same place: with x = B'i, w = G'f and
// y = A (x * w) they are dw = x dz, dx = w dz for dz = A'dy, so all of them share what the forward pass has transformed.
import type { Graph } from '../graph.ts';
import { arithmetic } from '../kernels/arithmetic.ts';
import { concat, slice, transpose } from '../kernels/arrangement.ts';
import { matrixProduct, stackedProduct } from '../kernels/product.ts';
import { reshape } from '../kernels/reshape.ts';
import { after } from '../order.ts';
import { sizeOf, type Value } from '../value.ts';
import { piecesOf } from './patches.ts';
import type { RecordedConvolution } from './recorded.ts';
import type { Windows } from './windows.ts';
import { filterMatrix, imageMatrix, products, sumMatrix, tilesOf } from './winograd-matrices.ts';

/** Products a tile. */
const places = products * products;
/** Rows or columns of the largest image: beyond, one matrix over all pixels is no longer little beside the products. */
const largestExtent = 8;
/** Channels, in and out, from which the products outweigh the transformations. */
const fewestChannels = 16;

/** Whether this is the way to compute a convolution or one of its gradients. @param largest values of the largest tensor on the way */
export function isForWinograd(
  { kind, inputs: [first, second], shape, windows }: RecordedConvolution,
  largest: number,
): boolean {
  const { size, strides, dilations, counts } = windows;
  const image = kind === 'inputGradient' ? shape : first.shape;
  const channels = (kind === 'filterGradient' ? shape : second.shape).slice(2);
  const isPlain = [...strides, ...dilations].every((one) => one === 1) && size.every((extent) => extent === 3);
  const extents = [image[1] as number, image[2] as number, ...counts];
  // Two convolutions may be joined.
  const values = places * (image[0] as number) * sizeOf(counts.map(tilesOf)) * 2 * Math.max(...channels);
  return (
    isPlain &&
    extents.every((extent) => extent > 1 && extent <= largestExtent) &&
    channels.every((count) => count >= fewestChannels) &&
    values <= largest
  );
}

type Matrix = readonly (readonly number[])[];

function constant(graph: Graph, matrix: Matrix): Value {
  const shape = [matrix.length, matrix[0]?.length ?? 0];
  return graph.constant(Float32Array.from(matrix.flat()), { shape, type: 'float32' });
}

/** A matrix applied to the pixels of every image. @param x [B, pixels, C] @returns [B, rows, C] */
function applied(graph: Graph, matrix: Value, x: Value): Value {
  const [batch = 0, , channels = 0] = x.shape;
  const shape = [batch, matrix.shape[0] as number, channels];
  return graph.node('MatMul', [matrix, x], { shape, type: 'float32' });
}

/** Pixels [B, H, W, C] to products [36, B * tiles, C]. */
function toProducts(graph: Graph, x: Value, matrix: Matrix): Value {
  const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
  const tiles = matrix.length / places;
  const pixels = reshape(graph, x, [batch, height * width, channels]);
  const all = reshape(graph, applied(graph, constant(graph, matrix), pixels), [batch, places, tiles, channels]);
  return reshape(graph, transpose(graph, all, [1, 0, 2, 3]), [places, batch * tiles, channels]);
}

/** Products [36, B * tiles, C] to pixels of the shape given. @param matrix of the way there */
function fromProducts(
  graph: Graph,
  values: Value,
  { matrix, shape }: { matrix: Matrix; shape: readonly number[] },
): Value {
  const [batch = 0] = shape;
  const tiles = matrix.length / places;
  const channels = values.shape[2] as number;
  const all = transpose(graph, reshape(graph, values, [places, batch, tiles, channels]), [1, 0, 2, 3]);
  const back = transpose(graph, constant(graph, matrix), [1, 0]);
  const pixels = applied(graph, back, reshape(graph, all, [batch, places * tiles, channels]));
  return reshape(graph, pixels, shape);
}

/**
 * Filters [3, 3, I, O] to [36, I, O]: four times their size. Once forward and once backward, each when the other operand is there:
 * kept from the first use to the second, those of all layers take more memory than they save time.
 */
function filterProducts(graph: Graph, filter: Value, operand: Value): Value {
  const [, , inputs = 0, outputs = 0] = filter.shape;
  const rows = reshape(graph, filter, [9, inputs * outputs]);
  const matrix = after(graph, operand, constant(graph, filterMatrix()));
  const product = matrixProduct(graph, matrix, rows, { transposeA: false, transposeB: false });
  return reshape(graph, product, [places, inputs, outputs]);
}

function imageMatrixOf(image: readonly number[], { counts, padding }: Windows): Matrix {
  return imageMatrix([image[1] as number, image[2] as number], counts, [padding[0][0], padding[1][0]]);
}

/** Several values side by side in their last axis. */
function beside(graph: Graph, values: readonly Value[]): Value {
  return concat(graph, values, 3);
}

/** Cut apart again along the last axis, at the extents the convolutions' shapes have there. */
function apart(graph: Graph, joined: Value, convolutions: readonly RecordedConvolution[]): readonly Value[] {
  let from = 0;
  return convolutions.map(({ shape }) => {
    const begin = [...joined.shape.slice(0, -1).map(() => 0), from];
    from += shape[3] as number;
    return slice(graph, joined, begin, [...joined.shape.slice(0, -1), shape[3] as number]);
  });
}

/** Values of the products of a piece of the batch: 16 MB. */
const largestPiece = 2 ** 22;

/** Convolutions of the same images as one, of as many output channels as they have together. */
interface Joined {
  /** [B, H, W, I] or its shape. */
  readonly image: readonly number[];
  readonly outputs: number;
  readonly windows: Windows;
}

/** Pieces of the batch; the same ones forward and backward, so that they share what is transformed. */
function piecesOfBatch({ image: [batch = 0, , , inputs = 0], outputs, windows }: Joined) {
  const values = places * batch * sizeOf(windows.counts.map(tilesOf)) * Math.max(inputs, outputs);
  return piecesOf(batch, Math.ceil(values / largestPiece)).map(
    ({ from, rows }) =>
      (graph: Graph, value: Value): Value =>
        slice(graph, value, [from, 0, 0, 0], [rows, ...(value.shape.slice(1) as number[])]),
  );
}

/** Convolutions of the same images. @returns the sums of each */
export function forwardWinograd(graph: Graph, convolutions: readonly RecordedConvolution[]): readonly Value[] {
  const [first] = convolutions;
  if (first === undefined) return [];
  const { inputs, windows } = first;
  const [x] = inputs;
  const filters = beside(
    graph,
    convolutions.map(({ inputs: [, filter] }) => filter),
  );
  const outputs = filters.shape[3] as number;
  const sums = piecesOfBatch({ image: x.shape, outputs, windows }).map((cut) => {
    const piece = cut(graph, x);
    const seen = toProducts(graph, piece, imageMatrixOf(x.shape, windows));
    const weights = filterProducts(graph, filters, x);
    const values = stackedProduct(graph, seen, weights, { transposeA: false, transposeB: false });
    const shape = [piece.shape[0] as number, ...windows.counts, outputs];
    return fromProducts(graph, values, { matrix: sumMatrix(windows.counts), shape });
  });
  return apart(graph, concat(graph, sums, 0), convolutions);
}

/** The images' gradient of one convolution, or the sum of those of several over the same images. */
export function inputGradientWinograd(graph: Graph, convolutions: readonly RecordedConvolution[]): Value {
  const [first] = convolutions;
  if (first === undefined) throw new Error('No convolution to take a gradient of.');
  const { windows, shape: image } = first;
  const [gradients, filters] = [0, 1].map((at) =>
    beside(
      graph,
      convolutions.map(({ inputs }) => inputs[at] as Value),
    ),
  ) as [Value, Value];
  const pieces = piecesOfBatch({ image, outputs: filters.shape[3] as number, windows }).map((cut) => {
    const piece = cut(graph, gradients);
    const wanted = toProducts(graph, piece, sumMatrix(windows.counts));
    const weights = filterProducts(graph, filters, gradients);
    const values = stackedProduct(graph, wanted, weights, { transposeA: false, transposeB: true });
    const shape = [piece.shape[0] as number, ...image.slice(1)];
    return fromProducts(graph, values, { matrix: imageMatrixOf(image, windows), shape });
  });
  return concat(graph, pieces, 0);
}

/** The filters' gradients of convolutions of the same images. */
export function filterGradientWinograd(graph: Graph, convolutions: readonly RecordedConvolution[]): readonly Value[] {
  const [first] = convolutions;
  if (first === undefined) return [];
  const { inputs, windows } = first;
  const [x] = inputs;
  const gradients = beside(
    graph,
    convolutions.map(({ inputs: [, dy] }) => dy),
  );
  const [channels, outputs] = [x.shape[3] as number, gradients.shape[3] as number];
  const pieces = piecesOfBatch({ image: x.shape, outputs, windows }).map((cut) => {
    const seen = toProducts(graph, cut(graph, x), imageMatrixOf(x.shape, windows));
    const wanted = toProducts(graph, cut(graph, gradients), sumMatrix(windows.counts));
    return stackedProduct(graph, seen, wanted, { transposeA: true, transposeB: false });
  });
  const values = pieces.reduce((sum, piece) => arithmetic(graph, 'Add', sum, piece));
  const rows = reshape(graph, values, [places, channels * outputs]);
  const back = { transposeA: true, transposeB: false };
  const gradient = matrixProduct(graph, constant(graph, filterMatrix()), rows, back);
  return apart(graph, reshape(graph, gradient, [3, 3, channels, outputs]), convolutions);
}
