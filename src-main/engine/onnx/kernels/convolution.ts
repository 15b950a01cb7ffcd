// Convolutions of NHWC images with HWIO filters, and their gradients. ONNX has them channels first: the transpositions written here at
// both ends of each operator mostly cancel when the recording is finished (layout.ts).
import type { Graph } from '../graph.ts';
import type { Value } from '../value.ts';
import { transpose } from './arrangement.ts';
import { convolutionWindows, type WindowAttributes, windowAttributes } from './geometry.ts';
import { type KernelFamily, kernel } from './kernel.ts';
import { patches } from './patches.ts';
import { matrixProduct } from './product.ts';
import { reshape } from './reshape.ts';

export const channelsFirst = [0, 3, 1, 2] as const;
export const channelsLast = [0, 2, 3, 1] as const;

interface ConvolutionAttributes extends WindowAttributes {
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dilations?: number | [number, number];
}

function checkFormat({ dataFormat }: ConvolutionAttributes): void {
  if (dataFormat !== 'NHWC') throw new Error('tf.conv2d with channels first cannot be compiled; put them last.');
}

function convolve(graph: Graph, x: Value, filter: Value, attributes: ConvolutionAttributes): Value {
  checkFormat(attributes);
  const windows = convolutionWindows(x.shape, filter.shape, attributes);
  const shape = [x.shape[0] as number, filter.shape[3] as number, ...windows.counts];
  const result = graph.node(
    'Conv',
    [transpose(graph, x, channelsFirst), transpose(graph, filter, [3, 2, 0, 1])],
    { shape, type: 'float32' },
    { ...windowAttributes(windows), dilations: { ints: windows.dilations } },
  );
  return transpose(graph, result, channelsLast);
}

/** Every output value spread back over the window it came from. */
function inputGradient(
  graph: Graph,
  { dy, filter }: { readonly dy: Value; readonly filter: Value },
  attributes: ConvolutionAttributes & { readonly inputShape: readonly number[] },
): Value {
  checkFormat(attributes);
  const { inputShape } = attributes;
  const windows = convolutionWindows(inputShape, filter.shape, attributes);
  const { counts, size, strides, padding } = windows;
  // Rows and columns that no window reaches, where the stride does not divide the extent.
  const left = ([0, 1] as const).map((axis) => {
    const reached = (counts[axis] - 1) * strides[axis] + size[axis] - padding[axis][0] - padding[axis][1];
    return (inputShape[axis + 1] as number) - reached;
  });
  const shape = [inputShape[0], inputShape[3], inputShape[1], inputShape[2]] as number[];
  const result = graph.node(
    'ConvTranspose',
    [transpose(graph, dy, channelsFirst), transpose(graph, filter, [3, 2, 0, 1])],
    { shape, type: 'float32' },
    { ...windowAttributes(windows), output_padding: { ints: left } },
  );
  return transpose(graph, result, channelsLast);
}

/** One product over all windows of the batch: what was seen at each place of the filter, times what was wanted there. */
function filterGradient(
  graph: Graph,
  { x, dy }: { readonly x: Value; readonly dy: Value },
  attributes: ConvolutionAttributes & { readonly filterShape: readonly number[] },
): Value {
  checkFormat(attributes);
  const { filterShape } = attributes;
  const seen = patches(graph, x, convolutionWindows(x.shape, filterShape, attributes));
  const wanted = reshape(graph, dy, [seen.shape[0] as number, filterShape[3] as number]);
  const product = matrixProduct(graph, seen, wanted, { transposeA: true, transposeB: false });
  return reshape(graph, product, filterShape);
}

export const convolutionKernels: KernelFamily = {
  Conv2D: kernel<'x' | 'filter', ConvolutionAttributes>((graph, { x, filter }, attributes) =>
    convolve(graph, x, filter, attributes),
  ),
  Conv2DBackpropInput: kernel<'dy' | 'filter', ConvolutionAttributes & { inputShape: number[] }>(inputGradient),
  Conv2DBackpropFilter: kernel<'x' | 'dy', ConvolutionAttributes & { filterShape: number[] }>(filterGradient),
};
