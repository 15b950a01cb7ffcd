// Comparisons, logic, and the choice between two tensors.
import { broadcastShape, unexpanded } from '../broadcast.ts';
import type { Graph } from '../graph.ts';
import type { Value } from '../value.ts';
import { type KernelFamily, kernel, type TraceKernel } from './kernel.ts';

function toTruth(graph: Graph, operator: string, a: Value, b: Value): Value {
  const result = { shape: broadcastShape(a.shape, b.shape), type: 'bool' } as const;
  return graph.node(operator, unexpanded(graph, [a, b], result.shape), result);
}

function not(graph: Graph, x: Value): Value {
  return graph.node('Not', [x], { shape: x.shape, type: 'bool' });
}

function comparison(operator: string): TraceKernel {
  return kernel<'a' | 'b'>((graph, { a, b }) => toTruth(graph, operator, a, b));
}

function test(operator: string): TraceKernel {
  return kernel<'x'>((graph, { x }) => graph.node(operator, [x], { shape: x.shape, type: 'bool' }));
}

export const comparisonKernels: KernelFamily = {
  Equal: comparison('Equal'),
  NotEqual: kernel<'a' | 'b'>((graph, { a, b }) => not(graph, toTruth(graph, 'Equal', a, b))),
  Greater: comparison('Greater'),
  GreaterEqual: comparison('GreaterOrEqual'),
  Less: comparison('Less'),
  LessEqual: comparison('LessOrEqual'),
  LogicalAnd: comparison('And'),
  LogicalOr: comparison('Or'),
  LogicalNot: kernel<'x'>((graph, { x }) => not(graph, x)),
  IsNan: test('IsNaN'),
  IsInf: test('IsInf'),
  IsFinite: kernel<'x'>((graph, { x }) => {
    // x - x is 0 for every finite x and NaN for the others.
    const difference = graph.node('Sub', [x, x], x);
    return not(graph, graph.node('IsNaN', [difference], { shape: x.shape, type: 'bool' }));
  }),
  Select: kernel<'condition' | 't' | 'e'>((graph, { condition, t, e }) => {
    const result = { shape: t.shape, type: t.type };
    return graph.node('Where', unexpanded(graph, [condition, t, e], t.shape), result);
  }),
};
