// Matrix products.
import { AppError } from '../../../../src-shared/domain/app-error.ts';
import type { Graph, Value } from '../graph.ts';
import { type Kernel, type Kernels, operand } from './kernel.ts';

/** Swaps the last two axes; ONNX Runtime fuses the transposition into the product. */
function transposed(graph: Graph, x: Value): Value {
  const rank = x.shape.length;
  const perm = [...Array.from({ length: rank - 2 }, (_, axis) => axis), rank - 1, rank - 2];
  return graph.add('Transpose', [x], { type: x.type, shape: perm.map((axis) => x.shape[axis] ?? 1) }, { perm });
}

/** Products of matrices or of stacks of them, which TensorFlow.js always asks for under this name. */
const batchMatMul: Kernel = (call) => {
  const { transposeA, transposeB } = call.attrs as { transposeA: boolean; transposeB: boolean };
  const { graph } = call;
  const a = transposeA ? transposed(graph, operand(call, 'a')) : operand(call, 'a');
  const b = transposeB ? transposed(graph, operand(call, 'b')) : operand(call, 'b');
  const [rows, inner] = a.shape.slice(-2);
  const [innerB, columns] = b.shape.slice(-2);
  if (inner !== innerB || rows === undefined || columns === undefined) {
    throw new AppError(
      'engine/shapes-differ',
      `Shapes [${a.shape}] and [${b.shape}] do not fit together in a product.`,
    );
  }
  const stack = a.shape.length >= b.shape.length ? a.shape.slice(0, -2) : b.shape.slice(0, -2);
  return graph.add('MatMul', [a, b], { type: a.type, shape: [...stack, rows, columns] });
};

export const matmulKernels: Kernels = { BatchMatMul: batchMatMul };
