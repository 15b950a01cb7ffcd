// Operations that make tensors out of numbers.
import type { Value } from '../graph.ts';
import { cast, type Kernel, type Kernels, operand, reshape } from './kernel.ts';

const fill: Kernel = ({ graph, attrs }) => {
  const { shape, value, dtype } = attrs as { shape: number[]; value: number; dtype?: Value['type'] };
  return graph.filled(Number(value), dtype ?? 'float32', shape);
};

const filledLike =
  (number: number): Kernel =>
  (call) => {
    const x = operand(call, 'x');
    return call.graph.filled(number, x.type, x.shape);
  };

const oneHot: Kernel = (call) => {
  const indices = operand(call, 'indices');
  const { depth, onValue, offValue } = call.attrs as { depth: number; onValue: number; offValue: number };
  const { graph } = call;
  const classes = graph.constant(
    Int32Array.from({ length: depth }, (_, index) => index),
    'int32',
    [depth],
  );
  const shape = [...indices.shape, depth];
  const isClass = graph.add('Equal', [reshape(graph, indices, [...indices.shape, 1]), classes], {
    type: 'bool',
    shape,
  });
  if (onValue === 1 && offValue === 0) return cast(graph, isClass, 'float32');
  const numbers = [onValue, offValue].map((number) => graph.scalar(number, 'float32'));
  return graph.add('Where', [isClass, ...numbers], { type: 'float32', shape });
};

export const constantKernels: Kernels = {
  Fill: fill,
  OneHot: oneHot,
  OnesLike: filledLike(1),
  ZerosLike: filledLike(0),
};
