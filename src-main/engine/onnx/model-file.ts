// Writes a recording as an ONNX model. Source: onnx.proto3, IR version 8, operator set 17.

import type { onnx as Onnx } from 'onnx-proto';
import proto from 'onnx-proto';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Attribute, Graph, GraphNode, Initializer, Value, ValueType } from './graph.ts';

const { onnx } = proto;
const irVersion = 8;
const operatorSet = 17;
const { DataType } = onnx.TensorProto;
const { AttributeType } = onnx.AttributeProto;
const dataTypes: Readonly<Record<ValueType, number>> = {
  float32: DataType.FLOAT,
  int32: DataType.INT32,
  int64: DataType.INT64,
  bool: DataType.BOOL,
};

export interface ModelParts {
  readonly name: string;
  readonly graph: Graph;
  readonly inputs: readonly Value[];
  /** The values to be given out, by the names they are to have. */
  readonly outputs: Readonly<Record<string, Value>>;
}

export interface ModelFile {
  readonly bytes: Uint8Array;
  /** Inputs that the outputs depend on; the others are left out of the file. */
  readonly usedInputs: ReadonlySet<string>;
}

/**
 * Encodes the part of a recording that its outputs need.
 * @throws AppError `engine/model-too-large` when constants push the file past what the format can hold
 */
export function encodeModel({ name, graph, inputs, outputs }: ModelParts): ModelFile {
  const given = Object.entries(outputs).map(([output, value]) => ({ output, value: graph.materialise(value) }));
  const { nodes, needed } = neededNodes(
    graph.nodes,
    given.map(({ value }) => value.name),
  );
  const used = inputs.filter((input) => needed.has(input.name));
  // An output gets a name of its own by an Identity: a value may be given out twice, or be an input or a constant itself.
  const identities = given.map(({ output, value }) => ({
    op: 'Identity',
    inputs: [value.name],
    output,
    attributes: {},
  }));
  const model = onnx.ModelProto.create({
    irVersion,
    producerName: 'selftune',
    opsetImport: [{ domain: '', version: operatorSet }],
    graph: {
      name,
      node: [...nodes, ...identities].map(nodeProto),
      initializer: [...graph.initializers.values()].filter(({ value }) => needed.has(value.name)).map(tensorProto),
      input: used.map((input) => infoProto(input.name, input)),
      output: given.map(({ output, value }) => infoProto(output, value)),
    },
  });
  const bytes = onnx.ModelProto.encode(model).finish();
  if (bytes.byteLength >= 2 ** 31) {
    throw new AppError(
      'engine/model-too-large',
      `The program "${name}" holds over 2 GB of constants, more than an ONNX file can. Feed them as inputs instead.`,
    );
  }
  return { bytes, usedInputs: new Set(used.map((input) => input.name)) };
}

/** The nodes that the named values depend on, in order, and the names of everything they touch. */
function neededNodes(
  nodes: readonly GraphNode[],
  results: readonly string[],
): { readonly nodes: readonly GraphNode[]; readonly needed: ReadonlySet<string> } {
  const needed = new Set(results);
  const kept: GraphNode[] = [];
  for (const node of nodes.toReversed()) {
    if (!needed.has(node.output)) continue;
    kept.push(node);
    for (const input of node.inputs) needed.add(input);
  }
  return { nodes: kept.reverse(), needed };
}

function nodeProto(node: GraphNode): Onnx.INodeProto {
  return {
    opType: node.op,
    input: [...node.inputs],
    output: [node.output],
    attribute: Object.entries(node.attributes).map(([name, attribute]) => attributeProto(name, attribute)),
  };
}

function attributeProto(name: string, attribute: Attribute): Onnx.IAttributeProto {
  if (typeof attribute === 'number') return { name, type: AttributeType.INT, i: attribute };
  if ('float' in attribute) return { name, type: AttributeType.FLOAT, f: attribute.float };
  return { name, type: AttributeType.INTS, ints: [...attribute] };
}

function tensorProto({ value, data }: Initializer): Onnx.ITensorProto {
  return {
    name: value.name,
    dataType: dataTypes[value.type],
    dims: [...value.shape],
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

function infoProto(name: string, { type, shape }: Value): Onnx.IValueInfoProto {
  return {
    name,
    type: { tensorType: { elemType: dataTypes[type], shape: { dim: shape.map((extent) => ({ dimValue: extent })) } } },
  };
}
