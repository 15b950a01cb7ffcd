// The parts of ONNX's file format that graphs are written in: tensors, attributes, declarations.
import proto, { type onnx as Proto } from 'onnx-proto';
import { type Attribute, type ConstantData, elementTypes, type Value, type ValueType } from './value.ts';

const { AttributeType } = proto.onnx.AttributeProto;

/** A list of whole numbers (sizes, shapes) under a name. */
export function integersProto(name: string, values: readonly number[]): Proto.ITensorProto {
  return tensorProto(name, { data: BigInt64Array.from(values, BigInt), shape: [values.length], type: 'int64' });
}

/** An attribute that holds a tensor. */
export function tensorAttribute(name: string, tensor: Proto.ITensorProto): Proto.IAttributeProto {
  return { name, type: AttributeType.TENSOR, t: tensor };
}

/** So many times one value. */
export function filled(type: ValueType, size: number, value: number): ConstantData {
  if (type === 'float32') return new Float32Array(size).fill(value);
  return type === 'int32' ? new Int32Array(size).fill(value) : new Uint8Array(size).fill(value);
}

/** An operator's attribute. */
export function attributeProto(name: string, attribute: Attribute): Proto.IAttributeProto {
  if ('int' in attribute) return { name, type: AttributeType.INT, i: attribute.int };
  if ('float' in attribute) return { name, type: AttributeType.FLOAT, f: attribute.float };
  if ('ints' in attribute) return { name, type: AttributeType.INTS, ints: [...attribute.ints] };
  return { name, type: AttributeType.STRING, s: new TextEncoder().encode(attribute.text) };
}

/** A tensor of known values. */
export interface Literal {
  readonly data: ConstantData;
  readonly shape: readonly number[];
  readonly type: ValueType;
}

/** A tensor of known values under a name. */
export function tensorProto(name: string, { data, shape, type }: Literal): Proto.ITensorProto {
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { name, dataType: elementTypes[type], dims: [...shape], rawData };
}

/** What an input or output of a graph is called and looks like. */
export function declaration(name: string, { type, shape }: Pick<Value, 'type' | 'shape'>): Proto.IValueInfoProto {
  const dim = shape.map((extent) => ({ dimValue: extent }));
  return { name, type: { tensorType: { elemType: elementTypes[type], shape: { dim } } } };
}
