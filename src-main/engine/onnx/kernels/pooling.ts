// Max pooling of NHWC images and its gradient, which goes to the first largest value of each window, as TensorFlow.js and PyTorch have
// it. Pairs of rows and columns, the usual windows, are pooled one axis after the other: that is twice as fast as ONNX Runtime's MaxPool
// on the processor, and MaxUnpool, the gradient ONNX has, takes twice as long as everything here together (1.30).
import { type PoolingAttributes, poolingGradient, poolingOperator } from '../convolution/any-pooling.ts';
import { isOfPairs, pairGradient, pooledPairs } from '../convolution/pair-pooling.ts';
import { poolingWindows } from '../convolution/windows.ts';
import { type KernelFamily, kernel } from './kernel.ts';

export const poolingKernels: KernelFamily = {
  MaxPool: kernel<'x', PoolingAttributes>((graph, { x }, attributes) => {
    const windows = poolingWindows(x.shape, attributes);
    return isOfPairs(windows) ? pooledPairs(graph, x, windows) : poolingOperator(graph, x, windows);
  }),
  MaxPoolGrad: kernel<'dy' | 'input' | 'output', PoolingAttributes>((graph, values, attributes) => {
    const windows = poolingWindows(values.input.shape, attributes);
    return isOfPairs(windows) ? pairGradient(graph, values, windows) : poolingGradient(graph, values, windows);
  }),
};
