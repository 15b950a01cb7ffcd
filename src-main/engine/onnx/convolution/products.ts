// Convolutions as matrix products over the windows of the whole batch. On the processor this keeps images as they are, channels last,
// without a transposition anywhere; the matrix of windows serves the convolution and its filters' gradient, and every convolution that
// looks at the same images. A product is also faster than ONNX Runtime's Conv where images are small.
import type { Graph } from '../graph.ts';
import { concat, slice, transpose } from '../kernels/arrangement.ts';
import { matrixProduct } from '../kernels/product.ts';
import { reshape } from '../kernels/reshape.ts';
import { sizeOf, type Value } from '../value.ts';
import { patches } from './patches.ts';
import type { RecordedConvolution } from './recorded.ts';
import type { Windows } from './windows.ts';

/** [B, windows, K] times [K, O]. */
function patchProduct(graph: Graph, seen: Value, filter: Value): Value {
  const [batch = 0, count = 0, length = 0] = seen.shape;
  return matrixProduct(graph, reshape(graph, seen, [batch * count, length]), filter, {
    transposeA: false,
    transposeB: false,
  });
}

/** A convolution. */
export function forwardProduct(graph: Graph, { inputs: [x, filter], shape, windows }: RecordedConvolution): Value {
  const seen = patches(graph, x, windows);
  return reshape(graph, patchProduct(graph, seen, asMatrix(graph, filter)), shape);
}

/** Filters as [height * width * I, O]. */
function asMatrix(graph: Graph, filter: Value): Value {
  return reshape(graph, filter, [sizeOf(filter.shape.slice(0, 3)), filter.shape[3] as number]);
}

/** The windows over the output's gradient that make up the input's; stride 1 only. */
export function gradientWindows({ shape, windows }: Pick<RecordedConvolution, 'shape' | 'windows'>): Windows {
  const { size, dilations, padding } = windows;
  const borders = (axis: 0 | 1) => {
    const reach = (size[axis] - 1) * dilations[axis];
    return [reach - padding[axis][0], reach - padding[axis][1]] as const;
  };
  return {
    counts: [shape[1] as number, shape[2] as number],
    size,
    strides: [1, 1],
    dilations,
    padding: [borders(0), borders(1)],
  };
}

/**
 * The images' gradient of one convolution, or the sum of those of several over the same images: a convolution of the outputs'
 * gradients, side by side, with the filters turned by half a turn; stride 1 only.
 */
export function inputGradientProduct(graph: Graph, convolutions: readonly RecordedConvolution[]): Value {
  const [first] = convolutions;
  if (first === undefined) throw new Error('No convolution to take a gradient of.');
  const windows = gradientWindows(first);
  const gradients = concat(
    graph,
    convolutions.map(({ inputs: [dy] }) => dy),
    3,
  );
  const filters = concat(
    graph,
    convolutions.map(({ inputs: [, filter] }) => filter),
    3,
  );
  const turned = halfTurned(graph, filters);
  const [places = 0, outputs = 0, inputs = 0] = turned.shape;
  const filter = reshape(graph, turned, [places * outputs, inputs]);
  return reshape(graph, patchProduct(graph, patches(graph, gradients, windows), filter), first.shape);
}

/** Filters [h, w, I, O] turned by half a turn, inputs and outputs swapped: [h * w, O, I]. */
export function halfTurned(graph: Graph, filter: Value): Value {
  const [height = 0, width = 0, inputs = 0, outputs = 0] = filter.shape;
  const count = height * width;
  const places = reshape(graph, filter, [count, inputs, outputs]);
  const order = Int32Array.from({ length: count }, (_, at) => count - 1 - at);
  const indices = graph.constant(order, { shape: [count], type: 'int32' });
  const turned = count === 1 ? places : graph.node('Gather', [places, indices], places, { axis: { int: 0 } });
  return transpose(graph, turned, [0, 2, 1]);
}

/** The filters' gradients of several convolutions of the same images: one product of what was seen and what was wanted there. */
export function filterGradientProduct(graph: Graph, convolutions: readonly RecordedConvolution[]): readonly Value[] {
  const [first] = convolutions;
  if (first === undefined) return [];
  const [batch = 0] = first.inputs[0].shape;
  const wanted = concat(
    graph,
    convolutions.map(({ inputs: [, dy] }) => dy),
    3,
  );
  const seen = patches(graph, first.inputs[0], first.windows);
  const [, count = 0, length = 0] = seen.shape;
  const product = matrixProduct(
    graph,
    reshape(graph, seen, [batch * count, length]),
    reshape(graph, wanted, [batch * count, wanted.shape[3] as number]),
    { transposeA: true, transposeB: false },
  );
  let from = 0;
  return convolutions.map(({ shape }) => {
    const outputs = shape[3] as number;
    const part = slice(graph, product, [0, from], [length, outputs]);
    from += outputs;
    return reshape(graph, part, shape);
  });
}
