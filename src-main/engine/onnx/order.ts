// Order where the numbers do not ask for one: ONNX Runtime computes what it can as soon as it can, and keeps it until it is needed.
import type { Graph } from './graph.ts';
import { slice } from './kernels/arrangement.ts';
import { reshape } from './kernels/reshape.ts';
import type { Value } from './value.ts';

/**
 * A small `value` as it is, but computed after `earlier`: chosen instead of a number of it, which never happens. ONNX Runtime does not
 * look into the condition.
 */
export function after(graph: Graph, earlier: Value, value: Value): Value {
  const begin = earlier.shape.map(() => 0);
  const first = slice(
    graph,
    earlier,
    begin,
    begin.map(() => 1),
  );
  const never = graph.fill(0, { shape: [], type: 'bool' });
  return graph.node('Where', [never, reshape(graph, first, []), value], value);
}
