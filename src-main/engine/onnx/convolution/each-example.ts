// A response layer's two convolutions as one with filters of each example's own: x * W + f (x * W_h) = x * (W + f W_h), where f has one
// factor an example and output channel. Half of the multiplications of the layer and of its gradients fall away; what is added, filters
// and their gradients for each example, is little beside them as long as the images are not small.
import type { Graph } from '../graph.ts';
import { arithmetic } from '../kernels/arithmetic.ts';
import { concat, slice, transpose } from '../kernels/arrangement.ts';
import { matrixProduct, stackedProduct } from '../kernels/product.ts';
import { reshape } from '../kernels/reshape.ts';
import { sizeOf, type Value } from '../value.ts';
import { patches, patchValues, piecesOf } from './patches.ts';
import { gradientWindows, halfTurned } from './products.ts';
import type { Windows } from './windows.ts';

/** One response layer. */
export interface ResponseLayer {
  /** [B, H, W, I] */
  readonly x: Value;
  /** Both [h, w, I, O]. */
  readonly general: Value;
  readonly response: Value;
  /** [B, 1, 1, O] */
  readonly factors: Value;
  readonly windows: Windows;
  /** [B, windows down, windows across, O] */
  readonly shape: readonly number[];
}

/** Filters as rows, [O, h * w * I]. */
function rowsOf(graph: Graph, filter: Value): Value {
  const outputs = filter.shape[3] as number;
  return transpose(graph, reshape(graph, filter, [sizeOf(filter.shape) / outputs, outputs]), [1, 0]);
}

/** Rows [O, h * w * I] as filters of the given shape. */
function filterOf(graph: Graph, rows: Value, shape: readonly number[]): Value {
  return reshape(graph, transpose(graph, rows, [1, 0]), shape);
}

/** One for each example: general + factors * response, which have no axis for examples yet. */
function ofEach(graph: Graph, general: Value, response: Value, factors: Value): Value {
  const all = (value: Value): Value => reshape(graph, value, [1, ...value.shape]);
  return arithmetic(graph, 'Add', all(general), arithmetic(graph, 'Mul', factors, all(response)));
}

/** Factors as [B, O, 1], to go with rows. */
function columnOf(graph: Graph, { factors }: ResponseLayer): Value {
  const [batch = 0, , , outputs = 0] = factors.shape;
  return reshape(graph, factors, [batch, outputs, 1]);
}

/** The layer's sums, of its shape. */
export function sumsOfEach(graph: Graph, layer: ResponseLayer): Value {
  const [general, response] = [rowsOf(graph, layer.general), rowsOf(graph, layer.response)];
  const filters = ofEach(graph, general, response, columnOf(graph, layer));
  const seen = patches(graph, layer.x, layer.windows);
  const product = stackedProduct(graph, seen, filters, { transposeA: false, transposeB: true });
  return reshape(graph, product, layer.shape);
}

/** Values of the matrix of windows that is made at once where it serves one product only: 16 MB. */
const largestPiece = 2 ** 22;

/** The gradient of the images, of their shape; stride 1 only. In pieces of the batch. @param dy of the layer's shape */
export function inputGradientOfEach(graph: Graph, layer: ResponseLayer, dy: Value): Value {
  const batch = layer.shape[0] as number;
  const windows = gradientWindows({ shape: layer.x.shape, windows: layer.windows });
  const pieces = piecesOf(batch, Math.ceil(patchValues(dy.shape, windows) / largestPiece));
  return concat(
    graph,
    pieces.map(({ from, rows }) => {
      const cut = (value: Value): Value =>
        slice(graph, value, [from, 0, 0, 0], [rows, ...(value.shape.slice(1) as number[])]);
      return inputGradientPiece(graph, { ...layer, factors: cut(layer.factors) }, { dy: cut(dy), windows });
    }),
    0,
  );
}

function inputGradientPiece(
  graph: Graph,
  layer: ResponseLayer,
  { dy, windows }: { readonly dy: Value; readonly windows: Windows },
): Value {
  const [general, response] = [halfTurned(graph, layer.general), halfTurned(graph, layer.response)];
  const [rows = 0, , , outputs = 0] = layer.factors.shape;
  const filters = ofEach(graph, general, response, reshape(graph, layer.factors, [rows, 1, outputs, 1]));
  const [, places = 0, , inputs = 0] = filters.shape;
  const matrices = reshape(graph, filters, [rows, places * outputs, inputs]);
  const seen = patches(graph, dy, windows);
  const product = stackedProduct(graph, seen, matrices, { transposeA: false, transposeB: false });
  return reshape(graph, product, [rows, ...layer.x.shape.slice(1)]);
}

/** Gradients of each example's own filters, [B, O, h * w * I]. @param dy of the layer's shape */
function ownFilterGradients(graph: Graph, layer: ResponseLayer, dy: Value): Value {
  const [batch = 0, down = 0, across = 0, outputs = 0] = layer.shape;
  const wanted = reshape(graph, dy, [batch, down * across, outputs]);
  const seen = patches(graph, layer.x, layer.windows);
  return stackedProduct(graph, wanted, seen, { transposeA: true, transposeB: false });
}

/** Sum over the examples, [B, O, K] to a filter of the given shape: a product with ones. */
function overExamples(graph: Graph, own: Value, shape: readonly number[]): Value {
  const [batch = 0, outputs = 0, length = 0] = own.shape;
  const ones = graph.fill(1, { shape: [1, batch], type: 'float32' });
  const rows = reshape(graph, own, [batch, outputs * length]);
  const sum = matrixProduct(graph, ones, rows, { transposeA: false, transposeB: false });
  return filterOf(graph, reshape(graph, sum, [outputs, length]), shape);
}

/** The gradient of the general filters. */
export function generalGradientOfEach(graph: Graph, layer: ResponseLayer, dy: Value): Value {
  return overExamples(graph, ownFilterGradients(graph, layer, dy), layer.general.shape);
}

/** The gradient of the response filters. */
export function responseGradientOfEach(graph: Graph, layer: ResponseLayer, dy: Value): Value {
  const own = ownFilterGradients(graph, layer, dy);
  return overExamples(graph, arithmetic(graph, 'Mul', columnOf(graph, layer), own), layer.response.shape);
}

/** The gradient of the factors, [B, O]. */
export function factorGradientOfEach(graph: Graph, layer: ResponseLayer, dy: Value): Value {
  const own = ownFilterGradients(graph, layer, dy);
  const response = rowsOf(graph, layer.response);
  const terms = arithmetic(graph, 'Mul', own, reshape(graph, response, [1, ...response.shape]));
  const shape = own.shape.slice(0, 2);
  return graph.node('ReduceSum', [terms, graph.integers([2])], { shape, type: 'float32' }, { keepdims: { int: 0 } });
}
