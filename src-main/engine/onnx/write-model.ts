// Writes a recording as an ONNX graph, and a graph as the model ONNX Runtime opens. Source: onnx.proto3, IR version 8, operator set 18
// (the first whose reductions all take axes as an input).
import proto, { type onnx as Proto } from 'onnx-proto';
import { reachable } from './graph.ts';
import { attributeProto, declaration, filled, tensorAttribute, tensorProto } from './model-parts.ts';
import { type Split, splitsOf } from './split.ts';
import { sizeOf, type Value } from './value.ts';

const { onnx } = proto;
const irVersion = 8;
const operatorSet = 18;
/** Fills above this many elements are made when the session loads instead of lying in the file. */
export const largestFill = 256;

export interface NamedValue {
  readonly name: string;
  readonly value: Value;
}

/** Finds the name a value has in the file. */
type NameOf = (value: Value) => string;

/**
 * Writes down what the outputs depend on and nothing else: inputs without an influence are not declared.
 * @param outputs the values to be given out, by the names they are to have
 * @param mostPieces how many pieces a Split may make; absent: any number
 */
export function writeGraph(name: string, outputs: readonly NamedValue[], mostPieces?: number): Proto.IGraphProto {
  const values = reachable(outputs.map(({ value }) => value));
  const splits = splitsOf(values, mostPieces);
  const isRead = readBesides(splits, values, outputs);
  const outputNames = namesOfNodes(outputs);
  const nameOf: NameOf = (value) => outputNames.get(value.id) ?? ownName(value);
  const copies = outputs.filter((output) => nameOf(output.value) !== output.name);
  return {
    name,
    node: [
      ...values.flatMap((value) => {
        const split = splits.get(value.id);
        if (split === undefined) return nodesOf(value, nameOf);
        // At the place of the piece that was recorded first: what is cut is known by then, and no piece is needed before.
        return split.pieces.every(({ id }) => id >= value.id) ? [splitNode(split, nameOf)] : [];
      }),
      ...copies.map((copy) => ({ opType: 'Identity', input: [nameOf(copy.value)], output: [copy.name] })),
    ],
    initializer: [
      ...values.filter(({ id }) => isRead(id)).flatMap((value) => initializersOf(value, nameOf)),
      ...[...new Set(splits.values())].map((split) => extentsOf(split, nameOf)),
    ],
    input: values.filter(({ origin }) => origin.kind === 'input').map((value) => declaration(nameOf(value), value)),
    output: outputs.map((output) => declaration(output.name, output.value)),
  };
}

/** Encodes a graph as a model file. */
export function encodeModel(graph: Proto.IGraphProto): Uint8Array {
  const model = { irVersion, producerName: 'selftune', opsetImport: [{ domain: '', version: operatorSet }], graph };
  return onnx.ModelProto.encode(onnx.ModelProto.create(model)).finish();
}

/**
 * Output names by value id, for the values that can bear one themselves: results of nodes, the first time they are given out. ONNX
 * Runtime keeps an Identity at the end when the value is also used inside, and it copies; so only inputs, constants and repeats get one.
 */
function namesOfNodes(outputs: readonly NamedValue[]): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const { name, value } of outputs) {
    if (value.origin.kind === 'node' && !names.has(value.id)) names.set(value.id, name);
  }
  return names;
}

/** Names of the inputs the outputs depend on. */
export function inputNames(outputs: readonly Value[]): ReadonlySet<string> {
  return new Set(reachable(outputs).flatMap(({ origin }) => (origin.kind === 'input' ? [origin.name] : [])));
}

function ownName({ id, origin }: Value): string {
  return origin.kind === 'input' ? origin.name : `v${id}`;
}

function isLargeFill({ origin, shape }: Value): boolean {
  return origin.kind === 'fill' && sizeOf(shape) > largestFill;
}

function nodesOf(value: Value, nameOf: NameOf): readonly Proto.INodeProto[] {
  const { origin } = value;
  const output = [nameOf(value)];
  if (origin.kind === 'node') {
    const attribute = Object.entries(origin.attributes).map(([name, content]) => attributeProto(name, content));
    return [{ opType: origin.operator, input: origin.inputs.map(nameOf), output, attribute }];
  }
  if (origin.kind !== 'fill' || !isLargeFill(value)) return [];
  const element = tensorProto('', { data: filled(value.type, 1, origin.value), shape: [1], type: value.type });
  const attribute = [tensorAttribute('value', element)];
  return [{ opType: 'ConstantOfShape', input: [`${output[0]}/shape`], output, attribute }];
}

/** Whether a value is read by anything but the slices that splits stand for: their bounds are then not needed. */
function readBesides(
  splits: ReadonlyMap<number, Split>,
  values: readonly Value[],
  outputs: readonly NamedValue[],
): (id: number) => boolean {
  const read = new Set(outputs.map(({ value }) => value.id));
  for (const { id, origin } of values) {
    if (origin.kind !== 'node') continue;
    const inputs = splits.has(id) ? origin.inputs.slice(0, 1) : origin.inputs;
    for (const input of inputs) read.add(input.id);
  }
  return (id) => read.has(id);
}

function splitNode({ whole, axis, pieces }: Split, nameOf: NameOf): Proto.INodeProto {
  return {
    opType: 'Split',
    input: [nameOf(whole), extentsName(pieces, nameOf)],
    output: pieces.map(nameOf),
    attribute: [attributeProto('axis', { int: axis })],
  };
}

function extentsOf({ axis, pieces }: Split, nameOf: NameOf): Proto.ITensorProto {
  const data = BigInt64Array.from(pieces, ({ shape }) => BigInt(shape[axis] as number));
  return tensorProto(extentsName(pieces, nameOf), { data, shape: [pieces.length], type: 'int64' });
}

function extentsName([first]: Split['pieces'], nameOf: NameOf): string {
  return `${first === undefined ? '' : nameOf(first)}/extents`;
}

function initializersOf(value: Value, nameOf: NameOf): readonly Proto.ITensorProto[] {
  const { origin, shape, type } = value;
  if (origin.kind === 'constant') return [tensorProto(nameOf(value), { data: origin.data, shape, type })];
  if (origin.kind !== 'fill') return [];
  if (!isLargeFill(value))
    return [tensorProto(nameOf(value), { data: filled(type, sizeOf(shape), origin.value), shape, type })];
  const extents = BigInt64Array.from(shape, BigInt);
  return [tensorProto(`${nameOf(value)}/shape`, { data: extents, shape: [shape.length], type: 'int64' })];
}
