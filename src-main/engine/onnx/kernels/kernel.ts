// What a tracing kernel is: it computes the result's shape and type and records nodes, never numbers.
import type { Graph } from '../graph.ts';
import type { Value } from '../value.ts';

/** One TensorFlow.js kernel as the recorder sees it; inputs and attributes have the names TensorFlow.js gives them. */
export type TraceKernel = (
  graph: Graph,
  inputs: Readonly<Record<string, Value>>,
  attributes: object,
) => Value | readonly Value[];

/** Kernels of one family by TensorFlow.js name. */
export type KernelFamily = Readonly<Record<string, TraceKernel>>;

/**
 * Types a kernel's inputs and attributes. TensorFlow.js checks both before it calls a kernel, so this is the one place that trusts it.
 */
export function kernel<InputName extends string, KernelAttributes extends object = object>(
  trace: (
    graph: Graph,
    inputs: Readonly<Record<InputName, Value>>,
    attributes: KernelAttributes,
  ) => Value | readonly Value[],
): TraceKernel {
  return (graph, inputs, attributes) =>
    trace(graph, inputs as Readonly<Record<InputName, Value>>, attributes as KernelAttributes);
}

/** A kernel over a list of tensors, which TensorFlow.js hands over under the keys 0, 1, 2 ... */
export function listKernel<KernelAttributes extends object = object>(
  trace: (graph: Graph, inputs: readonly Value[], attributes: KernelAttributes) => Value | readonly Value[],
): TraceKernel {
  return (graph, inputs, attributes) => trace(graph, Object.values(inputs), attributes as KernelAttributes);
}
