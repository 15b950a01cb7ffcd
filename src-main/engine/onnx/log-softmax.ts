// Finds the logarithms of probabilities that TensorFlow.js writes as five operations, each a pass over all classes, and has ONNX Runtime's
// one operator compute them, row by row in the processor's cache.
import { nodeOf, type Rule } from './rewrite.ts';
import type { Value } from './value.ts';

/** (x - max x) - log(sum(exp(x - max x))) over the last axis becomes LogSoftmax. */
export const asLogSoftmax: Rule = (value, { graph, lookUp }) => {
  const [shifted, logarithm] = nodeOf(value, 'Sub')?.inputs ?? [];
  const [x, largest] = shifted === undefined ? [] : (nodeOf(shifted, 'Sub')?.inputs ?? []);
  if (shifted === undefined || logarithm === undefined || x === undefined || largest === undefined) return null;
  const total = nodeOf(logarithm, 'Log')?.inputs[0];
  const exponentials = total === undefined ? null : reduced(total, 'ReduceSum');
  const isWhole =
    reduced(largest, 'ReduceMax') === x &&
    exponentials !== null &&
    nodeOf(exponentials, 'Exp')?.inputs[0] === shifted &&
    value.shape.length === x.shape.length;
  return isWhole ? graph.node('LogSoftmax', [lookUp(x)], value, { axis: { int: -1 } }) : null;
};

/** What is reduced over its last axis, which is kept; null for anything else. */
function reduced(value: Value, operator: string): Value | null {
  const node = nodeOf(value, operator);
  const [x, axes] = node?.inputs ?? [];
  const keep = node?.attributes.keepdims;
  if (x === undefined || axes?.origin.kind !== 'constant' || keep === undefined) return null;
  const isLast = axes.origin.data.length === 1 && Number(axes.origin.data[0]) === x.shape.length - 1;
  return isLast && 'int' in keep && keep.int === 1 ? x : null;
}
