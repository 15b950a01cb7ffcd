// Convolutions of NHWC images with HWIO filters, and their gradients: written down as they are, see ../convolution.
import { recordConvolution } from '../convolution/recorded.ts';
import { convolutionWindows, type WindowAttributes } from '../convolution/windows.ts';
import { type KernelFamily, kernel } from './kernel.ts';

interface ConvolutionAttributes extends WindowAttributes {
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dilations?: number | [number, number];
}

function windowsOf(input: readonly number[], filter: readonly number[], attributes: ConvolutionAttributes) {
  if (attributes.dataFormat !== 'NHWC') throw new Error('tf.conv2d with channels first cannot be compiled.');
  return convolutionWindows(input, filter, attributes);
}

export const convolutionKernels: KernelFamily = {
  Conv2D: kernel<'x' | 'filter', ConvolutionAttributes>((graph, { x, filter }, attributes) => {
    const windows = windowsOf(x.shape, filter.shape, attributes);
    const shape = [x.shape[0] as number, ...windows.counts, filter.shape[3] as number];
    return recordConvolution(graph, { kind: 'forward', inputs: [x, filter], shape, windows });
  }),
  Conv2DBackpropInput: kernel<'dy' | 'filter', ConvolutionAttributes & { inputShape: number[] }>(
    (graph, { dy, filter }, attributes) => {
      const shape = attributes.inputShape;
      const windows = windowsOf(shape, filter.shape, attributes);
      return recordConvolution(graph, { kind: 'inputGradient', inputs: [dy, filter], shape, windows });
    },
  ),
  Conv2DBackpropFilter: kernel<'x' | 'dy', ConvolutionAttributes & { filterShape: number[] }>(
    (graph, { x, dy }, attributes) => {
      const shape = attributes.filterShape;
      const windows = windowsOf(x.shape, shape, attributes);
      return recordConvolution(graph, { kind: 'filterGradient', inputs: [x, dy], shape, windows });
    },
  ),
};
