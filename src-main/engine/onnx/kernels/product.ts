// Matrix products.
import type { Graph } from '../graph.ts';
import type { Value } from '../value.ts';
import { transpose } from './arrangement.ts';
import { type KernelFamily, kernel } from './kernel.ts';
import { reshape } from './reshape.ts';

interface ProductAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** Two matrices; Gemm takes them transposed as they lie. */
export function matrixProduct(graph: Graph, a: Value, b: Value, { transposeA, transposeB }: ProductAttributes): Value {
  const shape = [a.shape[transposeA ? 1 : 0] as number, b.shape[transposeB ? 0 : 1] as number];
  return graph.node(
    'Gemm',
    [a, b],
    { shape, type: 'float32' },
    {
      transA: { int: transposeA ? 1 : 0 },
      transB: { int: transposeB ? 1 : 0 },
    },
  );
}

/** Stacks of matrices; ONNX Runtime fuses the transpositions in front of a MatMul. */
export function stackedProduct(graph: Graph, a: Value, b: Value, { transposeA, transposeB }: ProductAttributes): Value {
  const left = transposeA ? transpose(graph, a, lastTwoSwapped(a)) : a;
  const right = transposeB ? transpose(graph, b, lastTwoSwapped(b)) : b;
  const stack = Math.max(left.shape[0] as number, right.shape[0] as number);
  return graph.node('MatMul', [left, right], {
    shape: [stack, left.shape[1] as number, right.shape[2] as number],
    type: 'float32',
  });
}

function lastTwoSwapped({ shape }: Value): readonly number[] {
  const axes = shape.map((_, axis) => axis);
  return [...axes.slice(0, -2), ...axes.slice(-2).reverse()];
}

export const productKernels: KernelFamily = {
  BatchMatMul: kernel<'a' | 'b', ProductAttributes>((graph, { a, b }, attributes) => {
    if (a.shape.length === 2 && b.shape.length === 2) return matrixProduct(graph, a, b, attributes);
    const batchShape = a.shape.length >= b.shape.length ? a.shape.slice(0, -2) : b.shape.slice(0, -2);
    const product = stackedProduct(graph, stacked(graph, a), stacked(graph, b), attributes);
    return reshape(graph, product, [...batchShape, ...product.shape.slice(1)]);
  }),
};

/** All axes before the last two joined into one. */
function stacked(graph: Graph, value: Value): Value {
  const matrix = value.shape.slice(-2);
  const stack = value.shape.slice(0, -2).reduce((product, extent) => product * extent, 1);
  return reshape(graph, value, [stack, ...matrix]);
}
