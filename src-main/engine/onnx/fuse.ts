// Rewrites a finished recording so that sums over matrix products happen inside the product, and products are written the faster way.
import type { Graph } from './graph.ts';
import { nodeOf, type Place, type Recorded, rewrite } from './rewrite.ts';
import { isBetterTurned, type Product, writtenProduct } from './turned-products.ts';
import type { Value } from './value.ts';

/**
 * Gemm(a, b) + c becomes Gemm(a, b, c), and Gemm(a, b) + factor * c becomes Gemm(a, b, c, beta = factor): a bias or a momentum buffer
 * then costs no pass of its own over the result. Only products that nothing else uses are rewritten.
 * On the processor each product is written as is fastest there.
 * @returns the outputs of the rewritten graph, in the order given
 */
export function fuse(outputs: readonly Value[], { isOnProcessor }: Fusing): readonly Value[] {
  const write = isOnProcessor ? writtenProduct : asItIs;
  return rewrite(outputs, (recorded) => (value, place) => {
    const product = isOnProcessor ? nodeOf(value, 'Gemm') : null;
    if (product !== null) {
      const { attributes } = product;
      const uses = usesOf(product.inputs[1], recorded);
      return write(place.graph, { inputs: product.inputs.map(place.lookUp), attributes, uses }, value.shape);
    }
    const sum = nodeOf(value, 'Add');
    if (sum === null) return null;
    const [left, right] = sum.inputs as [Value, Value];
    const surroundings = { ...recorded, ...place, isOnProcessor, write };
    return accumulate(left, right, surroundings) ?? accumulate(right, left, surroundings);
  });
}

/** Where the graph is to run. */
export interface Fusing {
  readonly isOnProcessor: boolean;
}

interface Surroundings extends Recorded, Place, Fusing {
  readonly write: typeof writtenProduct;
}

function asItIs(graph: Graph, { inputs, attributes }: Product, shape: readonly number[]): Value {
  return graph.node('Gemm', inputs, { shape, type: 'float32' }, attributes);
}

/** `product + addend` as one Gemm, or null when they do not have that form. */
function accumulate(product: Value, addend: Value, surroundings: Surroundings): Value | null {
  const { graph, isSingle, lookUp, isOnProcessor, write } = surroundings;
  const gemm = nodeOf(product, 'Gemm');
  if (gemm === null || gemm.inputs.length !== 2 || !isSingle(product) || !fitsBelow(addend.shape, product.shape))
    return null;
  if (isOnProcessor && isBetterTurned(gemm)) return null;
  const scaled = isSingle(addend) ? scaledBy(addend) : null;
  const { value, factor } = scaled ?? { value: addend, factor: 1 };
  if (!fitsBelow(value.shape, product.shape)) return null;
  const attributes = { ...gemm.attributes, beta: { float: factor } };
  const uses = usesOf(gemm.inputs[1], surroundings);
  return write(graph, { inputs: [...gemm.inputs, value].map(lookUp), attributes, uses }, product.shape);
}

function usesOf(value: Value | undefined, { usersOf }: Recorded): number {
  return value === undefined ? 0 : usersOf(value).length;
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
