// Rewrites a finished recording so that sums over matrix products happen inside the product.
import { nodeOf, type Place, type Recorded, rewrite } from './rewrite.ts';
import type { Value } from './value.ts';

/**
 * Gemm(a, b) + c becomes Gemm(a, b, c), and Gemm(a, b) + factor * c becomes Gemm(a, b, c, beta = factor): a bias or a momentum buffer
 * then costs no pass of its own over the result. Only products that nothing else uses are rewritten.
 * @returns the outputs of the rewritten graph, in the order given
 */
export function fuse(outputs: readonly Value[]): readonly Value[] {
  return rewrite(outputs, (recorded) => (value, place) => {
    const sum = nodeOf(value, 'Add');
    if (sum === null) return null;
    const [left, right] = sum.inputs as [Value, Value];
    return accumulate(left, right, { ...recorded, ...place }) ?? accumulate(right, left, { ...recorded, ...place });
  });
}

/** `product + addend` as one Gemm, or null when they do not have that form. */
function accumulate(product: Value, addend: Value, { graph, isSingle, lookUp }: Recorded & Place): Value | null {
  const gemm = nodeOf(product, 'Gemm');
  if (gemm === null || gemm.inputs.length !== 2 || !isSingle(product) || !fitsBelow(addend.shape, product.shape))
    return null;
  const scaled = isSingle(addend) ? scaledBy(addend) : null;
  const { value, factor } = scaled ?? { value: addend, factor: 1 };
  if (!fitsBelow(value.shape, product.shape)) return null;
  return graph.node('Gemm', [...gemm.inputs, value].map(lookUp), product, {
    ...gemm.attributes,
    beta: { float: factor },
  });
}

/** factor * value with a factor known now. */
function scaledBy(value: Value): { readonly value: Value; readonly factor: number } | null {
  const [left, right] = nodeOf(value, 'Mul')?.inputs ?? [];
  if (left === undefined || right === undefined) return null;
  if (right.origin.kind === 'fill') return { value: left, factor: right.origin.value };
  return left.origin.kind === 'fill' ? { value: right, factor: left.origin.value } : null;
}

/** Whether `shape` broadcasts to the matrix `full` without making it larger. */
function fitsBelow(shape: readonly number[], full: readonly number[]): boolean {
  const offset = full.length - shape.length;
  return offset >= 0 && shape.every((extent, axis) => extent === 1 || extent === full[axis + offset]);
}
