// What a recording is made of: values with a shape and a type, and where each comes from. Plain data, no behaviour.

/** int64 occurs only in what ONNX itself asks for: shapes, axes, indices. */
export type ValueType = 'float32' | 'int32' | 'bool' | 'int64';

/** ONNX's numbers for these types. Source: onnx.proto3, TensorProto.DataType. */
export const elementTypes: Readonly<Record<ValueType, number>> = { float32: 1, int32: 6, int64: 7, bool: 9 };

/** Row-major values of a constant; booleans are bytes of 0 and 1. */
export type ConstantData = Float32Array | Int32Array | Uint8Array | BigInt64Array;

/** ONNX tells whole numbers and floats apart, so attributes carry their kind. */
export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly ints: readonly number[] }
  | { readonly text: string };
export type Attributes = Readonly<Record<string, Attribute>>;

export type Origin =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'constant'; readonly data: ConstantData }
  /** Every element has this one value; kept apart so that large fills never become data. */
  | { readonly kind: 'fill'; readonly value: number }
  | {
      readonly kind: 'node';
      readonly operator: string;
      readonly inputs: readonly Value[];
      readonly attributes: Attributes;
    };

/** One tensor of a recorded graph. Ids grow in the order of recording, so a node's inputs have smaller ids than the node. */
export interface Value {
  readonly id: number;
  readonly shape: readonly number[];
  readonly type: ValueType;
  readonly origin: Origin;
}

/** Number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** Whether two shapes are the same. */
export function isSameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}
