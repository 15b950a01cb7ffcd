// Elementwise operators of two operands, with what is known at compile time computed there.
import { broadcastShape, expand, unexpanded } from '../broadcast.ts';
import type { Graph } from '../graph.ts';
import type { Value } from '../value.ts';
import { cast } from './cast.ts';
import { type KernelFamily, kernel, listKernel, type TraceKernel } from './kernel.ts';

const onNumbers: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Pow: (a, b) => a ** b,
  Max: (a, b) => Math.max(a, b),
  Min: (a, b) => Math.min(a, b),
};

/** The operand that a neutral element on the right leaves as it is: x + 0, x - 0, x * 1, x / 1. */
const rightNeutral: Readonly<Record<string, number>> = { Add: 0, Sub: 0, Mul: 1, Div: 1, Pow: 1 };
const leftNeutral: Readonly<Record<string, number>> = { Add: 0, Mul: 1 };

function isFillOf(value: Value, number: number | undefined): boolean {
  return value.origin.kind === 'fill' && value.origin.value === number;
}

/** `a operator b` for float32 or int32 operands of one type, broadcasting. */
export function arithmetic(graph: Graph, operator: string, a: Value, b: Value): Value {
  const result = { shape: broadcastShape(a.shape, b.shape), type: a.type };
  if (isFillOf(b, rightNeutral[operator])) return expand(graph, a, result.shape);
  if (isFillOf(a, leftNeutral[operator])) return expand(graph, b, result.shape);
  const compute = onNumbers[operator];
  if (compute !== undefined && a.type === 'float32' && a.origin.kind === 'fill' && b.origin.kind === 'fill') {
    return graph.fill(compute(a.origin.value, b.origin.value), result);
  }
  return graph.node(operator, unexpanded(graph, [a, b], result.shape), result);
}

function operator(name: string): TraceKernel {
  return kernel<'a' | 'b'>((graph, { a, b }) => arithmetic(graph, name, a, b));
}

/** TensorFlow.js rounds the quotient down, ONNX cuts whole numbers off at zero: so whole numbers go by way of floats. */
function floorDivide(graph: Graph, a: Value, b: Value): Value {
  const quotient = arithmetic(graph, 'Div', cast(graph, a, 'float32'), cast(graph, b, 'float32'));
  return cast(graph, graph.node('Floor', [quotient], quotient), a.type);
}

export const arithmeticKernels: KernelFamily = {
  Add: operator('Add'),
  Sub: operator('Sub'),
  Multiply: operator('Mul'),
  RealDiv: operator('Div'),
  Pow: operator('Pow'),
  Maximum: operator('Max'),
  Minimum: operator('Min'),
  FloorDiv: kernel<'a' | 'b'>((graph, { a, b }) => floorDivide(graph, a, b)),
  Mod: kernel<'a' | 'b'>((graph, { a, b }) =>
    arithmetic(graph, 'Sub', a, arithmetic(graph, 'Mul', b, floorDivide(graph, a, b))),
  ),
  SquaredDifference: kernel<'a' | 'b'>((graph, { a, b }) => {
    const difference = arithmetic(graph, 'Sub', a, b);
    return arithmetic(graph, 'Mul', difference, difference);
  }),
  AddN: listKernel((graph, terms) => terms.reduce((sum, term) => arithmetic(graph, 'Add', sum, term))),
};
