// Broadcasting without copies: operators that broadcast themselves get the small operand instead of its expansion.
import type { Graph } from './graph.ts';
import { isSameShape, type Value } from './value.ts';

/** The shape two shapes broadcast to. TensorFlow.js has checked that they do. */
export function broadcastShape(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    return left === 1 ? right : left;
  });
}

/** `value` stretched to `shape`, to which it broadcasts. */
export function expand(graph: Graph, value: Value, shape: readonly number[]): Value {
  if (isSameShape(value.shape, shape)) return value;
  if (value.origin.kind === 'fill') return graph.fill(value.origin.value, { shape, type: value.type });
  return graph.node('Expand', [value, graph.integers(shape)], { shape, type: value.type });
}

/** What `value` was before it was stretched: its source, or the scalar of a fill; itself when it was not. */
function beforeExpansion(graph: Graph, value: Value): Value {
  const { origin, type } = value;
  if (origin.kind === 'fill') return graph.fill(origin.value, { shape: [], type });
  if (origin.kind === 'node' && origin.operator === 'Expand') return origin.inputs[0] ?? value;
  return value;
}

/** The operands with every expansion undone that broadcasting to `shape` does not need. */
export function unexpanded(graph: Graph, operands: readonly Value[], shape: readonly number[]): readonly Value[] {
  const slim = [...operands];
  operands.forEach((operand, index) => {
    const before = beforeExpansion(graph, operand);
    slim[index] = before;
    const reached = slim.map((value) => value.shape).reduce(broadcastShape, []);
    if (!isSameShape(reached, shape)) slim[index] = operand;
  });
  return slim;
}
