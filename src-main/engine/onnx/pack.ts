// Packs small tensors at a graph's edge: every tensor handed to ONNX Runtime costs about 4 microseconds whatever its size, and the state
// of a small network is dozens of them. Inside the graph nothing changes; the packed tensors keep their names there.
import type { onnx as Proto } from 'onnx-proto';
import type { TensorSpec } from '../engine.ts';
import { attributeProto, declaration, integersProto } from './model-parts.ts';
import { sizeOf } from './value.ts';

/** A tensor of the program under its own name and under its name in the graph. */
export interface Port {
  readonly name: string;
  readonly graphName: string;
  readonly spec: TensorSpec;
}

/** A port's place in the packed tensor. */
export interface Packed extends Port {
  readonly offset: number;
  readonly size: number;
}

/** What is handed over in one piece, and what by itself. */
export interface Division {
  readonly packed: readonly Packed[];
  /** Values in the packed tensor. */
  readonly total: number;
  readonly alone: readonly Port[];
}

/** Names of the packed tensors in the graph. */
export const packedNames = { inputs: 'packed:inputs', outputs: 'packed:outputs' } as const;

/** Above this many values the four copies a packed tensor takes cost more than handing it over by itself. */
const largestPacked = 1_024;

/** Everything by itself. */
export function unpacked(ports: readonly Port[]): Division {
  return { packed: [], total: 0, alone: ports };
}

/** Divides ports into the small float tensors, laid end to end, and the rest; fewer than two are not worth packing. */
export function divide(ports: readonly Port[]): Division {
  const isSmall = ({ spec: { shape, dtype } }: Port): boolean =>
    dtype === 'float32' && sizeOf(shape) > 0 && sizeOf(shape) <= largestPacked;
  const small = ports.filter(isSmall);
  if (small.length < 2) return unpacked(ports);
  let total = 0;
  const packed = small.map((port): Packed => {
    const size = sizeOf(port.spec.shape);
    const offset = total;
    total += size;
    return { ...port, offset, size };
  });
  return { packed, total, alone: ports.filter((port) => !isSmall(port)) };
}

/** The graph with its packed inputs split off one tensor and its packed outputs joined to one. */
export function packEdges(
  graph: Proto.IGraphProto,
  { inputs, outputs }: { readonly inputs: Division; readonly outputs: Division },
): Proto.IGraphProto {
  return joinOutputs(splitInputs(graph, inputs), outputs);
}

const flatName = (graphName: string): string => `flat:${graphName}`;
const isFlat = ({ spec }: Port): boolean => spec.shape.length === 1;

/** A vector is what the packed tensor is cut into; other shapes follow by a Reshape, which copies nothing. */
function splitInputs(graph: Proto.IGraphProto, { packed, total }: Division): Proto.IGraphProto {
  if (packed.length === 0) return graph;
  const names = new Set(packed.map(({ graphName }) => graphName));
  const sizes = `${packedNames.inputs}/sizes`;
  const shaped = packed.filter((port) => !isFlat(port));
  const shapeName = ({ graphName }: Port): string => `${graphName}/shape`;
  return {
    ...graph,
    input: [
      ...(graph.input ?? []).filter(({ name }) => !names.has(name ?? '')),
      declaration(packedNames.inputs, { shape: [total], type: 'float32' }),
    ],
    initializer: [
      ...(graph.initializer ?? []),
      integersProto(
        sizes,
        packed.map(({ size }) => size),
      ),
      ...shaped.map((port) => integersProto(shapeName(port), port.spec.shape)),
    ],
    node: [
      {
        opType: 'Split',
        input: [packedNames.inputs, sizes],
        output: packed.map((port) => (isFlat(port) ? port.graphName : flatName(port.graphName))),
      },
      ...shaped.map((port) => ({
        opType: 'Reshape',
        input: [flatName(port.graphName), shapeName(port)],
        output: [port.graphName],
      })),
      ...(graph.node ?? []),
    ],
  };
}

function joinOutputs(graph: Proto.IGraphProto, { packed, total }: Division): Proto.IGraphProto {
  if (packed.length === 0) return graph;
  const names = new Set(packed.map(({ graphName }) => graphName));
  const vector = `${packedNames.outputs}/vector`;
  const shaped = packed.filter((port) => !isFlat(port));
  return {
    ...graph,
    output: [
      ...(graph.output ?? []).filter(({ name }) => !names.has(name ?? '')),
      declaration(packedNames.outputs, { shape: [total], type: 'float32' }),
    ],
    initializer: [...(graph.initializer ?? []), integersProto(vector, [-1])],
    node: [
      ...(graph.node ?? []),
      ...shaped.map(({ graphName }) => ({
        opType: 'Reshape',
        input: [graphName, vector],
        output: [flatName(graphName)],
      })),
      {
        opType: 'Concat',
        input: packed.map((port) => (isFlat(port) ? port.graphName : flatName(port.graphName))),
        output: [packedNames.outputs],
        attribute: [attributeProto('axis', { int: 0 })],
      },
    ],
  };
}
