// Convolutions as ONNX's own operators, which want channels first. On WebGPU the transpositions meet those that ONNX Runtime puts in
// itself, because it computes channels last there, and vanish.
import type { Graph } from '../graph.ts';
import { transpose } from '../kernels/arrangement.ts';
import type { Value } from '../value.ts';
import type { RecordedConvolution } from './recorded.ts';
import { windowAttributes } from './windows.ts';

/** NHWC to NCHW and back, HWIO to OIHW. */
export const channelsFirst = [0, 3, 1, 2] as const;
export const channelsLast = [0, 2, 3, 1] as const;
const outputsFirst = [3, 2, 0, 1] as const;

/** A convolution as Conv. */
export function forwardConv(graph: Graph, { inputs: [x, filter], shape, windows }: RecordedConvolution): Value {
  const result = graph.node(
    'Conv',
    [transpose(graph, x, channelsFirst), transpose(graph, filter, outputsFirst)],
    { shape: channelsFirst.map((axis) => shape[axis] as number), type: 'float32' },
    windowAttributes(windows),
  );
  return transpose(graph, result, channelsLast);
}

/** The gradient of its images as ConvTranspose: every value spread back over the window it came from. */
export function inputGradientConv(graph: Graph, { inputs: [dy, filter], shape, windows }: RecordedConvolution): Value {
  const { counts, size, strides, dilations, padding } = windows;
  // Rows and columns that no window reaches, where the stride does not divide the extent.
  const left = ([0, 1] as const).map((axis) => {
    const extent = (size[axis] - 1) * dilations[axis] + 1;
    const reached = (counts[axis] - 1) * strides[axis] + extent - padding[axis][0] - padding[axis][1];
    return (shape[axis + 1] as number) - reached;
  });
  const result = graph.node(
    'ConvTranspose',
    [transpose(graph, dy, channelsFirst), transpose(graph, filter, outputsFirst)],
    { shape: channelsFirst.map((axis) => shape[axis] as number), type: 'float32' },
    { ...windowAttributes(windows), output_padding: { ints: left } },
  );
  return transpose(graph, result, channelsLast);
}
