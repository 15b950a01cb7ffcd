// Products A^T B over many rows, which weight gradients are: ONNX Runtime's processor provider turns A anew for every 128 columns of B, with
// steps through memory as long as A's rows. Measured with one thread: K = 2800 rows, M = 650, N = 2600, 135 ms as it is and 98 ms with A
// turned once; K = 2800, M = 10000, N = 650, 602 ms and, as (B^T A)^T, 381 ms.
import type { Graph } from './graph.ts';
import { transpose } from './kernels/arrangement.ts';
import { type Attributes, sizeOf, type Value } from './value.ts';

/** Rows from which turning costs little beside the product. */
const manyRows = 256;
/** Columns of B from which A would be turned several times. */
const manyColumns = 512;
/** So many times as many columns as B has make A the one that had better lie as it does. */
const muchWider = 8;

/** Values of B, 4 MB, beyond what the processor holds at hand: taking it by its columns then pays even for few rows of A. */
const largeMatrix = 2 ** 20;
/** So many products with one B are worth turning it for. */
const manyUses = 8;
/** Rows of A up to which bringing B in takes a fair part of the product's time. */
const fewRows = 64;

/** A matrix product as ONNX's Gemm takes it. */
export interface Product {
  /** A and B, and what is added. */
  readonly inputs: readonly Value[];
  readonly attributes: Attributes;
  /** How many operations use B: an LSTM multiplies with the same weights at every time. */
  readonly uses: number;
}

/** Whether A^T B is better computed as (B^T A)^T. */
export function isBetterTurned({ inputs: [a, b], attributes }: Omit<Product, 'uses'>): boolean {
  if (!isOfTurned(attributes) || a === undefined || b === undefined) return false;
  const [rows = 0, wide = 0] = a.shape;
  const columns = b.shape[1] ?? 0;
  return rows >= manyRows && columns > 128 && wide >= muchWider * columns;
}

/** The product the faster way; what is added must not be there when it is better turned. */
export function writtenProduct(graph: Graph, product: Product, shape: readonly number[]): Value {
  const { inputs, attributes } = product;
  const [a, b, ...added] = inputs as [Value, Value, ...Value[]];
  const asTheyLie: Attributes = { ...attributes, transA: { int: 0 } };
  if (isBetterTurned(product) && added.length === 0) {
    const turned = { shape: [...shape].reverse(), type: 'float32' } as const;
    return transpose(graph, graph.node('Gemm', [transpose(graph, b, [1, 0]), a], turned, asTheyLie), [1, 0]);
  }
  if (isWorthTurningRight(product)) {
    const withTurned: Attributes = { ...attributes, transB: { int: 1 } };
    return graph.node('Gemm', [a, transpose(graph, b, [1, 0]), ...added], { shape, type: 'float32' }, withTurned);
  }
  const isWorthTurning = isOfTurned(attributes) && (a.shape[0] ?? 0) >= manyRows && (b.shape[1] ?? 0) >= manyColumns;
  const operands = isWorthTurning ? [transpose(graph, a, [1, 0]), b, ...added] : inputs;
  return graph.node('Gemm', operands, { shape, type: 'float32' }, isWorthTurning ? asTheyLie : attributes);
}

/** Measured: 40 rows, K = 650, N = 2600 take 2.06 ms with B as it lies and 1.62 ms with B turned. */
function isWorthTurningRight({ inputs: [a, b], attributes, uses }: Product): boolean {
  const isPlain = !isSet(attributes.transA) && !isSet(attributes.transB);
  return isPlain && uses >= manyUses && (a?.shape[0] ?? 0) <= fewRows && sizeOf(b?.shape ?? []) >= largeMatrix;
}

/** Of A turned, and of B as it lies. */
function isOfTurned({ transA, transB }: Attributes): boolean {
  return isSet(transA) && !isSet(transB);
}

function isSet(flag: Attributes[string] | undefined): boolean {
  return flag !== undefined && 'int' in flag && flag.int === 1;
}
