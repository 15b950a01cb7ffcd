// Products A^T B over many rows, which weight gradients are: ONNX Runtime's processor provider turns A anew for every 128 columns of B, with
// steps through memory as long as A's rows. Measured with one thread: K = 2800 rows, M = 650, N = 2600, 135 ms as it is and 98 ms with A
// turned once; K = 2800, M = 10000, N = 650, 602 ms and, as (B^T A)^T, 381 ms.
import type { Graph } from './graph.ts';
import { transpose } from './kernels/arrangement.ts';
import type { Attributes, Value } from './value.ts';

/** Rows from which turning costs little beside the product. */
const manyRows = 256;
/** Columns of B from which A would be turned several times. */
const manyColumns = 512;
/** So many times as many columns as B has make A the one that had better lie as it does. */
const muchWider = 8;

/** A matrix product as ONNX's Gemm takes it. */
export interface Product {
  /** A and B, and what is added. */
  readonly inputs: readonly Value[];
  readonly attributes: Attributes;
}

/** Whether A^T B is better computed as (B^T A)^T. */
export function isBetterTurned({ inputs: [a, b], attributes }: Product): boolean {
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
  const isWorthTurning = isOfTurned(attributes) && (a.shape[0] ?? 0) >= manyRows && (b.shape[1] ?? 0) >= manyColumns;
  const operands = isWorthTurning ? [transpose(graph, a, [1, 0]), b, ...added] : inputs;
  return graph.node('Gemm', operands, { shape, type: 'float32' }, isWorthTurning ? asTheyLie : attributes);
}

/** Of A turned, and of B as it lies. */
function isOfTurned({ transA, transB }: Attributes): boolean {
  const isSet = (flag: Attributes[string] | undefined): boolean =>
    flag !== undefined && 'int' in flag && flag.int === 1;
  return isSet(transA) && !isSet(transB);
}
