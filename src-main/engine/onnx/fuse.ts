// Rewrites a finished recording so that sums over matrix products happen inside the product.
import { Graph, reachable } from './graph.ts';
import type { Value } from './value.ts';

type Node = Extract<Value['origin'], { readonly kind: 'node' }>;

/**
 * Gemm(a, b) + c becomes Gemm(a, b, c), and Gemm(a, b) + factor * c becomes Gemm(a, b, c, beta = factor): a bias or a momentum buffer
 * then costs no pass of its own over the result. Only products that nothing else uses are rewritten.
 * @returns the outputs of the rewritten graph, in the order given
 */
export function fuse(outputs: readonly Value[]): readonly Value[] {
  const values = reachable(outputs);
  const uses = countUses(values, outputs);
  const isSingle = (value: Value): boolean => uses.get(value.id) === 1;
  const graph = new Graph();
  const rewritten = new Map<number, Value>();
  const lookUp = (value: Value): Value => rewritten.get(value.id) as Value;
  for (const value of values) rewritten.set(value.id, fused(graph, value, { isSingle, lookUp }));
  return outputs.map(lookUp);
}

interface Context {
  readonly isSingle: (value: Value) => boolean;
  readonly lookUp: (value: Value) => Value;
}

function fused(graph: Graph, value: Value, context: Context): Value {
  const { origin, shape, type } = value;
  if (origin.kind === 'input') return graph.input(origin.name, { shape, type });
  if (origin.kind === 'fill') return graph.fill(origin.value, { shape, type });
  if (origin.kind === 'constant') return graph.constant(origin.data, { shape, type });
  if (origin.operator === 'Add') {
    const [left, right] = origin.inputs as [Value, Value];
    const product = accumulate(graph, left, right, context) ?? accumulate(graph, right, left, context);
    if (product !== null) return product;
  }
  return graph.node(origin.operator, origin.inputs.map(context.lookUp), { shape, type }, origin.attributes);
}

/** `product + addend` as one Gemm, or null when they do not have that form. */
function accumulate(graph: Graph, product: Value, addend: Value, { isSingle, lookUp }: Context): Value | null {
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

function nodeOf({ origin }: Value, operator: string): Node | null {
  return origin.kind === 'node' && origin.operator === operator ? origin : null;
}

/** Whether `shape` broadcasts to the matrix `full` without making it larger. */
function fitsBelow(shape: readonly number[], full: readonly number[]): boolean {
  const offset = full.length - shape.length;
  return offset >= 0 && shape.every((extent, axis) => extent === 1 || extent === full[axis + offset]);
}

function countUses(values: readonly Value[], outputs: readonly Value[]): ReadonlyMap<number, number> {
  const uses = new Map<number, number>();
  const used = [...outputs, ...values.flatMap(({ origin }) => (origin.kind === 'node' ? origin.inputs : []))];
  for (const { id } of used) uses.set(id, (uses.get(id) ?? 0) + 1);
  return uses;
}
