// Between plain arrays and ONNX Runtime's tensors.
import type { Tensor } from 'onnxruntime-node';
import type { TensorData, TensorSpec } from '../engine.ts';
import { runtime } from './runtime.ts';
import { sizeOf } from './value.ts';

/** A tensor over an array; both share the memory. */
export function tensorOver(data: TensorData, { shape, dtype }: TensorSpec): Tensor {
  return new runtime.Tensor(dtype, data, [...shape]);
}

/** A tensor of zeros. */
export function emptyTensor(spec: TensorSpec): Tensor {
  const size = sizeOf(spec.shape);
  return tensorOver(spec.dtype === 'int32' ? new Int32Array(size) : new Float32Array(size), spec);
}

/** The array under a tensor in the computer's own memory. */
export function dataOf(tensor: Tensor): TensorData {
  return tensor.data as TensorData;
}
